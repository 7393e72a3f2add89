namespace Rhodes.Core.Packing;

/// <summary>
/// The policy of Rhodes: the node on which the use that can still be made of its devices falls least. Of what is free of a device, work drawn at random, piece after piece, each as it fits,
/// will use a part; and no more of a node's devices can be used than its CPU can feed. FGD looks at the next piece of work; this looks at all that will come.
/// </summary>
/// <remarks>Argued in <c>docs/decisions/0016-packing-by-the-use-that-is-left.md</c>.</remarks>
public sealed class ExpectedUse : IPackingPolicy
{
    /// <summary>
    /// In thousandths of a device: smaller differences of what is only an estimate do not count, so that among equals the fullest node is taken, and the emptiest are kept.
    /// </summary>
    private const double Step = 50;

    /// <summary>A share that no more than this part of the work fits counts as half as useful: that work may not come in time.</summary>
    private const double Rare = 0.003;

    private readonly double[] _use;
    private readonly double _cpuMilliPerThousandth;

    public ExpectedUse(ShareMix mix) => (_use, _cpuMilliPerThousandth) = (UseOf(mix), mix.CpuMilliPerDevice / ShareNode.Whole);

    /// <summary>The part of a free share that work is expected to use, by the share; both in thousandths.</summary>
    public double Use(int free) => _use[free];

    public long Score(ShareNode node, in ShareDemand demand, out uint devices)
    {
        devices = 0;
        if (!node.HasRoomBeside(demand)) return IPackingPolicy.Never;
        var free = node.Free;
        var use = 0.0;
        foreach (var share in free) use += _use[share];
        double loss;
        if (demand is { Devices: 1, Share: < ShareNode.Whole })
        {
            if (!TryLeastLoss(free, demand.Share, out devices, out loss)) return IPackingPolicy.Never;
        }
        else
        {
            if (!DeviceChoice.TryFirst(free, demand, out devices)) return IPackingPolicy.Never;
            loss = demand.Devices * (_use[ShareNode.Whole] - _use[ShareNode.Whole - demand.Share]);
        }

        var before = Math.Min(use, Fed(node.FreeCpuMilli));
        var after = Math.Min(use - loss, Fed(node.FreeCpuMilli - demand.CpuMilli));
        // What it takes itself is used, and no loss.
        var steps = (long)Math.Floor(((before - after - demand.TotalShare) / Step) + 0.5);
        return (steps * (ShareNode.MostDevices + 1) * ShareNode.Whole) + node.FreeShare;
    }

    /// <summary>The share that CPU can feed, in thousandths of a device.</summary>
    private double Fed(int cpuMilli) => _cpuMilliPerThousandth == 0 ? double.MaxValue : cpuMilli / _cpuMilliPerThousandth;

    private bool TryLeastLoss(ReadOnlySpan<int> free, int share, out uint devices, out double loss)
    {
        (devices, loss) = (0, double.MaxValue);
        for (var device = 0; device < free.Length; device++)
        {
            if (free[device] < share) continue;
            var its = _use[free[device]] - _use[free[device] - share];
            if (its < loss) (devices, loss) = (1u << device, its);
        }

        return devices != 0;
    }

    /// <summary>
    /// <c>use(r) = P / (P + Rare) * sum over s &lt;= r of p(s) (s + use(r - s)) / P</c>, where p(s) is the part of the asked-for devices of which a share s is asked, and P its sum over s &lt;= r.
    /// </summary>
    private static double[] UseOf(ShareMix mix)
    {
        SortedDictionary<int, double> asked = [];
        foreach (var (shape, weight) in mix.Shapes)
            if (shape.Devices > 0) asked[shape.Share] = asked.GetValueOrDefault(shape.Share) + (weight * shape.Devices);
        var every = asked.Values.Sum();
        var use = new double[ShareNode.Whole + 1];
        for (var free = 1; free <= ShareNode.Whole; free++)
        {
            var (sum, all) = (0.0, 0.0);
            foreach (var (share, weight) in asked)
            {
                if (share > free) break;
                (sum, all) = (sum + (weight / every * (share + use[free - share])), all + (weight / every));
            }

            use[free] = sum / (all + Rare);
        }

        return use;
    }
}
