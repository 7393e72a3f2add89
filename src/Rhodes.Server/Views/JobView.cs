namespace Rhodes.Server.Views;

/// <summary>A job, as lists show it. Instants are in UTC, as text.</summary>
public record JobView
{
    public required string Tenant { get; init; }

    /// <summary>Its number among its tenant's jobs, from 1.</summary>
    public required int Job { get; init; }

    public required string Name { get; init; }

    public required string Project { get; init; }

    /// <summary><c>waiting</c>, <c>held</c>, <c>starting</c>, <c>running</c>, <c>stopping</c> or <c>over</c>.</summary>
    public required string State { get; init; }

    /// <summary>How it ended: <c>completed</c>, <c>failed</c>, <c>timed_out</c> or <c>cancelled</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>What its engine said of its end: <c>exit code 3</c>.</summary>
    public string? Detail { get; init; }

    public required string Claim { get; init; }

    /// <summary>The claim on which it runs now.</summary>
    public string? RunsOn { get; init; }

    public required int Priority { get; init; }

    public required int Devices { get; init; }

    public string? Service { get; init; }

    public int? Replica { get; init; }

    /// <summary>Which of an array's jobs it is, from 0.</summary>
    public int? ArrayIndex { get; init; }

    public required string SubmittedAt { get; init; }

    /// <summary>When its code first ran.</summary>
    public string? StartedAt { get; init; }

    public string? EndedAt { get; init; }

    /// <summary>How often it was started.</summary>
    public required int Attempts { get; init; }

    /// <summary>How often it was told that its capacity is needed by whom it belongs to.</summary>
    public required int Recalls { get; init; }

    /// <summary>In the stream of changes: when it became as it is here.</summary>
    public string? ChangedAt { get; init; }

    /// <summary>Of a replica whose program ended by itself, and that waits: it is started again from then on.</summary>
    public string? BackOffUntil { get; init; }
}

/// <summary>A job with all that is known of it.</summary>
public sealed record JobDetails : JobView
{
    public required IReadOnlyList<GroupView> Groups { get; init; }

    public string? Within { get; init; }

    public decimal? TimeLimitSeconds { get; init; }

    public CheckpointView? Checkpoint { get; init; }

    public required bool Preemptible { get; init; }

    public required IReadOnlyList<int> After { get; init; }

    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>The work that its last save holds, at the reference speed.</summary>
    public required decimal SavedSeconds { get; init; }

    /// <summary>Its runs, oldest first.</summary>
    public required IReadOnlyList<AttemptView> History { get; init; }
}

/// <summary>One run of a job.</summary>
public sealed record AttemptView
{
    public required int Attempt { get; init; }

    /// <summary><c>guaranteed</c>: on its tenant's own cells; <c>loan</c>: borrowed.</summary>
    public required string RunsOn { get; init; }

    public required IReadOnlyList<string> Nodes { get; init; }

    public required string PlacedAt { get; init; }

    public string? StartedAt { get; init; }

    /// <summary>The saved work that it went on from.</summary>
    public decimal ResumedFromSeconds { get; init; }

    /// <summary>When it was told to leave.</summary>
    public string? StoppingAt { get; init; }

    /// <summary>Why: <c>recall</c>, <c>preemption</c>, <c>lease_end</c>, <c>cancel</c>, <c>time_limit</c>, <c>turn</c> or <c>drain</c>.</summary>
    public string? StoppingFor { get; init; }

    public string? StoppingUntil { get; init; }

    public string? EndedAt { get; init; }

    /// <summary><c>completed</c>, <c>failed</c>, <c>stopped</c> (it left when told to), <c>killed</c>, <c>lost</c> (a node failed) or <c>withdrawn</c>.</summary>
    public string? Ended { get; init; }

    /// <summary>The work that was saved when it ended.</summary>
    public decimal? SavedSeconds { get; init; }

    public string? Detail { get; init; }
}
