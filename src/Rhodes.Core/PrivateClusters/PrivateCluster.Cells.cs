using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>The tenant's cells: what its leases come to, and what is open and whole of it.</summary>
public sealed partial class PrivateCluster
{
    private readonly List<List<CellInterval>> _intervals = [];   // by class; they follow from the leases
    private List<CellChange>? _calendar;                         // follows from the stretches
    private Instant _calendarFrom = Instant.Never;               // since when _calendarNext is right
    private Instant _calendarNext = Instant.Beginning;

    /// <summary>Kinds of cells that the tenant ever leased, in order of their first lease.</summary>
    public IReadOnlyList<CellClass> Classes => _classes;

    public IReadOnlyList<LeaseSpec> Leases => _leases;

    /// <summary>The longest that borrowed capacity may take to come back, over all the tenant's leases.</summary>
    public Duration LongestNotice { get; private set; }

    public void AddPool(PoolSpec pool)
    {
        _pools = _pools.Add(new(pool));
        MustLookAtAll = true;
    }

    /// <summary>A lease was confirmed, or its steps changed: the tenant's cells follow from all of its leases.</summary>
    public void SetLease(LeaseSpec lease)
    {
        var known = _leases.FindIndex(other => string.Equals(other.Name, lease.Name, StringComparison.Ordinal));
        if (known >= 0) _leases[known] = lease;
        else _leases.Add(lease);
        var cellClass = CellDemand.ClassOf(lease);
        if (!_classes.Contains(cellClass)) _classes.Add(cellClass);
        LongestNotice = new(Math.Max(LongestNotice.Milliseconds, lease.RecallNotice.Milliseconds));
        _intervals.Clear();
        _calendar = null;
        AddCells(_classes.IndexOf(cellClass));
        MustLookAtAll = true;
    }

    /// <summary>The stretches of the cells of one class, from all leases.</summary>
    public IReadOnlyList<CellInterval> Intervals(int cellClass)
    {
        if (_intervals.Count == 0)
            foreach (var known in _classes) _intervals.Add(CellDemand.Intervals(_leases.Where(lease => CellDemand.ClassOf(lease) == known)));
        return _intervals[cellClass];
    }

    /// <summary>Every opening and closing of cells that the leases come to, past and to come, in order of time; at one instant cells close first.</summary>
    internal IReadOnlyList<CellChange> Calendar => _calendar ??= FindCalendar();

    /// <summary>Where in the calendar what comes after an instant begins.</summary>
    internal int CalendarAfter(Instant now)
    {
        var (low, high) = (0, Calendar.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Calendar[middle].At <= now) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>The next instant after <paramref name="now"/> at which a cell opens or closes; never when none does.</summary>
    internal Instant NextCalendarChange(Instant now)
    {
        if (now < _calendarFrom || now >= _calendarNext)
        {
            var next = CalendarAfter(now);
            (_calendarFrom, _calendarNext) = (now, next < Calendar.Count ? Calendar[next].At : Instant.Never);
        }

        return _calendarNext;
    }

    public int PoolOf(int cellClass)
    {
        for (var i = 0; i < _pools.Length; i++)
            if (string.Equals(_pools[i].Spec.Name, _classes[cellClass].Pool, StringComparison.Ordinal)) return i;
        return -1;
    }

    /// <param name="until">The end of the stretch that begins.</param>
    public void OpenCell(int cellClass, int slot, Instant until)
    {
        var pool = _pools[PoolOf(cellClass)];
        pool.Open(pool.CellAt(cellClass, slot), until - _classes[cellClass].RecallNotice);
        ChangeCells();
    }

    public void CloseCell(int cellClass, int slot, Instant now)
    {
        var pool = _pools[PoolOf(cellClass)];
        pool.Close(pool.CellAt(cellClass, slot));
        RefreshEnd(cellClass, slot, now);
        ChangeCells();
    }

    /// <summary>Until when each cell may be relied on; known ahead from the leases.</summary>
    public void RefreshEnds(Instant now)
    {
        for (var cellClass = 0; cellClass < _classes.Count; cellClass++)
        {
            foreach (var cell in _pools[PoolOf(cellClass)].Cells)
                if (cell.Class == cellClass) RefreshEnd(cellClass, cell.Slot, now);
        }

        foreach (var turn in Holders().ToList())
        {
            turn.PlaceEndsAt = EndOf(turn.Place);
            SetTimer(turn);
        }

        ChangeCells();
    }

    /// <summary>The end of the stretch that a cell is in, one that ends now with it while it is open; else of its next.</summary>
    private void RefreshEnd(int cellClass, int slot, Instant now)
    {
        var pool = _pools[PoolOf(cellClass)];
        var cell = pool.CellAt(cellClass, slot);
        foreach (var interval in Intervals(cellClass))
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
        ChangeCells();
    }

    public void GiveNodeBack(int pool, int node)
    {
        _pools[pool].GiveBack(node);
        ChangeCells();
    }

    private void ChangeCells()
    {
        Promise.ForgetPlace();
        (MustLookAtAll, _calendarFrom, _inVain) = (true, Instant.Never, null);
    }

    /// <summary>When the first cell of a place is no longer the tenant's.</summary>
    private Instant EndOf(VirtualShare[] place)
    {
        var end = Instant.Never;
        foreach (var share in place)
        {
            var (pool, last) = (_pools[share.Pool], -1);
            foreach (var node in share.Nodes)
            {
                var cell = pool.CellOfNode(node);
                if (cell == last) continue;
                last = cell;
                end = Instant.Earlier(end, pool.UsableUntil(node) + _classes[pool.Cells[cell].Class].RecallNotice);
            }
        }

        return end;
    }

    private List<CellChange> FindCalendar()
    {
        List<CellChange> changes = [];
        for (var cellClass = 0; cellClass < _classes.Count; cellClass++)
        {
            var pool = PoolOf(cellClass);
            foreach (var interval in Intervals(cellClass))
            {
                var cell = _pools[pool].CellAt(cellClass, interval.Slot);
                changes.Add(new(interval.From, Opens: true, pool, cell));
                changes.Add(new(interval.Until, Opens: false, pool, cell));
            }
        }

        changes.Sort();
        return changes;
    }

    private void AddCells(int cellClass)
    {
        var pool = _pools[PoolOf(cellClass)];
        var slots = Intervals(cellClass).Select(interval => interval.Slot + 1).DefaultIfEmpty(0).Max();
        List<(int, int, CellShape)> added = [];
        for (var slot = 0; slot < slots; slot++)
            if (pool.CellAt(cellClass, slot) < 0) added.Add((cellClass, slot, _classes[cellClass].Shape));
        pool.Add(added);
        _everFits.Clear();
    }
}
