using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// The books of a pool: what is free now, and two that are kept beside it while somebody is first in line: what is free
/// beside what that one is promised, and what will be free at the promised instant.
/// </summary>
public sealed partial class VirtualPool
{
    private readonly NodeHolders _holders = new();
    private readonly List<int> _kept = [];
    private NodeDemand[] _spare = [];
    private bool[] _isKept = [];
    private int[] _keptIn = [];   // the round in which a node was last named
    private int _round = 1;

    /// <summary>What is free now, less what is kept for the first in line.</summary>
    internal NodeStock Beside { get; private set; }

    /// <summary>What is free when all turns that leave by a certain instant have left.</summary>
    internal NodeStock Ahead { get; private set; }

    /// <summary>Whether the two further books are kept.</summary>
    internal bool HasBooks => !ReferenceEquals(Ahead, Stock);

    /// <summary>Turns that hold some of a node, in order of their numbers.</summary>
    internal IReadOnlyList<int> HoldersOf(int node) => _holders.Of(node);

    /// <summary>Opens the two further books as copies of what is free now.</summary>
    internal void OpenBooks()
    {
        (Beside, Ahead) = (new(Tree, Capacity, open: false), new(Tree, Capacity, open: false));
        Beside.CopyFrom(Stock);
        Ahead.CopyFrom(Stock);
        (_spare, _isKept, _keptIn) = (new NodeDemand[Tree.Nodes], new bool[Tree.Nodes], new int[Tree.Nodes]);
        _kept.Clear();
    }

    /// <param name="ahead">Whether it is still taken at the promised instant.</param>
    /// <remarks>Hot: once for each node of a turn that starts.</remarks>
    internal void Take(int node, NodeDemand demand, int turn, bool ahead)
    {
        Stock.Take(node, demand);
        _holders.Add(node, turn);
        if (!HasBooks) return;
        if (ahead)
        {
            Ahead.Take(node, demand);
            if (_isKept[node]) _spare[node] = Sum(_spare[node], demand, -1);
        }

        SyncBeside(node);
    }

    /// <param name="ahead">Whether it was still taken at the promised instant.</param>
    /// <remarks>Hot: once for each node of a turn that leaves.</remarks>
    internal void Give(int node, NodeDemand demand, int turn, bool ahead)
    {
        Stock.Give(node, demand);
        _holders.Remove(node, turn);
        if (!HasBooks) return;
        if (ahead)
        {
            Ahead.Give(node, demand);
            if (_isKept[node]) _spare[node] = Sum(_spare[node], demand, 1);
        }

        SyncBeside(node);
    }

    /// <summary>Keeps a node for the first in line; others may have just so much of it. What was kept before goes on being kept until <see cref="KeepNoOther"/>.</summary>
    /// <remarks>Hot: once for each node of a promise that changed. Most of its nodes are the same, and then nothing is done.</remarks>
    internal void Keep(int node, NodeDemand spare)
    {
        if (!_isKept[node]) _kept.Add(node);
        else if (_keptIn[node] == _round) spare = Least(spare, _spare[node]);
        _keptIn[node] = _round;
        if (_isKept[node] && _spare[node] == spare) return;
        (_isKept[node], _spare[node]) = (true, spare);
        SyncBeside(node);
    }

    /// <summary>Gives up what was kept and is not among what was named since this was last called.</summary>
    internal void KeepNoOther()
    {
        var left = 0;
        for (var i = 0; i < _kept.Count; i++)
        {
            var node = _kept[i];
            if (_keptIn[node] == _round)
            {
                _kept[left++] = node;
                continue;
            }

            _isKept[node] = false;
            SyncBeside(node);
        }

        _kept.RemoveRange(left, _kept.Count - left);
        _round++;
    }

    private void SetOpen(int node, bool open)
    {
        Stock.SetOpen(node, open);
        if (!HasBooks) return;
        SyncBeside(node);
        Ahead.SetOpen(node, open);
    }

    private void SyncBeside(int node)
    {
        var free = Stock.FreeIfOpen(node);
        if (_isKept[node]) free = Least(free, _spare[node]);
        Beside.Put(node, free, Stock.IsOpen(node));
    }

    private static NodeDemand Sum(NodeDemand a, NodeDemand b, int sign) =>
        new(a.Devices + (sign * b.Devices), a.Cores + (sign * b.Cores), a.MemoryMib + (sign * b.MemoryMib));

    /// <summary>Never less than nothing: while a look goes on, jobs before the first in line may take what was kept for it.</summary>
    private static NodeDemand Least(NodeDemand a, NodeDemand b) => new(
        Math.Max(0, Math.Min(a.Devices, b.Devices)), Math.Max(0, Math.Min(a.Cores, b.Cores)), Math.Max(0, Math.Min(a.MemoryMib, b.MemoryMib)));
}
