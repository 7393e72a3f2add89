using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// One look at all waiting jobs of a tenant. Those that fit start. The first that does not is the head: it may stop the
/// tenant's lower priorities, and is promised an instant and nodes; after it only those start that do not push it back.
/// </summary>
/// <param name="reasons">Told why each job waits; null: nobody asks.</param>
internal sealed class SchedulePass(PrivateCluster cluster, Instant now, Action<Event> emit, WaitReasons? reasons)
{
    private readonly HashSet<int> _doNotFit = [];            // shapes that failed in this pass, all cells counted
    private readonly HashSet<int> _doNotFitBehindHead = [];  // the same, without what the head is promised
    private readonly HashSet<int> _cannotBePromised = [];
    private Turn? _head;
    private Reservation? _promise;
    private bool _mayFindMore;
    private bool _passedOver;

    /// <returns>Whether another look may find more: something was stopped and waits again, or started behind the head, whose promise may now be another.</returns>
    public bool Run()
    {
        PassOrder order = new(cluster);
        using Trial blocked = new();
        while (order.Next() is { } turn)
        {
            if (ObstacleTo(turn) is not Blocker.None and var obstacle) reasons?.Obstacle(turn, obstacle);
            else if (_head is null) StartOrLead(turn, blocked);
            else Backfill(turn, blocked);
        }

        return _mayFindMore;
    }

    /// <summary>What keeps a job from starting whatever is free.</summary>
    private Blocker ObstacleTo(Turn turn) =>
        turn.Held ? Blocker.Held
        : cluster.FirstUnended(turn.Spec) > 0 ? Blocker.After
        : !cluster.Projects.MayHold(turn.Project, turn.TotalDevices) ? Blocker.ProjectLimit
        : !cluster.EverFits(turn) ? Blocker.NeverFits
        : Blocker.None;

    private void StartOrLead(Turn turn, Trial blocked)
    {
        if (TryStart(turn, _doNotFit)) return;
        var victims = OwnPreemption.Find(cluster, turn, now);
        foreach (var victim in victims) StopForHead(victim);
        if (victims.Count > 0)
        {
            _doNotFit.Clear();
            _mayFindMore = true;
            Schedule.FireTimers(cluster, now, emit);   // what has nothing to save leaves at once
            if (TryStart(turn, _doNotFit)) return;
        }

        if (!_cannotBePromised.Contains(turn.Shape)) _promise = Reservation.For(cluster, turn, now);
        if (_promise is null)
        {
            _passedOver = true;
            if (LastsEverywhere(turn)) _cannotBePromised.Add(turn.Shape);   // else another job of the shape may ask for less time
            reasons?.WithoutPromise(turn, LastsEverywhere(turn));
            return;
        }

        _head = turn;
        reasons?.Head(turn, _promise);
        _promise.Block(blocked);
    }

    private void StopForHead(Turn victim)
    {
        var leaves = victim.Phase == TurnPhase.Starting ? now : now + Progress.TimeToLeave(victim.Spec.Checkpoint);
        emit(new TurnStopping(new(cluster.Tenant, victim.Number), leaves, StopReason.Preemption));
    }

    /// <summary>Beside what the head is promised, or, if it is gone by then, anywhere.</summary>
    private void Backfill(Turn turn, Trial blocked)
    {
        if (TryStart(turn, _doNotFitBehindHead)) return;
        if (IsGoneBeforeHead(turn) && !_doNotFit.Contains(turn.Shape))
        {
            blocked.BackTo(0);
            var started = TryStart(turn, _doNotFit);
            _promise!.Block(blocked);
            if (started) return;
        }

        if (reasons is null) return;
        blocked.BackTo(0);
        reasons.Behind(turn, _head!, MustLast(turn));
        _promise!.Block(blocked);
    }

    private bool IsGoneBeforeHead(Turn turn) =>
        turn.Spec.TimeLimit is { } limit && now + cluster.LongestNotice + limit <= _promise!.At && !_promise.At.IsNever;

    private bool TryStart(Turn turn, HashSet<int> failed)
    {
        if (failed.Contains(turn.Shape)) return false;
        if (TurnPlacement.Find(cluster, turn.Spec, MustLast(turn)) is var (place, speed))
        {
            _mayFindMore |= _head is not null || _passedOver;
            emit(new TurnStarted(new(cluster.Tenant, turn.Number), place, speed));
            return true;
        }

        if (LastsEverywhere(turn)) failed.Add(turn.Shape);   // else another job of the shape may ask for less time
        return false;
    }

    private Instant MustLast(Turn turn) => Schedule.MustLastUntil(turn.Spec, now);

    private bool LastsEverywhere(Turn turn)
    {
        var until = MustLast(turn);
        foreach (var pool in cluster.Pools)
            if (until > pool.AllLastUntil) return false;
        return true;
    }
}
