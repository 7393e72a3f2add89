using System.Numerics;
using System.Runtime.CompilerServices;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>
/// What is free on the nodes of a tree, node by node and counted per domain. A closed node keeps its books but offers
/// nothing. Physical and virtual alike.
/// </summary>
public sealed class NodeStock
{
    private readonly NodeDemand[] _free;
    private readonly bool[] _open;
    private readonly CountBuckets _byFreeDevices;
    private readonly CountBuckets[] _wholeNodes;
    private readonly ulong[] _wholeMap;   // a bitmap of the nodes that are whole
    private int _lateBlock;    // what changed last: its domains are counted when they are looked at, or another block changes
    private int _lateChange;

    /// <param name="capacity">What a node has; equal for all nodes of a pool.</param>
    /// <param name="open">Whether the nodes start open.</param>
    public NodeStock(Tree tree, NodeDemand capacity, bool open)
    {
        Tree = tree;
        Capacity = capacity;
        _free = new NodeDemand[tree.Nodes];
        _open = new bool[tree.Nodes];
        _byFreeDevices = new CountBuckets(tree.Nodes, capacity.Devices);
        _wholeNodes = new CountBuckets[(int)Level.Node];
        _wholeMap = new ulong[(tree.Nodes + 63) / 64];
        for (var level = Level.Site; level < Level.Node; level++) _wholeNodes[(int)level] = new(tree.Count(level), tree.LargestSize(level));
        Array.Fill(_free, capacity);
        if (!open) return;
        for (var node = 0; node < tree.Nodes; node++) SetOpen(node, true);
    }

    public Tree Tree { get; }

    public NodeDemand Capacity { get; }

    /// <summary>Open nodes of which nothing is taken.</summary>
    public int WholeNodes { get; private set; }

    /// <summary>Free devices on open nodes.</summary>
    public long FreeDevices { get; private set; }

    public bool IsOpen(int node) => _open[node];

    /// <summary>What the node offers now; nothing when it is closed.</summary>
    public NodeDemand Free(int node) => _open[node] ? _free[node] : default;

    /// <summary>What the node would offer if it were open.</summary>
    public NodeDemand FreeIfOpen(int node) => _free[node];

    public bool IsWhole(int node) => ((_wholeMap[node >> 6] >> (node & 63)) & 1) != 0;

    public bool IsUntouched(int node) => _free[node] == Capacity;

    /// <summary>What is taken of the node, open or closed.</summary>
    public NodeDemand TakenOf(int node) =>
        new(Capacity.Devices - _free[node].Devices, Capacity.Cores - _free[node].Cores, Capacity.MemoryMib - _free[node].MemoryMib);

    public bool Offers(int node, NodeDemand demand) => _open[node] && Covers(_free[node], demand);

    /// <summary>Whole free nodes in a domain.</summary>
    public int WholeNodesIn(Domain domain) =>
        domain.Level == Level.Node ? (IsWhole(domain.Index) ? 1 : 0) : WholeNodesBy(domain.Level)[domain.Index];

    /// <summary>Domains of a level by the number of their whole free nodes.</summary>
    /// <remarks>To be asked for again when something was taken or given.</remarks>
    public CountBuckets WholeNodesBy(Level level)
    {
        if (_lateChange != 0) CatchUp();
        return _wholeNodes[(int)level];
    }

    /// <summary>Nodes by their free devices; closed nodes have none.</summary>
    public CountBuckets NodesByFreeDevices => _byFreeDevices;

    /// <summary>The first whole free node in [from, end); -1 when there is none.</summary>
    public int NextWhole(int from, int end)
    {
        for (var word = from >> 6; word << 6 < end; word++)
        {
            var bits = _wholeMap[word];
            if (word == from >> 6) bits &= ulong.MaxValue << (from & 63);
            if (bits == 0) continue;
            var node = (word << 6) + BitOperations.TrailingZeroCount(bits);
            return node < end ? node : -1;
        }

        return -1;
    }

    /// <summary>Takes over what another stock of the same tree says of every node.</summary>
    public void CopyFrom(NodeStock other)
    {
        Invariant.Holds(ReferenceEquals(Tree, other.Tree), "stocks of one tree are copied");
        other._free.CopyTo(_free.AsSpan());
        other._open.CopyTo(_open.AsSpan());
        other._wholeMap.CopyTo(_wholeMap.AsSpan());
        _byFreeDevices.CopyFrom(other._byFreeDevices);
        for (var level = Level.Site; level < Level.Node; level++) _wholeNodes[(int)level].CopyFrom(other._wholeNodes[(int)level]);
        (WholeNodes, FreeDevices) = (other.WholeNodes, other.FreeDevices);
        (_lateBlock, _lateChange) = (other._lateBlock, other._lateChange);
    }

    /// <summary>Makes a node offer just this much, or nothing.</summary>
    public void Put(int node, NodeDemand free, bool open) => Set(node, free, open);

    /// <remarks>Hot: once for each node of a job that starts.</remarks>
    public void Take(int node, NodeDemand demand)
    {
        Invariant.Holds(Covers(_free[node], demand), "nothing is taken twice");
        Set(node, new(_free[node].Devices - demand.Devices, _free[node].Cores - demand.Cores, _free[node].MemoryMib - demand.MemoryMib), _open[node]);
    }

    /// <remarks>Hot: once for each node of a job that ends.</remarks>
    public void Give(int node, NodeDemand demand)
    {
        NodeDemand free = new(_free[node].Devices + demand.Devices, _free[node].Cores + demand.Cores, _free[node].MemoryMib + demand.MemoryMib);
        Invariant.Holds(Covers(Capacity, free), "nothing is given back that was not taken");
        Set(node, free, _open[node]);
    }

    public void SetOpen(int node, bool open) => Set(node, _free[node], open);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Covers(NodeDemand free, NodeDemand demand) =>
        free.Devices >= demand.Devices && free.Cores >= demand.Cores && free.MemoryMib >= demand.MemoryMib;

    private void Set(int node, NodeDemand free, bool open)
    {
        if (_open[node] == open && _free[node] == free) return;
        var wasWhole = (_wholeMap[node >> 6] >> (node & 63)) & 1;
        var wasFree = _byFreeDevices[node];
        (_free[node], _open[node]) = (free, open);
        var offered = open ? free.Devices : 0;
        FreeDevices += offered - wasFree;
        if (offered != wasFree) _byFreeDevices.Set(node, offered);
        var change = (open && free == Capacity ? 1 : 0) - (int)wasWhole;
        if (change == 0) return;
        WholeNodes += change;
        _wholeMap[node >> 6] ^= 1UL << (node & 63);
        // Most that comes or goes takes many nodes of a rack: its domains are counted once for all of them.
        if (_lateBlock != Tree.BlockOf(node))
        {
            if (_lateChange != 0) CatchUp();
            _lateBlock = Tree.BlockOf(node);
        }

        _lateChange += change;
    }

    private void CatchUp()
    {
        for (var level = Level.Site; level < Level.Node; level++)
        {
            var domain = Tree.DomainOf(level, _lateBlock);
            if (domain >= 0) _wholeNodes[(int)level].Set(domain, _wholeNodes[(int)level][domain] + _lateChange);
        }

        _lateChange = 0;
    }
}
