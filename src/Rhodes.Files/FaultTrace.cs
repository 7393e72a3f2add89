using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>Outages that were recorded on some nodes for some time; whoever plays the scenario extends them to its fabric and horizon.</summary>
public sealed record FaultTrace
{
    /// <summary>That were watched, also those without any outage.</summary>
    public required int Nodes { get; init; }

    /// <summary>How long they were watched.</summary>
    public required Duration Lasts { get; init; }

    /// <summary>By start; equal ones as in the file.</summary>
    public required IReadOnlyList<RecordedOutage> Outages { get; init; }
}

/// <summary>A node was down from and until so long after the record began.</summary>
/// <param name="Node">From 0, below <see cref="FaultTrace.Nodes"/>.</param>
public readonly record struct RecordedOutage(int Node, Duration From, Duration Until);
