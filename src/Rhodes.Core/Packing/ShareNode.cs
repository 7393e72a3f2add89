namespace Rhodes.Core.Packing;

/// <summary>A node whose devices may be shared: what is free of it.</summary>
public sealed class ShareNode
{
    /// <summary>A device, in thousandths.</summary>
    public const int Whole = 1_000;

    /// <summary>So many can be named by a set of bits.</summary>
    public const int MostDevices = 32;

    private readonly int[] _free;

    /// <param name="cpuMilli">In thousandths of a core.</param>
    /// <param name="memoryMib">In MiB.</param>
    public ShareNode(string name, int cpuMilli, int memoryMib, int devices)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(devices, MostDevices);
        (Name, FreeCpuMilli, FreeMemoryMib, _free, FreeShare) = (name, cpuMilli, memoryMib, new int[devices], devices * Whole);
        Array.Fill(_free, Whole);
    }

    public string Name { get; }

    public int FreeCpuMilli { get; private set; }

    public int FreeMemoryMib { get; private set; }

    /// <summary>What is free of each device, in thousandths.</summary>
    public ReadOnlySpan<int> Free => _free;

    /// <summary>Of all devices together, in thousandths.</summary>
    public int FreeShare { get; private set; }

    /// <summary>Whether CPU and memory suffice; devices are for a policy to choose.</summary>
    public bool HasRoomBeside(in ShareDemand demand) => demand.CpuMilli <= FreeCpuMilli && demand.MemoryMib <= FreeMemoryMib;

    /// <param name="devices">A bit for each device that it gets; as many as it asks for, each with its share free.</param>
    public void Take(in ShareDemand demand, uint devices) => Change(demand, devices, -1);

    /// <summary>Undoes <see cref="Take"/>.</summary>
    public void Give(in ShareDemand demand, uint devices) => Change(demand, devices, 1);

    private void Change(in ShareDemand demand, uint devices, int sign)
    {
        FreeCpuMilli += sign * demand.CpuMilli;
        FreeMemoryMib += sign * demand.MemoryMib;
        FreeShare += sign * demand.TotalShare;
        for (var device = 0; device < _free.Length; device++)
            if ((devices >> device & 1) != 0) _free[device] += sign * demand.Share;
    }
}
