namespace Rhodes.Core.Packing;

/// <summary>
/// Nodes whose devices may be shared, and a policy that says where work goes. A decision looks only at nodes that changed since the same shape of work was placed last.
/// </summary>
public sealed class ShareFleet
{
    private readonly ShareNode[] _nodes;
    private readonly IPackingPolicy _policy;
    private readonly Dictionary<ShareDemand, Shape> _shapes = [];
    private readonly int[] _changes;   // the newest, round and round
    private long _changed;

    /// <param name="nodes">In order: of equally good ones the first is taken.</param>
    public ShareFleet(IEnumerable<ShareNode> nodes, IPackingPolicy policy)
    {
        (_nodes, _policy) = ([.. nodes], policy);
        _changes = new int[Math.Max(1, _nodes.Length)];
    }

    public IReadOnlyList<ShareNode> Nodes => _nodes;

    /// <summary>Takes room for a piece of work on the node that is best for it.</summary>
    /// <param name="node">Its index.</param>
    /// <param name="devices">A bit for each device.</param>
    /// <returns>False: it fits nowhere.</returns>
    public bool TryPlace(in ShareDemand demand, out int node, out uint devices)
    {
        (node, devices) = (ScoresOf(demand).Least, 0);
        if (node < 0) return false;
        _policy.Score(_nodes[node], demand, out devices);
        _nodes[node].Take(demand, devices);
        NoteChange(node);
        return true;
    }

    /// <summary>Gives back what <see cref="TryPlace"/> took.</summary>
    public void Give(in ShareDemand demand, int node, uint devices)
    {
        _nodes[node].Give(demand, devices);
        NoteChange(node);
    }

    private void NoteChange(int node) => _changes[_changed++ % _changes.Length] = node;

    private LeastScore ScoresOf(in ShareDemand demand)
    {
        if (!_shapes.TryGetValue(demand, out var shape)) _shapes.Add(demand, shape = new(new(_nodes.Length)) { Seen = -1 });
        if (shape.Seen < 0 || _changed - shape.Seen >= _changes.Length)
            for (var node = 0; node < _nodes.Length; node++) shape.Scores.Set(node, _policy.Score(_nodes[node], demand, out _));
        else
            for (var change = shape.Seen; change < _changed; change++) shape.Scores.Set(_changes[change % _changes.Length], _policy.Score(_nodes[_changes[change % _changes.Length]], demand, out _));
        shape.Seen = _changed;
        return shape.Scores;
    }

    private sealed class Shape(LeastScore scores)
    {
        public LeastScore Scores { get; } = scores;

        /// <summary>How many changes its scores have seen; negative: they were never found.</summary>
        public long Seen { get; set; }
    }
}
