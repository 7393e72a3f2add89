using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Verify;

/// <summary>
/// Replays one tenant alone on a cluster of just its cells. Nothing is lent or borrowed here, and no physical fabric exists:
/// work ends when it has run on the tenant's own nodes for as long as it needs, however it really ended while the site was shared.
/// </summary>
public sealed class SoloReplay
{
    private readonly TenantHistory _history;
    private readonly PrivateCluster _cluster;
    private readonly Queue<Reached> _reached;
    private readonly Queue<TurnStart> _delays;
    private readonly SortedSet<(long At, int Job)> _launches = [];
    private readonly SortedSet<(long At, int Job)> _ends = [];
    private readonly Dictionary<int, long> _endOf = [];
    private readonly Dictionary<int, int> _startOf = [];
    private readonly HashSet<(int Class, int Slot, Instant From)> _opened = [];
    private readonly Dictionary<int, JobSpec> _specs = [];
    private readonly SortedSet<long> _boundaries = [];

    private SoloReplay(TenantHistory history, IReadOnlyList<PoolSpec> pools)
    {
        _history = history;
        _cluster = new(history.Tenant, history.Spec);
        foreach (var pool in pools) _cluster.AddPool(pool);
        _reached = new(history.Reached);
        _delays = new(history.Starts);
    }

    private List<TurnStart> Starts { get; } = [];

    /// <summary>The starts of a tenant's turns when it has its cells for itself.</summary>
    public static List<TurnStart> Play(TenantHistory history, IReadOnlyList<PoolSpec> pools, Instant until)
    {
        SoloReplay replay = new(history, pools);
        for (var now = replay.Next(); !now.IsNever && now <= until; now = After(replay.Next(), now)) replay.PlayInstant(now);
        return replay.Starts;
    }

    /// <summary>What is due already comes a millisecond later: an instant is settled once.</summary>
    private static Instant After(Instant next, Instant now) => next <= now ? now + new Duration(1) : next;

    private Instant Next()
    {
        var next = _reached.Count > 0 ? _reached.Peek().At : Instant.Never;
        if (_launches.Count > 0) next = Instant.Earlier(next, new(_launches.Min.At));
        if (_ends.Count > 0) next = Instant.Earlier(next, new(_ends.Min.At));
        if (_boundaries.Count > 0) next = Instant.Earlier(next, new(_boundaries.Min));
        return Instant.Earlier(next, _cluster.NextLook(Instant.Beginning));
    }

    private void PlayInstant(Instant now)
    {
        List<Event> ofCells = [];
        while (_reached.Count > 0 && _reached.Peek().At <= now)
        {
            var @event = _reached.Dequeue().Event;
            if (@event is CellNodeLost or CellNodeBack) ofCells.Add(@event);   // cells that open now must be there first
            else Take(@event, now);
        }

        while (_ends.Count > 0 && _ends.Min.At <= now.Milliseconds) EndWork(_ends.Min);
        Schedule.FireTimers(_cluster, now, @event => Follow(@event, now));
        OpenAndClose(now);
        foreach (var @event in ofCells) Take(@event, now);
        Schedule.Decide(_cluster, now, @event => Follow(@event, now));
        while (_launches.Count > 0 && _launches.Min.At <= now.Milliseconds) Launch(_launches.Min, now);
    }

    private void Take(Event @event, Instant now)
    {
        switch (@event)
        {
            case LeaseConfirmed e: SetLease(e.Lease, now); break;
            case LeaseEnded e: SetLease(Ended(e), now); break;
            case CellNodeLost e: _cluster.LoseNode(e.Pool, e.Virtual); break;
            case CellNodeBack e: _cluster.GiveNodeBack(e.Pool, e.Virtual); break;
            case JobSubmitted e: _specs[e.Job.Number] = e.Spec; _cluster.Submit(e.Job.Number, e.Spec); break;
            case JobHeld e: _cluster.SetHeld(e.Job.Number, true); break;
            case JobReleased e: _cluster.SetHeld(e.Job.Number, false); break;
            case JobUpdated e: _cluster.Update(e.Job.Number, e.Priority, e.TimeLimit); break;
            case JobEnded e when _specs[e.Job.Number].Claim == Claim.Loan: _cluster.EndJob(e.Job.Number, e.WorkMs); break;
            case TurnInterrupted e: Requeue(e.Job.Number, now); break;
            case TurnStopping e: Stop(e, now); break;
            case TurnDrained e: Leave(e.Job.Number); break;
            case TurnDelayed e: Delay(e.Job.Number, now); break;
            case TurnEnded { How: TurnEnd.Cancelled } e: Unplan(e.Job.Number); _cluster.End(e.Job.Number); break;
        }
    }

    private LeaseSpec Ended(LeaseEnded ended)
    {
        var lease = _cluster.Leases.First(lease => string.Equals(lease.Name, ended.Lease, StringComparison.Ordinal));
        return lease with
        {
            Steps = [.. lease.Steps.Where(step => step.From < ended.From).Select(step => step with { Until = Instant.Earlier(step.Until, ended.From) })],
        };
    }

