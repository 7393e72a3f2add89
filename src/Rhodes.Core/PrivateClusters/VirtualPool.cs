using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>One virtual cell: the <paramref name="Slot"/>-th of its class, a run of virtual nodes.</summary>
public readonly record struct VirtualCell(int Class, int Slot, int First, int Nodes);

/// <summary>
/// A tenant's virtual nodes of one pool: a tree with nothing above the cells. Cells are only ever added, so a virtual node
/// keeps its number for good; a cell is open while a lease holds it.
/// </summary>
public sealed partial class VirtualPool
{
    private readonly List<CellShape> _shapes = [];
    private readonly List<VirtualCell> _cells = [];
    private readonly Dictionary<(int Class, int Slot), int> _cellOf = [];
    private readonly List<int> _cellOfNode = [];
    private readonly List<bool> _isOpen = [];
    private readonly List<bool> _lost = [];
    private readonly List<Instant> _usableUntil = [];
    private Instant[]? _ends;   // of cells, each once, in order; null: cells changed since

    public VirtualPool(PoolSpec spec)
    {
        Spec = spec;
        Capacity = new(spec.DevicesPerNode, spec.CoresPerNode, spec.MemoryMibPerNode);
        Stock = new(new TreeBuilder().Build(), Capacity, open: false);
        (Empty, Beside, Ahead) = (Stock, Stock, Stock);
    }

    public PoolSpec Spec { get; }

    public NodeDemand Capacity { get; }

    public Tree Tree => Stock.Tree;

    /// <summary>What is free now on open cells.</summary>
    public NodeStock Stock { get; private set; }

    /// <summary>The same nodes as if every cell were open and nothing ran: what can ever fit.</summary>
    public NodeStock Empty { get; private set; }

    public IReadOnlyList<VirtualCell> Cells => _cells;

    public CellShape ShapeOf(int cell) => _shapes[cell];

    /// <summary>
    /// Until when a node may be relied on: the end of its cell's stretch, less the recall notice; of the next stretch while the
    /// cell is not open.
    /// </summary>
    public Instant UsableUntil(int node) => _usableUntil[node];

    /// <summary>Until when every cell that is open, or will be, may be relied on.</summary>
    public Instant AllLastUntil { get; private set; } = Instant.Never;

    public bool IsCellOpen(int cell) => _isOpen[cell];

    public int CellOfNode(int node) => _cellOfNode[node];

    public bool IsLost(int node) => _lost[node];

    /// <returns>The cell's index; -1 when there is none yet.</returns>
    public int CellAt(int cellClass, int slot) => _cellOf.TryGetValue((cellClass, slot), out var cell) ? cell : -1;

    /// <summary>Adds cells after those that are there; what runs stays where it is.</summary>
    public void Add(IReadOnlyList<(int Class, int Slot, CellShape Shape)> cells)
    {
        if (cells.Count == 0) return;
        foreach (var (cellClass, slot, shape) in cells)
        {
            _cellOf.Add((cellClass, slot), _cells.Count);
            _cells.Add(new(cellClass, slot, _cellOfNode.Count, shape.TotalNodes));
            _shapes.Add(shape);
            _isOpen.Add(false);
            for (var i = 0; i < shape.TotalNodes; i++)
            {
                _cellOfNode.Add(_cells.Count - 1);
                _lost.Add(false);
                _usableUntil.Add(Instant.Beginning);
            }
        }

        Rebuild();
    }

    public void Open(int cell, Instant usableUntil)
    {
        _isOpen[cell] = true;
        SetUsableUntil(cell, usableUntil);
        foreach (var node in NodesOf(cell)) SetOpen(node, !_lost[node]);
    }

    /// <param name="until">The beginning of time: the cell is never the tenant's again.</param>
    public void SetUsableUntil(int cell, Instant until)
    {
        foreach (var node in NodesOf(cell)) _usableUntil[node] = until;
        _ends = null;
        AllLastUntil = Instant.Never;
        foreach (var other in _cells)
            if (_usableUntil[other.First] is var last && last != Instant.Beginning) AllLastUntil = Instant.Earlier(AllLastUntil, last);
    }

    /// <summary>The next instant from which on a cell does not last as long as a job would need it; never when there is none.</summary>
    public Instant NextTooShortFor(Duration needs, Instant now)
    {
        _ends ??= [.. _cells.Select(cell => _usableUntil[cell.First]).Where(end => !end.IsNever).Distinct().Order()];
        var index = Array.BinarySearch(_ends, now + needs);
        if (index < 0) index = ~index;
        return index < _ends.Length ? _ends[index] - needs + new Duration(1) : Instant.Never;
    }

    public void Close(int cell)
    {
        _isOpen[cell] = false;
        foreach (var node in NodesOf(cell))
        {
            Invariant.Holds(Stock.IsUntouched(node), "nothing runs on a cell that closes");
            SetOpen(node, false);
            _lost[node] = false;
        }
    }

    public void Lose(int node)
    {
        _lost[node] = true;
        SetOpen(node, false);
    }

    public void GiveBack(int node)
    {
        _lost[node] = false;
        SetOpen(node, true);
    }

    public IEnumerable<int> NodesOf(int cell) => Enumerable.Range(_cells[cell].First, _cells[cell].Nodes);

    private void Rebuild()
    {
        TreeBuilder builder = new();
        foreach (var shape in _shapes) builder.AddCell(shape);
        var old = Stock;
        Stock = new(builder.Build(), Capacity, open: false);
        Empty = new(Stock.Tree, Capacity, open: true);
        for (var node = 0; node < old.Tree.Nodes; node++)
        {
            if (old.IsOpen(node)) Stock.SetOpen(node, true);
            if (old.TakenOf(node) is { } taken && taken != default) Stock.Take(node, taken);
        }

        (Beside, Ahead) = (Stock, Stock);   // made when they are first asked for
        _holders.Grow(Tree.Nodes);
    }
}
