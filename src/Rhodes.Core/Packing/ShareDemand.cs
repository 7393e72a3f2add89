namespace Rhodes.Core.Packing;

/// <summary>What one piece of work takes on one node, where devices can be shared.</summary>
/// <param name="CpuMilli">CPU, in thousandths of a core.</param>
/// <param name="MemoryMib">In MiB.</param>
/// <param name="Devices">How many devices; 0: none.</param>
/// <param name="Share">Of each of them, in thousandths of a device; <see cref="ShareNode.Whole"/>: all of it.</param>
public readonly record struct ShareDemand(int CpuMilli, int MemoryMib, int Devices, int Share)
{
    /// <summary>In thousandths of a device, all devices together.</summary>
    public int TotalShare => Devices * Share;
}