    private void SetLease(LeaseSpec lease, Instant now)
    {
        _cluster.SetLease(lease);
        _cluster.RefreshEnds(now);
        _boundaries.Clear();
        _boundaries.Add(now.Milliseconds);   // a stretch may have begun before the lease was confirmed
        for (var cellClass = 0; cellClass < _cluster.Classes.Count; cellClass++)
        {
            foreach (var interval in _cluster.Intervals(cellClass))
            {
                if (interval.From >= now) _boundaries.Add(interval.From.Milliseconds);
                if (interval.Until >= now) _boundaries.Add(interval.Until.Milliseconds);
            }
        }
    }

    private void OpenAndClose(Instant now)
    {
        if (_boundaries.RemoveWhere(at => at <= now.Milliseconds) == 0) return;
        for (var cellClass = 0; cellClass < _cluster.Classes.Count; cellClass++)
            foreach (var interval in _cluster.Intervals(cellClass))
                if (interval.Until <= now && _opened.Remove((cellClass, interval.Slot, interval.From)))
                    _cluster.CloseCell(cellClass, interval.Slot, now);
        for (var cellClass = 0; cellClass < _cluster.Classes.Count; cellClass++)
        {
            foreach (var interval in _cluster.Intervals(cellClass))
            {
                if (interval.From > now || interval.Until <= now || _opened.Any(open => open.Class == cellClass && open.Slot == interval.Slot)) continue;
                _opened.Add((cellClass, interval.Slot, interval.From));
                _cluster.OpenCell(cellClass, interval.Slot, interval.Until);
            }
        }
    }

    private void Follow(Event @event, Instant now)
    {
        switch (@event)
        {
            case TurnStarted e: Start(e, now); break;
            case TurnStopping e: Unplan(e.Job.Number); _cluster.Stop(e.Job.Number, e.Until, now); break;
            case TurnStopped e: Unplan(e.Job.Number); _cluster.Requeue(e.Job.Number, e.KeptMs); break;
            case TurnDue e: _cluster.EndDelay(e.Job.Number); break;
            case TurnEnded e: Unplan(e.Job.Number); _cluster.End(e.Job.Number); break;
        }
    }

    /// <summary>The delay is the one that was recorded: turns start in the same order, or the histories differ already.</summary>
    private void Start(TurnStarted started, Instant now)
    {
        var number = started.Job.Number;
        _cluster.Start(number, started.Place, started.SpeedThousandths, now);
        _startOf[number] = Starts.Count;
        Starts.Add(new(number, now, Instant.Never, started.Place));
        if (!_delays.TryDequeue(out var recorded) || recorded.Job != number) return;
        if (!recorded.LaunchedAt.IsNever) _launches.Add(((now + recorded.Delay).Milliseconds, number));
    }

    private void Launch((long At, int Job) due, Instant now)
    {
        _launches.Remove(due);
        _cluster.Launch(due.Job, now);
        Starts[_startOf[due.Job]] = Starts[_startOf[due.Job]] with { LaunchedAt = now };
        if (!_history.Work.TryGetValue(due.Job, out var work)) return;
        var turn = _cluster[due.Job];
        var runs = Progress.LaunchToEndMs(turn.Spec.Checkpoint, turn.ResumeFromMs, Math.Max(work, turn.ResumeFromMs), turn.Speed);
        PlanEnd(due.Job, (now + new Duration(runs)).Milliseconds);
    }

    private void EndWork((long At, int Job) due)
    {
        Unplan(due.Job);
        _cluster.EndJob(due.Job, _history.Work[due.Job]);
    }

    private void Requeue(int number, Instant now)
    {
        if (!_cluster.TryGet(number, out var turn) || turn.Phase == TurnPhase.Waiting) return;   // it differs: the starts will say so
        Unplan(number);
        _cluster.Requeue(number, turn.SavedMs(now));
    }

    /// <summary>That its program ended by itself is taken from the record; how long it then waits is not.</summary>
    private void Delay(int number, Instant now)
    {
        if (!_cluster.TryGet(number, out var turn) || turn.Phase == TurnPhase.Waiting) return;   // it differs: the starts will say so
        Unplan(number);
        _cluster.Delay(number, turn.SavedMs(now), turn.BackOffAfterExit(now));
    }

    private void Stop(TurnStopping stopping, Instant now)
    {
        if (!_cluster.TryGet(stopping.Job.Number, out var turn) || turn.Phase == TurnPhase.Waiting) return;   // it differs: the starts will say so
        Unplan(turn.Number);
        _cluster.Stop(turn.Number, stopping.Until, now);
    }

    private void Leave(int number)
    {
        if (!_cluster.TryGet(number, out var turn) || turn.Phase != TurnPhase.Stopping) return;
        Unplan(number);
        _cluster.Requeue(number, turn.KeptWhenStoppedMs);
    }

    private void PlanEnd(int number, long at)
    {
        _endOf[number] = at;
        _ends.Add((at, number));
    }

    private void Unplan(int number)
    {
        if (_endOf.Remove(number, out var at)) _ends.Remove((at, number));
        _launches.RemoveWhere(launch => launch.Job == number);
    }

}
