using Rhodes.Core.Model;

namespace Rhodes.Core.Fabric;

/// <summary>
/// What may be lent, in books by whom and for how long, so that a borrower's search counts domains and never nodes. Each
/// node stands in them as its own state says, whenever that changes.
/// </summary>
public sealed partial class PhysicalPool
{
    private readonly NodeDemand[] _lent;
    private readonly int[] _covered;    // open cells over each node
    private readonly int[] _groundOf;   // the tenant in whose ground each node stands; -1: in nobody's
    private readonly List<NodeStock?> _grounds = [];
    private readonly List<NodeStock?> _shared = [];
    private int _closed;

    /// <summary>All that may be lent to anybody: healthy nodes on which nothing runs on its tenant's own claim, less what is lent already.</summary>
    public NodeStock Lendable { get; }

    /// <summary>Whole nodes that may be lent to everybody.</summary>
    public NodeStock Untouched { get; }

    /// <summary>Those of <see cref="Untouched"/> over which no cell is open.</summary>
    public NodeStock Unplanned { get; }

    /// <summary>Idle nodes behind a tenant's own cells, and in domains that are closed to all but it; null when it never had any.</summary>
    public NodeStock? GroundOf(int tenant) => tenant < _grounds.Count ? _grounds[tenant] : null;

    /// <summary>Nodes that a tenant has on loan in part; null when it never had any.</summary>
    public NodeStock? SharedBy(int tenant) => tenant < _shared.Count ? _shared[tenant] : null;

    /// <summary>Whether any node is closed to all but one tenant.</summary>
    public bool IsAnyClosed => _closed > 0;

    /// <summary>A cell opens over a domain (1), or closes (-1).</summary>
    public void Cover(Domain domain, int change)
    {
        for (var node = Tree.First(domain); node < Tree.End(domain); node++)
        {
            _covered[node] += change;
            Refresh(node);
        }
    }

    /// <remarks>Hot: once for each node of whatever starts, ends or moves.</remarks>
    private void Refresh(int node)
    {
        var isIdle = _healthy[node] && !_draining[node] && _own[node] == 0;
        var free = Sum(Fabric.Capacity, _lent[node], -1);
        var isUntouched = isIdle && _closedTo[node] < 0 && _loanTenant[node] < 0;
        Lendable.Put(node, free, isIdle);
        Untouched.Put(node, Fabric.Capacity, isUntouched);
        Unplanned.Put(node, Fabric.Capacity, isUntouched && _covered[node] == 0);
        RefreshGround(node, free, isIdle);
        RefreshShared(node, free, isIdle);
    }

    private void RefreshShared(int node, NodeDemand free, bool isIdle)
    {
        var borrower = _loanTenant[node];
        if (borrower < 0 || (free.Devices == 0 && SharedBy(borrower) is null)) return;
        StockIn(_shared, borrower).Put(node, free, isIdle && (_closedTo[node] < 0 || _closedTo[node] == borrower));
    }

    private void RefreshGround(int node, NodeDemand free, bool isIdle)
    {
        var owner = _closedTo[node] >= 0 ? _closedTo[node] : _guest[node].Tenant;
        var was = _groundOf[node];
        if (was != owner)
        {
            if (was >= 0) _grounds[was]!.Put(node, Fabric.Capacity, false);
            _groundOf[node] = owner;
        }

        if (owner >= 0) StockIn(_grounds, owner).Put(node, free, isIdle && (_loanTenant[node] < 0 || _loanTenant[node] == owner));
    }

    private void LeaveShared(int node) => SharedBy(_loanTenant[node])?.Put(node, Fabric.Capacity, false);

    private NodeStock StockIn(List<NodeStock?> stocks, int tenant)
    {
        while (stocks.Count <= tenant) stocks.Add(null);
        return stocks[tenant] ??= NewStock();
    }

    private NodeStock NewStock() => new(Tree, Fabric.Capacity, open: false);

    private static NodeDemand Sum(NodeDemand a, NodeDemand b, int sign) =>
        new(a.Devices + (sign * b.Devices), a.Cores + (sign * b.Cores), a.MemoryMib + (sign * b.MemoryMib));
}
