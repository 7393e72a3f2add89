namespace Rhodes.Twin.Workloads;

/// <summary>Things to draw by weight, as shares of the range [0, 2^32).</summary>
internal sealed class Shares<T>
{
    /// <summary>Where each one's share ends.</summary>
    private readonly (long End, T Value)[] _shares;

    public Shares(IEnumerable<(T Value, int Weight)> weighted)
    {
        var all = weighted.ToList();
        Weights = all.Sum(each => (long)each.Weight);
        long sum = 0;
        _shares = [.. all.Select(each => ((long)(((Int128)(sum += each.Weight) << 32) / Weights), each.Value))];
    }

    /// <summary>The sum of all.</summary>
    public long Weights { get; }

    /// <summary>What stands at a place of the range.</summary>
    /// <remarks>Hot: once a job. There are few, so that looking through them beats halving.</remarks>
    public T At(uint place)
    {
        var i = 0;
        while (_shares[i].End <= place) i++;
        return _shares[i].Value;
    }
}
