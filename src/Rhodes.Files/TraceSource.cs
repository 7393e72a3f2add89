using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>The formats of traces that can be read.</summary>
public enum TraceFormat
{
    /// <summary>CSV with the header <c>timestamp,duration,num_gpus,gpu_time,cluster</c>.</summary>
    Philly = 0,

    /// <summary>Standard Workload Format 2.2: header comments, then 18 numbers a job. Queue numbers are the names of tenants.</summary>
    Swf = 1,
}

/// <summary>What one processor of an SWF trace stands for.</summary>
public enum TraceProcessor
{
    Device = 0,
    Node = 1,
}

/// <summary>Each job comes so many times in all, each time by chance up to so long after its own.</summary>
public sealed record TraceCopies(int Count, Duration Jitter);

/// <summary>Something to draw, so often in comparison with the others.</summary>
public readonly record struct Weighted<T>(T Value, int Weight);

/// <summary>Jobs from a recorded trace; whoever plays the scenario reads it.</summary>
public sealed record TraceSource
{
    /// <summary>Resolved against the scenario's folder; the file was there when the scenario was read.</summary>
    public required string Path { get; init; }

    public required TraceFormat Format { get; init; }

    /// <summary>From the trace's names (SWF: queue numbers) to tenants. A name that is not here is a tenant's own.</summary>
    public required IReadOnlyDictionary<string, string> Tenants { get; init; }

    /// <summary>Jobs before this instant of the trace's own time are left out. Null: from its start.</summary>
    public Instant? From { get; init; }

    /// <summary>Jobs at or after this instant of the trace's own time are left out. Null: to its end.</summary>
    public Instant? Until { get; init; }

    /// <summary>At most so many jobs, the first ones of the selection. Null: all.</summary>
    public int? First { get; init; }

    /// <summary>
    /// The instant that the trace's start is moved to: SWF's second 0, or the timestamp of the first selected job of others.
    /// Null: SWF starts with the horizon, others keep their own time.
    /// </summary>
    public Instant? Starts { get; init; }

    /// <summary>Of SWF only.</summary>
    public TraceProcessor Processor { get; init; }

    /// <summary>Null: each job comes once, at its own time.</summary>
    public TraceCopies? Copies { get; init; }

    /// <summary>The sizes that its jobs are scaled to: the largest of the trace become the largest of these. Empty: as they are.</summary>
    public IReadOnlyList<SizeShare> Sizes { get; init; } = [];

    /// <summary>Tenants that each job's is drawn from, in place of the trace's own. Empty: the trace's own.</summary>
    public IReadOnlyList<Weighted<string>> AssignedTenants { get; init; } = [];

    /// <summary>Claims that each job's is drawn from. Empty: as <see cref="JobTerms.Claim"/> says.</summary>
    public IReadOnlyList<Weighted<Claim>> AssignedClaims { get; init; } = [];

    public required JobTerms Jobs { get; init; }

    public required SourcePlace Place { get; init; }
}
