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
    private readonly List<CellClass> _classes = [];
    private readonly List<LeaseSpec> _leases = [];
    private readonly List<VirtualPool> _pools = [];

    public PrivateCluster(int tenant, TenantSpec spec)
    {
        Tenant = tenant;
        Projects = new(spec);
    }

    public int Tenant { get; }

    public ProjectShares Projects { get; }

    /// <summary>By the site's index of the pool.</summary>
    public IReadOnlyList<VirtualPool> Pools => _pools;

    /// <summary>Kinds of cells that the tenant ever leased, in order of their first lease.</summary>
    public IReadOnlyList<CellClass> Classes => _classes;

    public IReadOnlyList<LeaseSpec> Leases => _leases;

    public JobOrder Waiting { get; } = new();

    /// <summary>Turns that hold virtual nodes, in order of their numbers.</summary>
    public SortedSet<int> Holding { get; } = [];

    public TurnTimers Timers { get; } = new();

    /// <summary>Whether anything changed since the last decision.</summary>
    public bool IsDirty { get; private set; } = true;

    public int ShapeCount => _shapes.Count;

    public Turn this[int number] => _turns[number];

    public bool TryGet(int number, out Turn turn) => _turns.TryGetValue(number, out turn!);

    /// <summary>The longest that borrowed capacity may take to come back, over all the tenant's leases.</summary>
    public Duration LongestNotice { get; private set; }

    public void AddPool(PoolSpec pool)
    {
        _pools.Add(new(pool));
        IsDirty = true;
    }

    public void MarkDecided() => IsDirty = false;

    /// <summary>A lease was confirmed, or its steps changed: the tenant's cells follow from all of its leases.</summary>
    public void SetLease(LeaseSpec lease)
    {
        var known = _leases.FindIndex(other => string.Equals(other.Name, lease.Name, StringComparison.Ordinal));
        if (known >= 0) _leases[known] = lease;
        else _leases.Add(lease);
        var cellClass = CellDemand.ClassOf(lease);
        if (!_classes.Contains(cellClass)) _classes.Add(cellClass);
        LongestNotice = new(Math.Max(LongestNotice.Milliseconds, lease.RecallNotice.Milliseconds));
        AddCells(_classes.IndexOf(cellClass));
        IsDirty = true;
    }

    /// <summary>The stretches of the cells of one class, from all leases.</summary>
    public List<CellInterval> Intervals(int cellClass) =>
        CellDemand.Intervals(_leases.Where(lease => CellDemand.ClassOf(lease) == _classes[cellClass]));

    public int PoolOf(int cellClass) =>
        _pools.FindIndex(pool => string.Equals(pool.Spec.Name, _classes[cellClass].Pool, StringComparison.Ordinal));

    /// <param name="until">The end of the stretch that begins.</param>
    public void OpenCell(int cellClass, int slot, Instant until)
    {
        var pool = _pools[PoolOf(cellClass)];
        pool.Open(pool.CellAt(cellClass, slot), until - _classes[cellClass].RecallNotice);
        IsDirty = true;
    }

    public void CloseCell(int cellClass, int slot, Instant now)
    {
        var pool = _pools[PoolOf(cellClass)];
        pool.Close(pool.CellAt(cellClass, slot));
        RefreshEnd(cellClass, Intervals(cellClass), slot, now);
        IsDirty = true;
    }

    /// <summary>Until when each cell may be relied on; known ahead from the leases.</summary>
    public void RefreshEnds(Instant now)
    {
        for (var cellClass = 0; cellClass < _classes.Count; cellClass++)
        {
            var intervals = Intervals(cellClass);
            foreach (var cell in _pools[PoolOf(cellClass)].Cells)
                if (cell.Class == cellClass) RefreshEnd(cellClass, intervals, cell.Slot, now);
        }

        foreach (var number in Holding) SetTimer(_turns[number]);
    }

    /// <summary>The end of the stretch that a cell is in, one that ends now with it while it is open; else of its next.</summary>
    private void RefreshEnd(int cellClass, List<CellInterval> intervals, int slot, Instant now)
    {
        var pool = _pools[PoolOf(cellClass)];
        var cell = pool.CellAt(cellClass, slot);
        foreach (var interval in intervals)
        {
            if (interval.Slot != slot || interval.Until < now || (interval.Until == now && !pool.IsCellOpen(cell))) continue;
            pool.SetUsableUntil(cell, interval.Until - _classes[cellClass].RecallNotice);
            return;
        }

        pool.SetUsableUntil(cell, Instant.Beginning);
    }

    public void LoseNode(int pool, int node)
    {
        _pools[pool].Lose(node);
        IsDirty = true;
    }

    public void GiveNodeBack(int pool, int node)
    {
        _pools[pool].GiveBack(node);
        IsDirty = true;
    }

    /// <summary>A job joins the tenant's queue, or, when it only borrows, is just known to those that come after it.</summary>
    public void Submit(int number, JobSpec spec)
    {
        _unended.Add(number);
        IsDirty = true;
        if (spec.Claim == Claim.Loan) return;
        var turn = NewTurn(number, spec);
        Waiting.Add(turn.Priority, number);
    }

    private Turn NewTurn(int number, JobSpec spec)
    {
        JobShape shape = new(spec);
        if (!_shapes.TryGetValue(shape, out var shapeNumber)) _shapes.Add(shape, shapeNumber = _shapes.Count);
        Turn turn = new()
        {
            Number = number, Spec = spec, Shape = shapeNumber, Project = Projects.IndexOf(spec.Project),
            Priority = spec.Priority, Held = spec.Held,
        };
        _turns.Add(number, turn);
        return turn;
    }

    /// <summary>Whether every job that this one comes after has ended, in this schedule.</summary>
    public bool HasWaitedFor(JobSpec spec) => FirstUnended(spec) == 0;

    /// <returns>The first job that must still end before this one; 0 when there is none.</returns>
    public int FirstUnended(JobSpec spec)
    {
        foreach (var number in spec.After)
            if (_unended.Contains(number)) return number;
        return 0;
    }

    public void SetHeld(int number, bool held)
    {
        IsDirty = true;
        if (_turns.TryGetValue(number, out var turn)) turn.Held = held;
    }

    public void Update(int number, int priority, Duration? timeLimit)
    {
        IsDirty = true;
        if (!_turns.TryGetValue(number, out var turn)) return;
        if (turn.Phase == TurnPhase.Waiting) Waiting.Remove(turn.Priority, number);
        turn.Priority = priority;
        turn.Spec = turn.Spec with { Priority = priority, TimeLimit = timeLimit };
        if (turn.Phase == TurnPhase.Waiting) Waiting.Add(priority, number);
        else SetTimer(turn);
    }

    /// <summary>The job is over. Its turn goes on for as long as the work would have taken here; a cancelled one ends now.</summary>
    public void EndJob(int number, long workMs)
    {
        IsDirty = true;
        if (!_turns.TryGetValue(number, out var turn))
        {
            _unended.Remove(number);   // it only borrowed: it ends for those after it when it really ends
            return;
        }

        turn.WorkMs = workMs;
        SetTimer(turn);
    }

    public void Start(int number, VirtualShare[] place, int speed, Instant now)
    {
        var turn = _turns[number];
        Invariant.Holds(turn.Phase == TurnPhase.Waiting, "a turn starts once");
        Waiting.Remove(turn.Priority, number);
        (turn.Phase, turn.Place, turn.Speed, turn.StartedAt, turn.LaunchedAt) = (TurnPhase.Starting, place, speed, now, Instant.Never);
        TakePlace(turn);
        SetTimer(turn);
        IsDirty = true;
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
        (turn.Phase, turn.StopBy) = (TurnPhase.Stopping, until);
        SetTimer(turn);
        IsDirty = true;
    }

    /// <summary>The turn left, told to or by a fault, and waits again.</summary>
    public void Requeue(int number, long keptMs)
    {
        var turn = _turns[number];
        LeavePlace(turn);
        (turn.Phase, turn.KeptMs, turn.StoppedAt, turn.LaunchedAt) = (TurnPhase.Waiting, keptMs, Instant.Never, Instant.Never);
        Waiting.Add(turn.Priority, number);
    }

    public void End(int number)
    {
        var turn = _turns[number];
        if (turn.Phase == TurnPhase.Waiting) Waiting.Remove(turn.Priority, number);
        else LeavePlace(turn);
        _turns.Remove(number);
        _unended.Remove(number);
        IsDirty = true;
    }

    private static long KeptAfterNotice(Turn turn, Instant until, Instant now) =>
        !turn.IsLaunched ? turn.KeptMs
        : turn.Spec.Checkpoint is { } saves && now + saves.Takes <= until ? turn.ReachedMs(now)
        : turn.SavedMs(now);

    private void TakePlace(Turn turn)
    {
        Holding.Add(turn.Number);
        foreach (var share in turn.Place)
            foreach (var node in share.Nodes) _pools[share.Pool].Stock.Take(node, share.Demand);
        Projects.Hold(turn.Project, turn.Devices);
    }

    private void LeavePlace(Turn turn)
    {
        Projects.Free(turn.Project, turn.Devices);
        foreach (var share in turn.Place)
            foreach (var node in share.Nodes) _pools[share.Pool].Stock.Give(node, share.Demand);
        Timers.Clear(turn.Number);
        Holding.Remove(turn.Number);
        turn.Place = [];
        IsDirty = true;
    }

    /// <summary>The next instant at which something happens to the turn by itself.</summary>
    private void SetTimer(Turn turn)
    {
        var due = turn.Phase switch
        {
            TurnPhase.Running => Instant.Earlier(Instant.Earlier(turn.EndsAt, turn.TimesOutAt), LeavesAt(turn)),
            TurnPhase.Starting => LeavesAt(turn),
            TurnPhase.Stopping => Instant.Earlier(turn.StopBy, PlaceEndsAt(turn)),
            _ => Instant.Never,
        };
        Timers.Set(turn.Number, due);
    }

    /// <summary>The numbers of the turns that hold some of a virtual node, in order.</summary>
    public List<int> HoldersOf(int pool, int node) =>
        [.. Holding.Where(number => _turns[number].Place.Any(share => share.Pool == pool && share.Nodes.Contains(node)))];

    /// <summary>When the turn must begin to leave so that it is gone when its cells are no longer the tenant's.</summary>
    public Instant LeavesAt(Turn turn)
    {
        var end = PlaceEndsAt(turn);
        return end.IsNever ? end : end - Progress.TimeToLeave(turn.Spec.Checkpoint);
    }

    /// <summary>When the first of the turn's cells is no longer the tenant's.</summary>
    public Instant PlaceEndsAt(Turn turn)
    {
        var end = Instant.Never;
        foreach (var share in turn.Place)
        {
            var pool = _pools[share.Pool];
            foreach (var node in share.Nodes)
            {
                var cell = pool.Cells[pool.CellOfNode(node)];
                var until = pool.UsableUntil(node);
                end = Instant.Earlier(end, until + _classes[cell.Class].RecallNotice);
            }
        }

        return end;
    }

    private void AddCells(int cellClass)
    {
        var pool = _pools[PoolOf(cellClass)];
        var slots = Intervals(cellClass).Select(interval => interval.Slot + 1).DefaultIfEmpty(0).Max();
        List<(int, int, CellShape)> added = [];
        for (var slot = 0; slot < slots; slot++)
            if (pool.CellAt(cellClass, slot) < 0) added.Add((cellClass, slot, _classes[cellClass].Shape));
        pool.Add(added);
    }
}
