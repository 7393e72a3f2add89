using Rhodes.Core.Packing;

namespace Rhodes.Twin.Packing;

/// <summary>
/// FGD as published: the node on which the share that work drawn at random could not use rises least, as a whole number from 0 to 100.
/// </summary>
/// <remarks>
/// Weng et al., "Beware of Fragmentation", USENIX ATC 2023; github.com/hkust-adsl/kubernetes-scheduler-simulator (Apache-2.0), whose placements it repeats one by one. That scores are
/// cut to whole numbers makes many nodes equal, and so fills one after the other: without it the result is a point worse.
/// </remarks>
public sealed class FragmentationGradient(ShareMix mix) : IPackingPolicy
{
    /// <summary>So much of the work is looked at, the most frequent first.</summary>
    private const double Part = 0.95;

    private readonly (ShareDemand Shape, double Weight)[] _typical = [.. mix.Typical(Part)];

    public long Score(ShareNode node, in ShareDemand demand, out uint devices)
    {
        devices = 0;
        if (!node.HasRoomBeside(demand)) return IPackingPolicy.Never;
        Span<int> free = stackalloc int[node.Free.Length];
        node.Free.CopyTo(free);
        var before = Fragmentation(node.FreeCpuMilli, free);
        if (demand is { Devices: 1, Share: < ShareNode.Whole }) return ScoreShared(node, demand, free, before, out devices);
        if (!DeviceChoice.TryFirst(free, demand, out devices)) return IPackingPolicy.Never;
        for (var device = 0; device < free.Length; device++)
            if ((devices >> device & 1) != 0) free[device] -= demand.Share;
        return Score(before, Fragmentation(node.FreeCpuMilli - demand.CpuMilli, free));
    }

    /// <summary>Every device that has enough is tried.</summary>
    private long ScoreShared(ShareNode node, in ShareDemand demand, Span<int> free, double before, out uint devices)
    {
        (devices, var best) = (0, IPackingPolicy.Never);
        for (var device = 0; device < free.Length; device++)
        {
            if (free[device] < demand.Share) continue;
            free[device] -= demand.Share;
            var score = Score(before, Fragmentation(node.FreeCpuMilli - demand.CpuMilli, free));
            free[device] += demand.Share;
            if (score < best) (best, devices) = (score, 1u << device);
        }

        return best;
    }

    private static long Score(double before, double after) => -(long)Math.Floor(100 / (1 + Math.Exp(-(before - after) / ShareNode.Whole)));

    /// <summary>The share, in thousandths of a device, that the next piece of work is expected not to be able to use.</summary>
    private double Fragmentation(int cpuMilli, ReadOnlySpan<int> free)
    {
        var all = 0;
        foreach (var share in free) all += share;
        var sum = 0.0;
        foreach (var (shape, weight) in _typical)
        {
            if (shape.Devices == 0 || shape.CpuMilli > cpuMilli)
            {
                sum += weight * all;
                continue;
            }

            var (enough, tooSmall) = (0, 0);
            foreach (var share in free)
            {
                if (share >= shape.Share) enough++;
                else tooSmall += share;
            }

            sum += weight * (enough < shape.Devices ? all : tooSmall);
        }

        return sum;
    }
}
