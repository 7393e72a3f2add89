using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>The tenant's jobs and their turns.</summary>
public sealed partial class PrivateCluster
{
    private readonly JobLine _leaving = new();       // turns that hold nodes, by when they leave at the latest
    private readonly JobLine _preemptible = new();   // turns that could be stopped, the lowest priority first
    private Turn? _inVain;                           // no victims were found for it, and nothing since could change that,
    private Duration _inVainNeeds;                   // as long as cells last for this long
    private bool _mightHaveLeft;                     // or none that might have been one left since
    private readonly JobLine _stopping = new();      // turns that were told to leave
    private readonly Dictionary<int, List<int>> _after = [];

    /// <summary>A job joins the tenant's queue, or, when it only borrows, is just known to those that come after it.</summary>
    public void Submit(int number, JobSpec spec)
    {
        _unended.Add(number);
        if (spec.Claim != Claim.Loan) RefreshReady(NewTurn(number, spec));
    }

    private Turn NewTurn(int number, JobSpec spec)
    {
        JobShape shape = new(spec);
        if (!_shapes.TryGetValue(shape, out var shapeNumber)) _shapes.Add(shape, shapeNumber = _shapes.Count);
        var project = Projects.IndexOf(spec.Project);
        Turn turn = new()
        {
            Number = number, Spec = spec, Shape = shapeNumber, Project = project, Line = Ready.LineFor(project, shapeNumber),
            Priority = spec.Priority, Held = spec.Held, TotalDevices = spec.TotalDevices,
        };
        _turns.Add(number, turn);
        for (var i = 0; i < spec.After.Count; i++)
        {
            if (!_unended.Contains(spec.After[i])) continue;
            if (!_after.TryGetValue(spec.After[i], out var later)) _after.Add(spec.After[i], later = []);
            later.Add(number);
        }

        return turn;
    }

    public void SetHeld(int number, bool held)
    {
        if (!_turns.TryGetValue(number, out var turn)) return;
        turn.Held = held;
        RefreshReady(turn);
    }

    public void Update(int number, int priority, Duration? timeLimit)
    {
        if (!_turns.TryGetValue(number, out var turn)) return;
        var wasHolding = turn.Phase != TurnPhase.Waiting;
        if (wasHolding) SetPreemptible(turn, false);
        if (turn.IsReady) Ready.Remove(turn);
        turn.Priority = priority;
        turn.Spec = turn.Spec with { Priority = priority, TimeLimit = timeLimit };
        RefreshReady(turn);
        if (wasHolding)
        {
            SetPreemptible(turn, true);
            SetTimer(turn);
        }

        (_inVain, MustLookAtAll) = (null, true);
        Promise.ForgetPlace();
    }

    /// <summary>The job is over. Its turn goes on for as long as the work would have taken here; a cancelled one ends now.</summary>
    public void EndJob(int number, long workMs)
    {
        if (!_turns.TryGetValue(number, out var turn))
        {
            Ended(number);   // it only borrowed: it ends for those after it when it really ends
            return;
        }

        turn.WorkMs = workMs;
        SetTimer(turn);
    }

    public void Start(int number, VirtualShare[] place, int speed, Instant now)
    {
        var turn = _turns[number];
        Invariant.Holds(turn.Phase == TurnPhase.Waiting, "a turn starts once");
        (turn.Phase, turn.Place, turn.Speed, turn.StartedAt, turn.LaunchedAt) = (TurnPhase.Starting, place, speed, now, Instant.Never);
        RefreshReady(turn);
        TakePlace(turn);
    }

    public void Launch(int number, Instant now)
    {
        var turn = _turns[number];
        (turn.Phase, turn.LaunchedAt) = (TurnPhase.Running, now);
        SetTimer(turn);
    }

    public void Stop(int number, Instant until, Instant now)
    {
        var turn = _turns[number];
        if (turn.Phase != TurnPhase.Stopping)
            (turn.KeptWhenStoppedMs, turn.StoppedAt) = (KeptAfterNotice(turn, until, now), now);
        SetPreemptible(turn, false);
        if (turn.Phase != TurnPhase.Stopping) _stopping.Add(StoppingEntry(turn));
        (turn.Phase, turn.StopBy) = (TurnPhase.Stopping, until);
        SetTimer(turn);
        (_inVain, MustLookAtAll) = (null, true);   // beside what leaves now, others may be enough
    }

