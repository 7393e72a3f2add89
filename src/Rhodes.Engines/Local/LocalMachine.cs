namespace Rhodes.Engines.Local;

/// <summary>What this machine has.</summary>
/// <param name="Name">The machine's own.</param>
/// <param name="Cores">That this process may use.</param>
/// <param name="MemoryMib">That this process may use.</param>
/// <param name="Gpus">In the order of their vendors' tools.</param>
/// <param name="Problems">Why GPUs that may be there are not among them, for people.</param>
public sealed record LocalMachine(string Name, int Cores, long MemoryMib, IReadOnlyList<LocalGpu> Gpus, IReadOnlyList<string> Problems)
{
    /// <summary>Looks. Asks <c>nvidia-smi</c> and <c>rocm-smi</c> where they are; that takes a second or two.</summary>
    public static LocalMachine Discover() => Discover(tools: "");

    /// <summary>As one node. Without GPUs it has devices that are only counted.</summary>
    /// <param name="name">As the site's files have it.</param>
    /// <param name="countedDevices">How many, where there is no GPU.</param>
    public LocalNode ToNode(string name, int countedDevices) => new(name, Gpus.Count > 0 ? Gpus.Count : countedDevices, Gpus);

    /// <param name="tools">The folder with the vendors' tools; empty: wherever the system finds them.</param>
    internal static LocalMachine Discover(string tools)
    {
        List<string> problems = [];
        List<LocalGpu> gpus = [.. NvidiaTool.Find(tools, problems), .. AmdTool.Find(tools, problems)];
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_048_576; // knows the limits of a container
        return new LocalMachine(Environment.MachineName, Environment.ProcessorCount, memory, gpus, problems);
    }
}
