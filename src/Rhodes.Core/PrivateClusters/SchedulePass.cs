using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// One look at the ready jobs of a tenant. Those that fit start. The first that does not is the head: it may stop the
/// tenant's lower priorities, and is promised an instant and nodes; after it only those start that do not push it back.
/// </summary>
/// <remarks>Looks at the first of each line, and on only as long as they start: what does not fit keeps its whole line.</remarks>
internal readonly struct SchedulePass(PrivateCluster cluster, Instant now, Action<Event> emit)
{
    /// <summary>A look at all of them.</summary>
    /// <param name="passedOver">Told of each job that could be promised nothing; null: nobody asks.</param>
    /// <returns>Whether another look may find more: something was stopped and waits again, or started after one that was passed over, or beside a gang of several groups, or what the head is promised is another now.</returns>
    public bool LookAtAll(Action<Turn>? passedOver = null)
    {
        var cursors = cluster.Cursors;
        cursors.Begin();
        Turn? head = null;
        var (mayFindMore, anyPassedOver, anyStarted) = (false, false, false);
        while (cursors.Next() is { } turn)
        {
            var bounds = cursors.BoundsOf(turn.Line);
            if (!MayEverStart(turn)) bounds = Closed;
            else if (head is not null) bounds = Backfill(turn, bounds, ref anyStarted);
            else if (TryStart(turn, View.Now)) mayFindMore |= anyPassedOver;
            else if (!cluster.Promise.TryPromise(turn, now)) bounds = PassOver(turn, passedOver, ref anyPassedOver);
            else if (!TryPreempt(turn)) head = turn;
            else
            {
                mayFindMore = true;
                cursors.ForgetBounds(turn.Line);
                bounds = LineBounds.None;
                if (!TryStart(turn, View.Now)) head = LeadAgain(turn);
            }

            cursors.GoOn(turn.Line, bounds);
        }

        if (head is null) cluster.Promise.Clear();
        return mayFindMore || (anyStarted && (cluster.Ready.AnyOfSeveralGroups || cluster.Promise.Renew(now)));
    }

    /// <summary>A look at those that became ready since the last decision, when nothing else happened: what did not fit does not fit now.</summary>
    /// <returns>Whether all must be looked at.</returns>
    public bool LookAtNew()
    {
        for (var i = 0; i < cluster.Ready.New.Count; i++)
        {
            if (!cluster.TryGet(cluster.Ready.New[i], out var turn) || !turn.IsReady) continue;
            if (cluster.Promise.Head is not { } head || GoesBefore(turn, head)) return true;
            var anyStarted = false;
            if (MayEverStart(turn)) Backfill(turn, LineBounds.None, ref anyStarted);
            if (anyStarted && (cluster.Ready.AnyOfSeveralGroups || cluster.Promise.Renew(now))) return true;
        }

        return false;
    }

    private static LineBounds Closed => new(0, -1, 0);

    /// <summary>What keeps the whole line from starting, whatever is free.</summary>
    private bool MayEverStart(Turn turn) => cluster.Projects.MayHold(turn.Project, turn.TotalDevices) && cluster.EverFits(turn);

    /// <summary>Stops lower priorities for a job that does not fit, unless enough is leaving already.</summary>
    private bool TryPreempt(Turn turn)
    {
        if (!cluster.MayPreempt(turn, now) || cluster.Promise.At <= cluster.LatestStop()) return false;
        var victims = OwnPreemption.Find(cluster, turn, now);
        if (victims.Count == 0)
        {
            if (!turn.Spec.IsOfSeveralGroups) cluster.PreemptedInVain(turn);
            return false;
        }

        foreach (var victim in victims)
        {
            var leaves = victim.Phase == TurnPhase.Starting ? now : now + victim.TimeToLeave;
            emit(new TurnStopping(new(cluster.Tenant, victim.Number), leaves, StopReason.Preemption));
        }

        Schedule.FireTimers(cluster, now, emit);   // what has nothing to save leaves at once
        return true;
    }

    /// <summary>What is promised to a job for which others were stopped; null when it is nothing any more.</summary>
    private Turn? LeadAgain(Turn turn) => cluster.Promise.TryPromise(turn, now) ? turn : null;

    private LineBounds PassOver(Turn turn, Action<Turn>? passedOver, ref bool anyPassedOver)
    {
        anyPassedOver = true;
        passedOver?.Invoke(turn);
        return LineBounds.None with { NeedsBelow = BoundOf(turn) };
    }

    /// <summary>Beside what the head is promised, or, if it is gone by then, anywhere.</summary>
    /// <returns>Which others of its line may still start.</returns>
    private LineBounds Backfill(Turn turn, LineBounds bounds, ref bool anyStarted)
    {
        var needs = turn.Needs.Milliseconds;
        var promise = cluster.Promise;
        if (bounds.Shortest < 0)
        {
            var shortest = promise.At.IsNever ? -1 : (promise.At - (now + cluster.LongestNotice)).Milliseconds;
            bounds = new(bounds.NeedsBelow, shortest, bounds.NeedsBelow);
        }

        if (needs < bounds.NeedsBelow)
        {
            if (TryStart(turn, View.Beside)) return Started(bounds, ref anyStarted);
            bounds = bounds with { NeedsBelow = Math.Min(bounds.NeedsBelow, BoundOf(turn)) };
        }

        if (needs >= bounds.ShortNeedsBelow || turn.Spec.TimeLimit is not { } limit || limit.Milliseconds > bounds.Shortest) return bounds;
        if (TryStart(turn, View.Now)) return Started(bounds, ref anyStarted);
        return bounds with { ShortNeedsBelow = Math.Min(bounds.ShortNeedsBelow, BoundOf(turn)) };
    }

    private static LineBounds Started(LineBounds bounds, ref bool anyStarted)
    {
        anyStarted = true;
        return bounds;
    }

    private bool TryStart(Turn turn, View view)
    {
        if (TurnPlacement.Find(cluster, view, turn.Spec, now + turn.Needs) is not var (place, speed)) return false;
        if (view == View.Beside && !cluster.Promise.IsKeptBeside(place, now)) return false;
        emit(new TurnStarted(new(cluster.Tenant, turn.Number), place, speed));
        return true;
    }

    /// <summary>One that does not fit speaks for all of its line that need as much; for all, if every cell lasts long enough for it.</summary>
    private long BoundOf(Turn turn) => cluster.AllLast(now + turn.Needs) ? 0 : turn.Needs.Milliseconds;

    /// <summary>Whether a look would see one job before another.</summary>
    private bool GoesBefore(Turn turn, Turn head)
    {
        if (turn.Priority != head.Priority) return turn.Priority > head.Priority;
        if (turn.Project == head.Project) return turn.Number < head.Number;
        return cluster.Projects.IsFurtherBehind(turn.Project, head.Project)
            || (!cluster.Projects.IsFurtherBehind(head.Project, turn.Project) && turn.Project < head.Project);
    }
}