    /// <summary>The turn left, told to or by a fault, and waits again.</summary>
    public void Requeue(int number, long keptMs)
    {
        var turn = _turns[number];
        LeavePlace(turn);
        (turn.Phase, turn.KeptMs, turn.StoppedAt, turn.LaunchedAt) = (TurnPhase.Waiting, keptMs, Instant.Never, Instant.Never);
        RefreshReady(turn);
    }

    /// <summary>The turn's program ended by itself: it waits again, and does not come before its back-off is over.</summary>
    public void Delay(int number, long keptMs, BackOff backOff)
    {
        var turn = _turns[number];
        turn.BackOff = backOff;
        Requeue(number, keptMs);
        SetTimer(turn);
    }

    public void EndDelay(int number)
    {
        var turn = _turns[number];
        turn.BackOff = turn.BackOff!.Value with { Until = null };
        SetTimer(turn);
        RefreshReady(turn);
    }

    public void End(int number)
    {
        var turn = _turns[number];
        if (turn.IsReady) Ready.Remove(turn);
        if (turn.Phase != TurnPhase.Waiting) LeavePlace(turn);
        else GiveUpHead(turn);
        Timers.Clear(number);
        _turns.Remove(number);
        Ended(number);
    }

    private void Ended(int number)
    {
        _unended.Remove(number);
        if (!_after.Remove(number, out var later)) return;
        foreach (var next in later)
            if (_turns.TryGetValue(next, out var turn)) RefreshReady(turn);
    }

    /// <summary>A turn stands among the ready exactly while nothing but room keeps it from starting.</summary>
    private void RefreshReady(Turn turn)
    {
        var isReady = turn.Phase == TurnPhase.Waiting && !turn.Held && turn.BackOff is not { IsOn: true } && FirstUnended(turn.Spec) == 0;
        if (isReady == turn.IsReady) return;
        if (isReady)
        {
            Ready.Add(turn);
            return;
        }

        Ready.Remove(turn);
        if (turn.Phase == TurnPhase.Waiting) GiveUpHead(turn);
    }

    /// <summary>Who was first in line waits no longer, or is held: what was kept for it may start others.</summary>
    private void GiveUpHead(Turn turn)
    {
        if (ReferenceEquals(Promise.Head, turn)) MustLookAtAll = true;
    }

    private static long KeptAfterNotice(Turn turn, Instant until, Instant now) =>
        !turn.IsLaunched ? turn.KeptMs
        : turn.Spec.Checkpoint is { } saves && now + saves.Takes <= until ? turn.ReachedMs(now)
        : turn.SavedMs(now);

    private void TakePlace(Turn turn)
    {
        turn.PlaceEndsAt = EndOf(turn.Place);
        turn.LeavesBy = LatestEndOf(turn);
        _leaving.Add(turn.LeavingEntry);
        var ahead = Promise.Takes(turn);
        foreach (var share in turn.Place)
            foreach (var node in share.Nodes) _pools[share.Pool].Take(node, share.Demand, turn.Number, ahead);
        Projects.Hold(turn.Project, turn.Devices);
        SetPreemptible(turn, true);
        if (turn.Phase == TurnPhase.Stopping) _stopping.Add(StoppingEntry(turn));
        SetTimer(turn);
    }

    private void LeavePlace(Turn turn)
    {
        if (turn.Phase == TurnPhase.Stopping) _stopping.Remove(StoppingEntry(turn));
        SetPreemptible(turn, false);
        if (_inVain is { } head && !(turn.Spec.Preemptible && turn.Priority < head.Priority)) _inVain = null;
        _mightHaveLeft = true;
        Projects.Free(turn.Project, turn.Devices);
        _leaving.Remove(turn.LeavingEntry);
        var ahead = Promise.Leaves(turn);
        foreach (var share in turn.Place)
            foreach (var node in share.Nodes) _pools[share.Pool].Give(node, share.Demand, turn.Number, ahead);
        Timers.Clear(turn.Number);
        turn.Place = [];
        MustLookAtAll = true;
    }

    private void SetPreemptible(Turn turn, bool may)
    {
        if (!turn.Spec.Preemptible || turn.Phase is not (TurnPhase.Starting or TurnPhase.Running)) return;
        LineEntry entry = new(turn.Priority, turn.Number, 0, 0);
        if (may) _preemptible.Add(entry);
        else _preemptible.Remove(entry);
    }

