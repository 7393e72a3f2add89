using System.Collections.Immutable;
using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// The virtual fabric of one tenant's cells and the tenant's own schedule on it, blind to everyone else. Changed only by the
/// tenant's own commands, its leases, and the faults and delays that reached its cells: law 1 holds by construction.
/// </summary>
/// <remarks>The members here are the writers, called as events are applied. Decisions are in <see cref="Schedule"/>.</remarks>
public sealed partial class PrivateCluster
{
    private readonly Dictionary<int, Turn> _turns = [];
    private readonly HashSet<int> _unended = [];
    private readonly Dictionary<JobShape, int> _shapes = [];
    private readonly Dictionary<int, bool> _everFits = [];   // by shape, until cells are added
    private readonly List<CellClass> _classes = [];
    private readonly List<LeaseSpec> _leases = [];
    private ImmutableArray<VirtualPool> _pools = [];
    private Instant? _nextFitByTime;   // follows from what is ready and how long cells last; null: nothing was decided yet

    public PrivateCluster(int tenant, TenantSpec spec)
    {
        Tenant = tenant;
        Projects = new(spec);
        Promise = new(this);
        Cursors = new(this);
    }

    public int Tenant { get; }

    public ProjectShares Projects { get; }

    /// <summary>By the site's index of the pool.</summary>
    public ImmutableArray<VirtualPool> Pools => _pools;

    public TurnTimers Timers { get; } = new();

    /// <summary>Jobs that wait and could start, if there were room.</summary>
    internal ReadyJobs Ready { get; } = new();

    /// <summary>What the first in line is promised.</summary>
    internal HeadPromise Promise { get; }

    internal LineCursors Cursors { get; }

    internal GangScratch Scratch { get; } = new();

    public Turn this[int number] => _turns[number];

    public bool TryGet(int number, out Turn turn) => _turns.TryGetValue(number, out turn!);

    /// <summary>Whether something left, opened, closed or changed since all that waits was looked at.</summary>
    internal bool MustLookAtAll { get; private set; } = true;

    /// <summary>Whether nothing was left to decide when it was last asked, and nothing happened since.</summary>
    internal bool IsDecided(Instant now) => !MustLookAtAll && Ready.New.Count == 0 && !MayFitByTime(now);

    /// <summary>Whether a gang of several groups may fit because time has passed since all that waits was looked at.</summary>
    internal bool MayFitByTime(Instant now) => (_nextFitByTime ?? Instant.Never) <= now;

    /// <summary>When the schedule must be looked at next, even if nothing happens until then; never when nothing is due.</summary>
    /// <param name="now">All that happened until then was looked at.</param>
    public Instant NextLook(Instant now) => Instant.Earlier(Timers.Next, _nextFitByTime ?? FindNextFitByTime(now));

    /// <summary>Turns that hold virtual nodes, the first to leave at the latest before the others.</summary>
    internal IEnumerable<Turn> Holders()
    {
        for (var entry = LineEntry.Start; _leaving.TryNext(entry, out entry);) yield return _turns[entry.Number];
    }

    internal bool HasHolders => _leaving.Count > 0;

    /// <summary>Turns that wait, in order: by priority, then by arrival.</summary>
    public IEnumerable<Turn> Waiting() =>
        _turns.Values.Where(turn => turn.Phase == TurnPhase.Waiting).OrderByDescending(turn => turn.Priority).ThenBy(turn => turn.Number);

    /// <summary>Whether a job might fit when every cell that there ever was or will be is open and whole.</summary>
    public bool EverFits(Turn turn)
    {
        if (!_everFits.TryGetValue(turn.Shape, out var fits))
            _everFits.Add(turn.Shape, fits = FitsWhenEmpty(turn.Spec) || (turn.Spec.IsOfSeveralGroups && MayFitInLess(turn.Spec)));
        return fits;
    }

    private bool FitsWhenEmpty(JobSpec job) => TurnPlacement.Fits(this, View.Empty, job, Instant.Beginning);

    /// <summary>A gang of several groups that does not fit in the empty cluster may fit beside others: where each group fits alone, it is not given up.</summary>
    private bool MayFitInLess(JobSpec gang)
    {
        long devices = 0;
        foreach (var pool in _pools) devices += pool.Empty.FreeDevices;
        return gang.TotalDevices <= devices && gang.Groups.All(group => FitsWhenEmpty(gang with { Groups = [group] }));
    }

    internal void MarkDecided(Instant now)
    {
        MustLookAtAll = false;
        Ready.New.Clear();
        _nextFitByTime = FindNextFitByTime(now);
    }

    /// <summary>
    /// From an instant on, a cell does not last long enough for a gang of several groups any more, and its first group stands
    /// elsewhere; or for one that would be in its way elsewhere; or not if others must leave for it first. That instant is the
    /// tenant's own: whenever others wake the core, the gang fits from then on.
    /// </summary>
    private Instant FindNextFitByTime(Instant now)
    {
        var next = Instant.Never;
        if (!Ready.AnyOfSeveralGroups || _pools.All(pool => pool.AllLastUntil.IsNever)) return next;
        HashSet<Duration> needs = [.. Ready.Needs];
        HashSet<Duration> leaves = [.. Preemptible(int.MaxValue).Select(turn => turn.TimeToLeave)];
        foreach (var gang in Ready.NeedsOfSeveralGroups)
            foreach (var leave in leaves) needs.Add(gang + leave);
        foreach (var need in needs)
            foreach (var pool in _pools)
                next = Instant.Earlier(next, pool.NextTooShortFor(need, now));
        return next;
    }

    /// <returns>The first job that must still end before this one; 0 when there is none.</returns>
    public int FirstUnended(JobSpec spec)
    {
        for (var i = 0; i < spec.After.Count; i++)
            if (_unended.Contains(spec.After[i])) return spec.After[i];
        return 0;
    }
}
