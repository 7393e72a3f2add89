using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>What a part of the floor did: one square of the heat map. In device-milliseconds.</summary>
internal sealed class FloorSquare
{
    private long _devices, _own, _loan, _down, _since;

    public required string Name { get; init; }

    /// <summary>A pool's part of a hall: <c>h100 · hall-2</c>.</summary>
    public required string Area { get; init; }

    /// <summary>What stands together in the area: the pod.</summary>
    public required string Group { get; init; }

    public long Capacity { get; private set; }

    public long OwnUse { get; private set; }

    public long OnLoan { get; private set; }

    public long Down { get; private set; }

    public long Faults { get; private set; }

    /// <remarks>Hot: once per node and event.</remarks>
    public void Change(long at, long devices = 0, long own = 0, long loan = 0, long down = 0)
    {
        var elapsed = at - _since;
        if (elapsed > 0)
        {
            Capacity += _devices * elapsed;
            OwnUse += _own * elapsed;
            OnLoan += _loan * elapsed;
            Down += _down * elapsed;
            _since = at;
        }

        (_devices, _own, _loan, _down) = (_devices + devices, _own + own, _loan + loan, _down + down);
        if (down > 0) Faults++;
    }
}

/// <summary>
/// Where on the floor work ran and nodes failed: a square for each node of a small site, for each rack of a large one, and for
/// each pod of a larger one, so that there are never more than a picture can show.
/// </summary>
internal sealed class FloorUse
{
    private const int MostNodes = 1_500;
    private const int MostRacks = 6_000;

    private readonly List<FloorSquare> _squares = [];
    private readonly Dictionary<(string Pool, string Hall, string Pod, string Inner), FloorSquare> _byPlace = [];
    private readonly Dictionary<string, PoolSpec> _pools = new(StringComparer.Ordinal);
    private FloorSquare?[] _squareOfNode = [];
    private int[] _devicesOfNode = [];

    /// <summary>In the order of the fabric.</summary>
    public IReadOnlyList<FloorSquare> Squares => _squares;

    /// <summary>What a square stands for.</summary>
    public Level SquareLevel { get; private set; } = Level.Site;

    /// <remarks>Hot: once per event, with a step for each node that it names.</remarks>
    public void Saw(Instant at, Event @event, LiveAttempt? attempt)
    {
        switch (@event)
        {
            case AttemptLaunched: Run(at, attempt!, attempt!.Claim, 1); break;
            case AttemptEnded: if (attempt!.IsLaunched) Run(at, attempt, attempt.Claim, -1); break;
            case ClaimChanged: if (attempt!.IsLaunched) ChangeClaim(at, attempt); break;
            case NodeWentDown e: Fail(at, e.Node, 1); break;
            case NodeCameUp e: Fail(at, e.Node, -1); break;
            case FabricChanged e: Change(at, e); break;
        }
    }

    public void Finish(Instant end)
    {
        foreach (var square in _squares) square.Change(end.Milliseconds);
    }

    private void ChangeClaim(Instant at, LiveAttempt attempt)
    {
        Run(at, attempt, Claim.Loan, -1);
        Run(at, attempt, Claim.Guaranteed, 1);
    }

    private void Run(Instant at, LiveAttempt attempt, Claim claim, int sign)
    {
        foreach (var share in attempt.Place)
        {
            var devices = (long)sign * share.Demand.Devices;
            var (own, loan) = claim == Claim.Loan ? (0L, devices) : (devices, 0L);
            foreach (var node in share.Nodes) _squareOfNode[node.Value]!.Change(at.Milliseconds, own: own, loan: loan);
        }
    }

    private void Fail(Instant at, NodeId node, int sign) =>
        _squareOfNode[node.Value]!.Change(at.Milliseconds, down: (long)sign * _devicesOfNode[node.Value]);

    private void Change(Instant at, FabricChanged change)
    {
        foreach (var pool in change.AddedPools) _pools.Add(pool.Name, pool);
        if (SquareLevel == Level.Site) SquareLevel = LevelFor(change.Added);
        foreach (var added in change.Added) Add(at, added);
        foreach (var removed in change.Removed) _squareOfNode[removed.Value]!.Change(at.Milliseconds, devices: -_devicesOfNode[removed.Value]);
    }

    private static Level LevelFor(AddedNode[] nodes) =>
        nodes.Length <= MostNodes ? Level.Node
        : nodes.Select(node => (node.Spec.Pool, node.Spec.Hall, node.Spec.Pod, node.Spec.Rack)).Distinct().Count() <= MostRacks ? Level.Rack
        : Level.Pod;

    private void Add(Instant at, AddedNode added)
    {
        var (id, spec) = (added.Id.Value, added.Spec);
        if (id >= _squareOfNode.Length)
        {
            Array.Resize(ref _squareOfNode, Math.Max(id + 1, 2 * _squareOfNode.Length));
            Array.Resize(ref _devicesOfNode, _squareOfNode.Length);
        }

        _devicesOfNode[id] = _pools[spec.Pool].DevicesPerNode;
        var square = _squareOfNode[id] = SquareOf(spec);
        square.Change(at.Milliseconds, devices: _devicesOfNode[id]);
    }

    private FloorSquare SquareOf(NodeSpec node)
    {
        var inner = SquareLevel switch { Level.Node => node.Name, Level.Rack => node.Rack, _ => node.Pod };
        var place = (node.Pool, node.Hall, node.Pod, inner);
        if (_byPlace.TryGetValue(place, out var known)) return known;
        // Squares that are pods stand together in their hall.
        _squares.Add(known = new() { Name = inner, Area = $"{node.Pool} · {node.Hall}", Group = SquareLevel == Level.Pod ? "" : node.Pod });
        _byPlace.Add(place, known);
        return known;
    }
}
