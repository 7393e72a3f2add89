using Rhodes.Core.Units;

namespace Rhodes.Twin.Traces;

/// <summary>One job of a trace that ran. What its trace does not know is null.</summary>
public sealed record TraceJob
{
    /// <summary>The job's number in the trace; its row, from 1, where the format has no numbers.</summary>
    public required long Number { get; init; }

    public required Instant Submit { get; init; }

    /// <summary>How long it ran, more than zero.</summary>
    public required Duration Runs { get; init; }

    /// <summary>What it ran on, or asked for where only that is known; at least 1. The trace says what one is: a GPU, a node.</summary>
    public required int Processors { get; init; }

    /// <summary>The queue, virtual cluster or other field that stands for a tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>The number that the Standard Workload Format has for it; <see cref="Tenant"/> is its name in the header, if it has one.</summary>
    public int? TenantNumber { get; init; }

    public int? RequestedProcessors { get; init; }

    /// <summary>The time limit that its user set.</summary>
    public Duration? RequestedTime { get; init; }

    /// <summary>How long it waited on the machine that was traced: a figure to compare with, never an input.</summary>
    public Duration? Waited { get; init; }

    /// <summary>As the Standard Workload Format numbers it: 0 failed, 1 completed, 5 cancelled.</summary>
    public int? Status { get; init; }

    public int? User { get; init; }

    /// <summary>The number of the job that had to end before this one was submitted.</summary>
    public long? After { get; init; }

    /// <summary>Time between the end of <see cref="After"/> and the submission of this job.</summary>
    public Duration? ThinkTime { get; init; }
}
