namespace Rhodes.Core.Packing;

/// <summary>What work is to be expected: each shape of demand, and how often it comes.</summary>
public sealed class ShareMix
{
    private readonly (ShareDemand Shape, double Weight)[] _shapes;

    /// <param name="work">Past work, each piece by itself. Memory is left out of account: it is seldom what is short.</param>
    public ShareMix(IEnumerable<ShareDemand> work)
    {
        Dictionary<(int Cpu, int Devices, int Share), int> counts = [];
        foreach (var each in work)
        {
            var shape = (each.CpuMilli, each.Devices, each.Devices == 0 ? 0 : each.Share);
            counts[shape] = counts.GetValueOrDefault(shape) + 1;
        }

        _shapes = [.. counts.OrderByDescending(each => each.Value).ThenBy(each => each.Key).Select(each => (new ShareDemand(each.Key.Cpu, 0, each.Key.Devices, each.Key.Share), (double)each.Value))];
    }

    /// <summary>The most frequent first, with how often each came.</summary>
    public IReadOnlyList<(ShareDemand Shape, double Weight)> Shapes => _shapes;

    /// <summary>CPU that work asks for beside a whole device, in thousandths of a core; work without devices is not counted.</summary>
    public double CpuMilliPerDevice
    {
        get
        {
            var (cpu, share) = (0.0, 0.0);
            foreach (var (shape, weight) in _shapes)
                if (shape.Devices > 0) (cpu, share) = (cpu + (weight * shape.CpuMilli), share + (weight * shape.TotalShare));
            return share == 0 ? 0 : cpu * ShareNode.Whole / share;
        }
    }

    /// <summary>The most frequent shapes that together are at least a part of all work, with weights that sum up to one.</summary>
    /// <param name="part">From 0 to 1.</param>
    public IReadOnlyList<(ShareDemand Shape, double Weight)> Typical(double part)
    {
        var all = _shapes.Sum(each => each.Weight);
        var (count, sum) = (0, 0.0);
        while (count < _shapes.Length && sum < part * all) sum += _shapes[count++].Weight;
        return [.. _shapes.Take(count).Select(each => (each.Shape, each.Weight / sum))];
    }
}