    private static LineEntry StoppingEntry(Turn turn) => new(0, turn.Number, 0, 0);

    /// <summary>Turns that were told to leave, in order of their numbers.</summary>
    internal IEnumerable<Turn> Stopping()
    {
        for (var entry = LineEntry.Start; _stopping.TryNext(entry, out entry);) yield return _turns[entry.Number];
    }

    /// <summary>Turns of a lower priority that may be stopped.</summary>
    internal IEnumerable<Turn> Preemptible(int priority)
    {
        for (var entry = LineEntry.Start; _preemptible.TryNext(entry, out entry) && entry.Rank < priority;) yield return _turns[entry.Number];
    }

    /// <summary>Whether stopping some of a lower priority might make room for a job.</summary>
    internal bool MayPreempt(Turn head, Instant now)
    {
        if (!_preemptible.TryNext(LineEntry.Start, out var lowest) || lowest.Rank >= head.Priority) return false;
        return !ReferenceEquals(_inVain, head) || (_mightHaveLeft && !AllLast(now + _inVainNeeds));
    }

    /// <summary>
    /// No victims were found for a gang of one group: none are until something leaves that could not have been one, or cells
    /// change. Where cells end soon, one that left by itself helps, too: it would have taken its time to leave.
    /// </summary>
    internal void PreemptedInVain(Turn head)
    {
        (_inVain, _mightHaveLeft, _inVainNeeds) = (head, false, head.Needs);
        foreach (var turn in Preemptible(head.Priority))
            if (head.Needs + turn.TimeToLeave is var needs && needs > _inVainNeeds) _inVainNeeds = needs;
    }

    /// <summary>Whether every cell that is open, or will be, lasts until an instant.</summary>
    internal bool AllLast(Instant until)
    {
        foreach (var pool in _pools)
            if (until > pool.AllLastUntil) return false;
        return true;
    }

    /// <summary>When the last of the turns that were told to leave has left; the beginning of time when none was.</summary>
    internal Instant LatestStop()
    {
        var latest = Instant.Beginning;
        foreach (var turn in Stopping()) latest = Instant.Later(latest, turn.StopBy);
        return latest;
    }

    /// <summary>The next instant at which something happens to the turn by itself.</summary>
    private void SetTimer(Turn turn)
    {
        var due = turn.Phase switch
        {
            TurnPhase.Running => Instant.Earlier(Instant.Earlier(turn.EndsAt, turn.TimesOutAt), turn.MustLeaveAt),
            TurnPhase.Starting => turn.MustLeaveAt,
            TurnPhase.Stopping => Instant.Earlier(turn.StopBy, turn.PlaceEndsAt),
            _ => turn.BackOff?.Until ?? Instant.Never,
        };
        Timers.Set(turn.Number, due);
        if (turn.Phase != TurnPhase.Waiting) RefreshLeavesBy(turn);
    }

    private void RefreshLeavesBy(Turn turn)
    {
        var leavesBy = LatestEndOf(turn);
        if (leavesBy == turn.LeavesBy) return;
        _leaving.Remove(turn.LeavingEntry);
        Promise.Moves(turn, leavesBy);
        turn.LeavesBy = leavesBy;
        _leaving.Add(turn.LeavingEntry);
    }

    /// <summary>
    /// When a turn has left at the latest: from its limit and the recall notice, counted from when its turn came, so that
    /// nothing promised changes when it is launched; or from the end of its cells.
    /// </summary>
    private Instant LatestEndOf(Turn turn) =>
        turn.Phase == TurnPhase.Stopping ? turn.StopBy
        : Instant.Earlier(turn.PlaceEndsAt, turn.Spec.TimeLimit is { } limit ? turn.StartedAt + LongestNotice + limit : Instant.Never);

    /// <summary>The first turn that leaves after an instant; and those after one.</summary>
    internal bool TryNextLeaving(LineEntry after, out LineEntry next) => _leaving.TryNext(after, out next);

    /// <summary>The last instant before another at which a turn leaves.</summary>
    internal bool TryLastLeaving(Instant before, out Instant at)
    {
        var found = _leaving.TryLastBelow(before.Milliseconds, out var last);
        at = new(last.Rank);
        return found;
    }

    /// <summary>The numbers of the turns that hold some of a virtual node, in order.</summary>
    public List<int> HoldersOf(int pool, int node) => [.. _pools[pool].HoldersOf(node).Distinct()];
}
