using Rhodes.Files;

namespace Rhodes.Twin.Replay;

/// <summary>
/// About how much memory a scenario needs, from what is known before it starts: its nodes, and the jobs and faults that it writes down.
/// What waits comes on top. The figures are measured, rounded up: 180 MiB and 1.1 KiB a node at 100,000 to 1,000,000 nodes.
/// </summary>
public static class MemoryNeed
{
    private const long Base = 200L << 20;
    private const long OfNode = 2_048, OfJob = 2_048, OfFault = 1_024;

    /// <summary>About how many bytes a process needs that plays it.</summary>
    public static long Bytes(ScenarioSpec scenario) =>
        Base + (scenario.Site.Fabric.Nodes.Count * OfNode) + (scenario.Jobs.Count * OfJob) + (Faults(scenario) * OfFault);

    /// <param name="availableBytes">That the process may have.</param>
    /// <returns>What is wrong, as a sentence; null when there is enough.</returns>
    public static string? Problem(ScenarioSpec scenario, long availableBytes)
    {
        var needed = Bytes(scenario);
        if (needed <= availableBytes) return null;
        return new SourcePlace(scenario.File, 1, 1).Problem(
            $"a scenario of {scenario.Site.Fabric.Nodes.Count:#,0} nodes with {scenario.Jobs.Count + Faults(scenario):#,0} jobs and faults written down or recorded, which needs about {Mib(needed)} MiB of memory",
            $"one that fits into the {Mib(availableBytes)} MiB that there are").ToString();
    }

    private static string Mib(long bytes) => $"{bytes >> 20:#,0}";

    private static long Faults(ScenarioSpec scenario)
    {
        if (scenario.FaultTrace is not { } trace || scenario.Until is not { } until) return scenario.Faults.Count;
        var rounds = ((until - scenario.From).Milliseconds / trace.Lasts.Milliseconds) + 1;
        return scenario.Faults.Count + (long)Int128.Min(1L << 40, (Int128)rounds * trace.Outages.Count * scenario.Site.Fabric.Nodes.Count / trace.Nodes);
    }
}
