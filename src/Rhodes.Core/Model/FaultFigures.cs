namespace Rhodes.Core.Model;

/// <summary>How often hardware stops work, as it was measured elsewhere. No site's own figures.</summary>
public static class FaultFigures
{
    private const string Record = "github stepfun-ai/InfiniteHBD-Trace, fault_trace.json (Shou et al., SIGCOMM 2025): 400 nodes of 8 GPUs, the first 174 of 345 days from 2024-03-30";

    /// <summary>Devices on each node of the record.</summary>
    public const int DevicesPerRecordedNode = 8;

    /// <summary>How often a node went down, for each 1,000 days of a node.</summary>
    public static Figure NodeOutages { get; } = new(4.48m, 4.48m, "per 1,000 node-days", FigureMark.Derived, Record, "312 / (400 × 174) × 1,000");

    /// <summary>The share of their time for which nodes were down, in percent.</summary>
    public static Figure NodeDownShare { get; } = new(2.92m, 2.92m, "%", FigureMark.Derived, Record, "down time of all nodes / (400 × 174 days); over all 345 days 2.34 %");

    /// <summary>Device-hours of one job for each interruption that was not planned.</summary>
    public static Figure DeviceHoursPerInterruption { get; } = new(50_677m, 50_677m, "device-hours", FigureMark.Derived,
        "arXiv 2407.21783 (Llama 3 405B on 16,384 H100 for 54 days)", "16,384 × 54 × 24 / 419 interruptions, whatever the cause");
}
