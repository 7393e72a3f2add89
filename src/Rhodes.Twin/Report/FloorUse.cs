using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>What a part of the floor did: one square of the heat map. In device-milliseconds.</summary>
internal sealed class FloorSquare
{
    private long _devices, _own, _loan, _down, _since;

    public required string Name { get; set; }

    /// <summary>A pool's part of a hall: <c>h100 · hall-2</c>.</summary>
    public required string Area { get; set; }

    /// <summary>What stands together in the area: the pod.</summary>
    public required string Group { get; set; }

    public long Capacity { get; private set; }

    public long OwnUse { get; private set; }

    public long OnLoan { get; private set; }

    public long Down { get; private set; }

    public long Faults { get; private set; }

    /// <param name="devices">More, or fewer, on which work runs.</param>
    /// <remarks>Hot: once per square and event.</remarks>
    public void Run(long at, long devices, Claim claim)
    {
        Advance(at);
        if (claim == Claim.Loan) _loan += devices;
        else _own += devices;
    }

    public void ChangeSize(long at, long devices)
    {
        Advance(at);
        _devices += devices;
    }

    public void Fail(long at, long devices)
    {
        Advance(at);
        _down += devices;
        if (devices > 0) Faults++;
    }

    public void Advance(long at)
    {
        var elapsed = at - _since;
        if (elapsed == 0) return;
        Capacity += _devices * elapsed;
        OwnUse += _own * elapsed;
        OnLoan += _loan * elapsed;
        Down += _down * elapsed;
        _since = at;
    }

    public void Keep(Keeper keeper)
    {
        (Name, Area, Group) = (keeper.Text(Name), keeper.Text(Area), keeper.Text(Group));
        (_devices, _own, _loan) = (keeper.Number(_devices), keeper.Number(_own), keeper.Number(_loan));
        (_down, _since, Capacity) = (keeper.Number(_down), keeper.Number(_since), keeper.Number(Capacity));
        (OwnUse, OnLoan, Down, Faults) = (keeper.Number(OwnUse), keeper.Number(OnLoan), keeper.Number(Down), keeper.Number(Faults));
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
    private readonly Dictionary<string, int> _devicesPerNode = new(StringComparer.Ordinal);
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
        foreach (var square in _squares) square.Advance(end.Milliseconds);
    }

    public void Keep(Keeper keeper)
    {
        SquareLevel = keeper.Word(SquareLevel);
        keeper.Map(_devicesPerNode, keeper.Text, keeper.Number);
        keeper.List(_squares, square =>
        {
            square ??= new() { Name = "", Area = "", Group = "" };
            square.Keep(keeper);
            return square;
        });
        var numbers = _squares.Select((square, number) => (square, number)).ToDictionary(pair => pair.square, pair => pair.number);
        keeper.Map(_byPlace, place => (keeper.Text(place.Pool), keeper.Text(place.Hall), keeper.Text(place.Pod), keeper.Text(place.Inner)), Square);
        _squareOfNode = keeper.Array(_squareOfNode, square => keeper.Maybe(square, Square));
        _devicesOfNode = keeper.Array(_devicesOfNode, keeper.Number);

        FloorSquare Square(FloorSquare? square) => _squares[keeper.Number(square is null ? 0 : numbers[square])];
    }

    private void ChangeClaim(Instant at, LiveAttempt attempt)
    {
        Run(at, attempt, Claim.Loan, -1);
        Run(at, attempt, Claim.Guaranteed, 1);
    }

    /// <summary>A gang's nodes mostly come square by square, so each square is changed once for all of them.</summary>
    private void Run(Instant at, LiveAttempt attempt, Claim claim, int sign)
    {
        foreach (var share in attempt.Place)
        {
            var devices = (long)sign * share.Demand.Devices;
            var (first, square) = (0, _squareOfNode[share.Nodes[0].Value]!);
            for (var i = 1; i <= share.Nodes.Length; i++)
            {
                var next = i < share.Nodes.Length ? _squareOfNode[share.Nodes[i].Value] : null;
                if (next == square) continue;
                square.Run(at.Milliseconds, (i - first) * devices, claim);
                (first, square) = (i, next!);
            }
        }
    }

    private void Fail(Instant at, NodeId node, int sign) =>
        _squareOfNode[node.Value]!.Fail(at.Milliseconds, (long)sign * _devicesOfNode[node.Value]);

    private void Change(Instant at, FabricChanged change)
    {
        foreach (var pool in change.AddedPools) _devicesPerNode.Add(pool.Name, pool.DevicesPerNode);
        if (SquareLevel == Level.Site) SquareLevel = LevelFor(change.Added);
        foreach (var added in change.Added) Add(at, added);
        foreach (var removed in change.Removed) _squareOfNode[removed.Value]!.ChangeSize(at.Milliseconds, -_devicesOfNode[removed.Value]);
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

        _devicesOfNode[id] = _devicesPerNode[spec.Pool];
        var square = _squareOfNode[id] = SquareOf(spec);
        square.ChangeSize(at.Milliseconds, _devicesOfNode[id]);
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
