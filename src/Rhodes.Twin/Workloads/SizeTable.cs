using Rhodes.Files;

namespace Rhodes.Twin.Workloads;

/// <summary>Sizes of jobs by weight, as shares of the range [0, 2^32).</summary>
internal sealed class SizeTable
{
    /// <summary>Where each size's share ends, and the size in devices.</summary>
    private readonly (long End, int Devices)[] _shares;

    public SizeTable(IReadOnlyList<SizeShare> sizes)
    {
        long weights = 0, sum = 0;
        Int128 devices = 0;
        foreach (var size in sizes)
        {
            weights += size.Weight;
            devices += (Int128)size.Devices * size.Weight;
        }

        (Devices, Weights) = (devices, weights);
        _shares = [.. sizes.Select(size => ((long)(((Int128)(sum += size.Weight) << 32) / weights), size.Devices))];
    }

    /// <summary>Over <see cref="Weights"/>: the mean size.</summary>
    public Int128 Devices { get; }

    public long Weights { get; }

    /// <summary>The size at a place of the range.</summary>
    /// <remarks>Hot: once a job.</remarks>
    public int At(uint place)
    {
        var i = 0;
        while (_shares[i].End <= place) i++;
        return _shares[i].Devices;
    }
}
