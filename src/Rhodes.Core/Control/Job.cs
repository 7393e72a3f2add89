using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>How far an attempt is.</summary>
public enum AttemptPhase
{
    /// <summary>Its nodes are held; what is borrowed there is leaving.</summary>
    Placed = 0,
    Running = 1,

    /// <summary>It was told to leave.</summary>
    Stopping = 2,
}

/// <summary>One run of a job on physical nodes.</summary>
public sealed class Attempt
{
    public required AttemptId Id { get; init; }

    /// <summary>Guaranteed: on its tenant's own cells. Loan: borrowed. Never either.</summary>
    public required Claim Claim { get; set; }

    public required NodeShare[] Place { get; init; }

    /// <summary>Thousandths of the reference speed.</summary>
    public required int Speed { get; init; }

    public AttemptPhase Phase { get; set; }

    public Instant LaunchedAt { get; set; } = Instant.Never;

    public long ResumeFromMs { get; set; }

    /// <summary>When it was told to leave; its work stands still from then on.</summary>
    public Instant StoppedAt { get; set; } = Instant.Never;

    /// <summary>When it is over even if it has not left; never while nothing asks it to.</summary>
    public Instant Deadline { get; set; } = Instant.Never;

    public StopReason Why { get; set; }

    /// <summary>How many of its first nodes are known to be clear of what was borrowed there before it. Derived: it may always be found again.</summary>
    public int ClearNodes { get; set; }

    public int Devices
    {
        get
        {
            var devices = 0;
            foreach (var share in Place) devices += share.Demand.Devices * share.Nodes.Length;
            return devices;
        }
    }

    /// <summary>The work done by now, at the reference speed.</summary>
    public long ReachedMs(CheckpointSpec? checkpoint, Instant now) =>
        LaunchedAt.IsNever ? ResumeFromMs
        : Progress.ReachedMs(checkpoint, ResumeFromMs, (Instant.Earlier(now, StoppedAt) - LaunchedAt).Milliseconds, Speed);
}

/// <summary>A job as it really is: what it saved, and where it runs, beside its turn in the private schedule.</summary>
public sealed class Job
{
    public required JobId Id { get; init; }

    public required JobSpec Spec { get; set; }

    /// <summary>Its replica's number in a service; -1 when it is none.</summary>
    public required int Replica { get; init; }

    /// <summary>Jobs of equal groups have equal shapes.</summary>
    public required int Shape { get; init; }

    public required Instant SubmittedAt { get; init; }

    public bool Held { get; set; }

    /// <summary>The work that its last save holds, at the reference speed.</summary>
    public long KeptMs { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>It ran to its time limit on loan; only its own turn is left to it.</summary>
    public bool MayNotBorrow { get; set; }

    public int Attempts { get; set; }

    /// <summary>Of a replica whose program ended by itself, wherever it ran. Null: no program of it did.</summary>
    public BackOff? BackOff { get; set; }

    /// <summary>On its tenant's own cells, or about to be.</summary>
    public Attempt? Own { get; set; }

    public Attempt? Loan { get; set; }

    /// <summary>Whether it stands in its tenant's queue for loans.</summary>
    public bool AsksForLoan { get; set; }

    /// <summary>Its attempt of an id; null when that is over.</summary>
    public Attempt? AttemptOf(AttemptId id) =>
        Own is { } own && own.Id.Ordinal == id.Ordinal ? own
        : Loan is { } loan && loan.Id.Ordinal == id.Ordinal ? loan : null;

    /// <summary>What is left of the work when an attempt ends without its own doing: its last save, the one for which it was told to leave with it if saving takes no time.</summary>
    public long SavedMs(Attempt attempt, Instant now)
    {
        if (attempt.LaunchedAt.IsNever) return KeptMs;
        var reached = attempt.ReachedMs(Spec.Checkpoint, now);
        return Spec.Checkpoint is { Takes.Milliseconds: 0 } && !attempt.StoppedAt.IsNever ? reached : Progress.SavedMs(Spec.Checkpoint, KeptMs, reached);
    }
}
