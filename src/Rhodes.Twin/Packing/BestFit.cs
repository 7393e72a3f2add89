using Rhodes.Core.Packing;

namespace Rhodes.Twin.Packing;

/// <summary>
/// Best fit as the FGD study has it: the node that has the least left of CPU and devices, each as a part of the largest node's, as a whole percentage; of a shared device's
/// peers the fullest.
/// </summary>
/// <remarks>Weng et al., "Beware of Fragmentation", USENIX ATC 2023; github.com/hkust-adsl/kubernetes-scheduler-simulator (Apache-2.0), whose figures it comes to.</remarks>
/// <param name="largestCpuMilli">CPU of the largest node, in thousandths of a core.</param>
/// <param name="largestShare">Of devices of the largest node, in thousandths.</param>
public sealed class BestFit(int largestCpuMilli, int largestShare) : IPackingPolicy
{
    public long Score(ShareNode node, in ShareDemand demand, out uint devices)
    {
        devices = 0;
        if (!node.HasRoomBeside(demand)) return IPackingPolicy.Never;
        var fits = demand is { Devices: 1, Share: < ShareNode.Whole } ? DeviceChoice.TryFullest(node.Free, demand.Share, out devices) : DeviceChoice.TryFirst(node.Free, demand, out devices);
        if (!fits) return IPackingPolicy.Never;
        var left = (0.5 * (node.FreeCpuMilli - demand.CpuMilli) / largestCpuMilli) + (0.5 * (node.FreeShare - demand.TotalShare) / largestShare);
        return -(long)Math.Floor(100 * (1 - left));
    }
}
