using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// One look at all waiting jobs of a tenant. Those that fit start. The first that does not is the head: it may stop the
/// tenant's lower priorities, and is promised an instant and nodes; after it only those start that do not push it back.
/// </summary>
internal sealed class SchedulePass(PrivateCluster cluster, Instant now, Action<Event> emit, Action<int, Wait> record)
{
    private readonly HashSet<int> _doNotFit = [];            // shapes that failed in this pass, all cells counted
    private readonly HashSet<int> _doNotFitBehindHead = [];  // the same, without what the head is promised
    private readonly HashSet<int> _cannotBePromised = [];
    private readonly Dictionary<int, bool> _everFits = [];
    private Turn? _head;
    private Reservation? _promise;
    private bool _mayFindMore;

    /// <returns>Whether another look may find more: something was stopped and waits again, or started behind the head, whose promise may now be another.</returns>
    public bool Run()
    {
        PassOrder order = new(cluster);
        using Trial blocked = new();
        while (order.Next() is { } turn)
        {
            if (Obstacle(turn) is { } wait) record(turn.Number, wait);
            else if (_head is null) StartOrLead(turn, blocked);
            else Backfill(turn, blocked);
        }

        return _mayFindMore;
    }

    /// <summary>What keeps a job from starting whatever is free.</summary>
    private Wait? Obstacle(Turn turn)
    {
        if (turn.Held) return new(Blocker.Held, 0, 0, Instant.Never);
        if (cluster.FirstUnended(turn.Spec) is > 0 and var before) return new(Blocker.After, before, 0, Instant.Never);
        if (!cluster.Projects.MayHold(turn.Project, turn.Spec.TotalDevices))
            return new(Blocker.ProjectLimit, turn.Spec.TotalDevices, cluster.Projects[turn.Project].DeviceLimit ?? 0, Instant.Never);
        if (!_everFits.TryGetValue(turn.Shape, out var fits))
            _everFits.Add(turn.Shape, fits = TurnPlacement.EverFits(cluster, turn.Spec));
        if (fits) return null;
        var hasCells = turn.Spec.Groups.All(group => TurnPlacement.PoolsFor(cluster, group).Any());
        return new(hasCells ? Blocker.NeverFits : Blocker.NoLease, turn.Spec.TotalDevices, hasCells ? LargestGang(turn) : 0, Instant.Never);
    }

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
            _cannotBePromised.Add(turn.Shape);
            record(turn.Number, WithoutPromise(turn));
            return;
        }

        _head = turn;
        _promise.Block(blocked);
        var stopping = cluster.Holding.Any(number => cluster[number] is { Phase: TurnPhase.Stopping } other && other.Priority < turn.Priority);
        record(turn.Number, new(stopping ? Blocker.OwnPreemption : Blocker.OwnWork, turn.Spec.TotalDevices, FreeDevices(turn), PromisedStart()));
    }

    /// <summary>When the head starts at the latest: what it is promised is cleared within the recall notice.</summary>
    private Instant PromisedStart() => Instant.Later(now, _promise!.At) + cluster.LongestNotice;

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

        record(turn.Number, BehindHead(turn, blocked));
    }

    private Wait BehindHead(Turn turn, Trial blocked)
    {
        if (_doNotFit.Contains(turn.Shape)) return new(Blocker.OwnWork, turn.Spec.TotalDevices, FreeDevices(turn), Instant.Never);
        blocked.BackTo(0);
        var fitsNow = TurnPlacement.Find(cluster, turn.Spec, MustLast(turn)) is not null;
        _promise!.Block(blocked);
        if (!fitsNow) _doNotFit.Add(turn.Shape);
        return fitsNow ? new(Blocker.BehindHead, _head!.Number, 0, Instant.Never)
            : new(Blocker.OwnWork, turn.Spec.TotalDevices, FreeDevices(turn), Instant.Never);
    }

    private bool IsGoneBeforeHead(Turn turn) =>
        turn.Spec.TimeLimit is { } limit && now + cluster.LongestNotice + limit <= _promise!.At && !_promise.At.IsNever;

    private bool TryStart(Turn turn, HashSet<int> failed)
    {
        if (failed.Contains(turn.Shape)) return false;
        if (TurnPlacement.Find(cluster, turn.Spec, MustLast(turn)) is var (place, speed))
        {
            _mayFindMore |= _head is not null || _cannotBePromised.Count > 0;
            emit(new TurnStarted(new(cluster.Tenant, turn.Number), place, speed));
            return true;
        }

        if (LastsEverywhere(turn)) failed.Add(turn.Shape);   // else another job of the shape may ask for less time
        return false;
    }

    private Instant MustLast(Turn turn) => Schedule.MustLastUntil(turn.Spec, now);

    private bool LastsEverywhere(Turn turn) => cluster.Pools.All(pool => MustLast(turn) <= pool.AllLastUntil);

    private Wait WithoutPromise(Turn turn)
    {
        var why = !LastsEverywhere(turn) && TurnPlacement.Find(cluster, turn.Spec, Instant.Beginning) is not null ? Blocker.LeaseEndsFirst
            : cluster.Pools.Any(pool => Enumerable.Range(0, pool.Tree.Nodes).Any(pool.IsLost)) ? Blocker.Faults
            : Blocker.LeaseNotStarted;
        return new(why, turn.Spec.TotalDevices, FreeDevices(turn), Instant.Never);
    }

    private long FreeDevices(Turn turn) => PoolsOf(turn).Sum(pool => cluster.Pools[pool].Stock.FreeDevices);

    /// <summary>The most nodes of the job's groups that its own wish for a place would ever admit, in devices.</summary>
    private long LargestGang(Turn turn)
    {
        var level = turn.Spec.Within ?? turn.Spec.Groups[0].Within;
        var pools = PoolsOf(turn).Select(pool => cluster.Pools[pool]);
        return level is { } wished
            ? pools.SelectMany(pool => Enumerable.Range(0, pool.Tree.Count(wished))
                .Select(i => (long)pool.Tree.Size(new(wished, i)) * pool.Capacity.Devices)).DefaultIfEmpty(0).Max()
            : pools.Sum(pool => (long)pool.Tree.Nodes * pool.Capacity.Devices);
    }

    private IEnumerable<int> PoolsOf(Turn turn) => turn.Spec.Groups.SelectMany(group => TurnPlacement.PoolsFor(cluster, group)).Distinct();
}
