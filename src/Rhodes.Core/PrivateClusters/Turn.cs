using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>Where a job's place in the private schedule stands.</summary>
public enum TurnPhase
{
    Waiting = 0,

    /// <summary>It holds its virtual nodes; what is borrowed behind them is being cleared.</summary>
    Starting = 1,
    Running = 2,

    /// <summary>It was told to leave.</summary>
    Stopping = 3,
}

/// <summary>
/// A job's place in its tenant's private schedule, as if the tenant had never borrowed nor lent. Work that ran ahead on a
/// loan, and is over, still takes its turn here for as long as it would have run alone.
/// </summary>
public sealed class Turn
{
    public required int Number { get; init; }

    public required JobSpec Spec { get; set; }

    public required int Project { get; init; }

    /// <summary>Jobs of equal groups have equal shapes.</summary>
    public required int Shape { get; init; }

    /// <summary>Jobs of one project and one shape wait in one line.</summary>
    public required int Line { get; init; }

    /// <summary>Whether it stands in its line: it waits, and nothing but room keeps it from starting.</summary>
    public bool IsReady { get; set; }

    /// <summary>Devices of the whole gang.</summary>
    public required int TotalDevices { get; init; }

    public int Priority { get; set; }

    public bool Held { get; set; }

    public TurnPhase Phase { get; set; }

    /// <summary>Of a replica whose program ended by itself on its tenant's own cells. Null: none did.</summary>
    public BackOff? BackOff { get; set; }

    /// <summary>The virtual nodes that it holds; empty while it waits.</summary>
    public VirtualShare[] Place { get; set; } = [];

    /// <summary>Thousandths of the reference speed at this place.</summary>
    public int Speed { get; set; } = 1_000;

    public Instant StartedAt { get; set; }

    /// <summary>When the first of its cells is no longer the tenant's.</summary>
    public Instant PlaceEndsAt { get; set; } = Instant.Never;

    /// <summary>How long it takes to leave in good order.</summary>
    public Duration TimeToLeave => Progress.TimeToLeave(Spec.Checkpoint);

    /// <summary>When it must begin to leave so that it is gone when its cells are no longer the tenant's.</summary>
    public Instant MustLeaveAt => PlaceEndsAt.IsNever ? PlaceEndsAt : PlaceEndsAt - TimeToLeave;

    /// <summary>When it has left at the latest, as promises count on it.</summary>
    public Instant LeavesBy { get; set; } = Instant.Never;

    /// <summary>
    /// How long nodes must last for it: to its limit, unless it saves its progress; then long enough to run at all before it
    /// must leave.
    /// </summary>
    public Duration Needs => Spec is { TimeLimit: { } limit, Checkpoint: null } ? limit : TimeToLeave + new Duration(1);

    internal LineEntry ReadyEntry => new(-(long)Priority, Number, Needs.Milliseconds, Spec.TimeLimit?.Milliseconds ?? long.MaxValue);

    internal LineEntry LeavingEntry => new(LeavesBy.Milliseconds, Number, 0, 0);

    /// <summary>Never before it is launched.</summary>
    public Instant LaunchedAt { get; set; } = Instant.Never;

    /// <summary>By when it leaves, once it was told to.</summary>
    public Instant StopBy { get; set; }

    /// <summary>When it was told to leave; its work stands still from then on.</summary>
    public Instant StoppedAt { get; set; } = Instant.Never;

    /// <summary>What it will have saved when it has left in good order.</summary>
    public long KeptWhenStoppedMs { get; set; }

    /// <summary>The work that its last save would hold, had it never borrowed.</summary>
    public long KeptMs { get; set; }

    /// <summary>All the work that it needs; -1 until the job is over.</summary>
    public long WorkMs { get; set; } = -1;

    public long ResumeFromMs => Progress.ResumeFromMs(Spec.Checkpoint, KeptMs, Speed);

    /// <summary>Devices that it holds.</summary>
    public long Devices => Place.Length == 0 ? 0 : TotalDevices;

    /// <summary>Whether its running time has begun.</summary>
    public bool IsLaunched => !LaunchedAt.IsNever;

    /// <summary>The work that it would have done by now, had it never borrowed.</summary>
    public long ReachedMs(Instant now)
    {
        if (!IsLaunched) return KeptMs;
        var worked = Instant.Earlier(now, StoppedAt) - LaunchedAt;
        var reached = Progress.ReachedMs(Spec.Checkpoint, ResumeFromMs, worked.Milliseconds, Speed);
        return WorkMs >= 0 ? Math.Min(reached, WorkMs) : reached;
    }

    /// <summary>What a fault at this instant leaves of the work.</summary>
    public long SavedMs(Instant now) => IsLaunched ? Progress.SavedMs(Spec.Checkpoint, KeptMs, ReachedMs(now)) : KeptMs;

    /// <summary>What follows from its program having ended by itself just now.</summary>
    public BackOff BackOffAfterExit(Instant now) => Model.BackOff.After(BackOff, now - LaunchedAt, now);

    /// <summary>Work since the last save times devices: what stopping it without warning would cost.</summary>
    public Int128 LostWork(Instant now) => Phase is TurnPhase.Running ? (Int128)(ReachedMs(now) - SavedMs(now)) * Devices : 0;

    /// <summary>When the turn is over; never while that is not known.</summary>
    public Instant EndsAt => Phase is not TurnPhase.Running || WorkMs < 0 ? Instant.Never
        : LaunchedAt + new Duration(Progress.LaunchToEndMs(Spec.Checkpoint, ResumeFromMs, Math.Max(WorkMs, ResumeFromMs), Speed));

    public Instant TimesOutAt => Phase is TurnPhase.Running && Spec.TimeLimit is { } limit ? LaunchedAt + limit : Instant.Never;
}
