using Rhodes.Core.Contract;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>
/// The decision core: commands in, events out. The same commands give the same events, byte for byte, on any machine.
/// Facts of an instant are taken in one by one; <see cref="Settle"/> closes it, and everything is decided once.
/// </summary>
public sealed partial class ControlCore
{
    private readonly List<Event> _events = [];
    private readonly List<BookMemory> _books = [];   // by pool; nothing of it is decided, it only spares work
    private Instant _settled = new(-1);

    public ControlCore() => State = new();

    private ControlCore(SiteState state) => (State, _settled) = (state, state.Now);

    /// <summary>Everything that is so. Only to be read.</summary>
    public SiteState State { get; }

    /// <summary>A core that goes on from a state.</summary>
    public static ControlCore From(SiteState state) => new(state);

    /// <summary>
    /// When the core must be settled next even if no command comes; never when nothing is due. What became due after its step
    /// of an instant comes a millisecond later, since an instant is settled once.
    /// </summary>
    public Instant NextTimer
    {
        get
        {
            var next = State.TenureTimers.Next(State.Now);
            next = Instant.Earlier(next, Instant.Earlier(State.NextDeadline, Instant.Earlier(State.NextBackOffEnd, State.NextDrainEnd)));
            foreach (var tenant in State.Tenants) next = Instant.Earlier(next, tenant.Cluster.NextLook(State.Now));
            if (State.Lost.Count > 0 && State.MayHeal) next = State.Now;   // a cell may have become idle since it was last looked at
            return next <= State.Now ? State.Now + new Duration(1) : next;
        }
    }

    /// <summary>Decides one command, of an instant after the last one that was settled.</summary>
    /// <returns>What became so, in order; the list is used again by the next call.</returns>
    public IReadOnlyList<Event> Decide(Command command)
    {
        Invariant.Holds(command.At > _settled, "an instant is settled once, and nothing follows in it");
        _events.Clear();
        State.AdvanceTo(command.At);
        if (command is not Contract.Settle) TakeIn(command);
        else Settle();
        return _events;
    }

    /// <summary>The steps of one instant's decision.</summary>
    private void Settle()
    {
        EndWhatIsOverdue();      // 1. notices that have run out
        EndBackOffs();           //    replicas that were held back
        DrainNodes();            //    nodes that go out of use, when they are clear or it is time
        FireTurnTimers();        // 2. private schedules: work that is over, limits, cells about to end
        CloseCells();            // 3. the calendar: what ends
        ClearForDedicated();     //    what must be empty in time
        OpenCells();             //    what starts
        HealCells();             // 4. spares and swaps for broken nodes; what no spare is left for reaches its tenant
        TakeTurns();             // 5. private schedules: who may start
        BindTurns();             // 6. which physical nodes; what is borrowed there is recalled
        EndWhatIsOverdue();      //    at once, where there is no notice
        LaunchTurns();           // 7. what is clear starts
        Lend();                  // 8. what is left is lent
        _settled = State.Now;
    }

    /// <summary>State changes in Apply and nowhere else; this is how a decision gets there.</summary>
    private void Emit(Event @event)
    {
        State.Apply(@event);
        _events.Add(@event);
    }

    private void FireTurnTimers()
    {
        foreach (var tenant in State.Tenants) Schedule.FireTimers(tenant.Cluster, State.Now, EmitTurn);
    }

    private void TakeTurns()
    {
        foreach (var tenant in State.Tenants) Schedule.Decide(tenant.Cluster, State.Now, EmitTurn);
    }

    /// <summary>A decision of a private schedule, and what follows from it for what really runs.</summary>
    private void EmitTurn(Event @event)
    {
        Emit(@event);
        switch (@event)
        {
            case TurnStopping stopping: FollowStop(stopping); break;
            case TurnStopped stopped: KillOwn(stopped.Job); break;
            case TurnEnded { How: TurnEnd.TimedOut } ended: FollowTimeOut(ended.Job); break;
        }
    }

    private void FollowStop(TurnStopping stopping)
    {
        if (!State.TryGetJob(stopping.Job, out var job) || job.Own is not { } own) return;
        if (own.Phase == AttemptPhase.Placed) Emit(new AttemptEnded(own.Id, AttemptEnd.Withdrawn, job.KeptMs));
        else Emit(new AttemptStopping(own.Id, stopping.Until, stopping.Why));
    }

    private void KillOwn(JobId id)
    {
        if (State.TryGetJob(id, out var job) && job.Own is { } own) End(job, own, AttemptEnd.Killed);
    }

    private void FollowTimeOut(JobId id)
    {
        if (!State.TryGetJob(id, out var job) || job.HasEnded) return;
        if (job.Own is { } own) End(job, own, AttemptEnd.Killed);
        if (job.Loan is { } loan) End(job, loan, AttemptEnd.Killed);
        Emit(new JobEnded(id, JobOutcome.TimedOut, job.KeptMs));
    }

    /// <summary>Ends an attempt without its own doing: what it saved last is what is left.</summary>
    private void End(Job job, Attempt attempt, AttemptEnd how)
    {
        var kept = attempt.LaunchedAt.IsNever ? job.KeptMs : job.SavedMs(attempt, State.Now);
        Emit(new AttemptEnded(attempt.Id, attempt.LaunchedAt.IsNever ? AttemptEnd.Withdrawn : how, kept));
    }

    private void EndWhatIsOverdue()
    {
        while (State.NextDeadline <= State.Now)
        {
            var (_, id, ordinal) = State.FirstDeadline;
            var job = State.JobOf(id);
            var attempt = State.AttemptOf(new(id, ordinal))!;
            var timedOut = attempt.Why == StopReason.TimeLimit;
            End(job, attempt, AttemptEnd.Killed);
            if (timedOut && job.Spec.Claim == Claim.Loan) Emit(new JobEnded(id, JobOutcome.TimedOut, job.KeptMs));
        }
    }
}
