using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>The virtual node that a physical one stands behind.</summary>
public readonly record struct Guest(int Tenant, int Node)
{
    public static readonly Guest None = new(-1, -1);

    public bool IsNone => Tenant < 0;
}

/// <summary>
/// The physical nodes of one pool now: which are healthy, whom each hosts, what runs there on the tenants' own claim and on
/// loan, and the plan that says whose each will be.
/// </summary>
/// <remarks>The members are the writers, called as events are applied.</remarks>
public sealed partial class PhysicalPool
{
    private readonly int[] _indexOf;   // by a node's id, less the lowest
    private readonly int _lowestId;
    private readonly bool[] _healthy;
    private readonly bool[] _draining;
    private readonly SortedSet<int> _broken = [];
    private readonly Guest[] _guest;
    private readonly int[] _own;
    private readonly List<AttemptId>[] _loans;
    private readonly int[] _loanTenant;
    private readonly int[] _closedTo;
    private readonly int[][] _busyIn;
    private readonly int[][] _loanedIn;
    private readonly int[][] _brokenIn;
    private readonly CountBuckets[] _guestsIn;   // by level
    private int[][] _hosts = [];   // by tenant and virtual node; -1: none

    public PhysicalPool(PoolFabric fabric)
    {
        Fabric = fabric;
        Plan = new(fabric.Tree);
        var nodes = fabric.Tree.Nodes;
        _lowestId = nodes == 0 ? 0 : fabric.Ids.Min(id => id.Value);
        _indexOf = new int[nodes == 0 ? 0 : fabric.Ids.Max(id => id.Value) - _lowestId + 1];
        for (var node = 0; node < nodes; node++) _indexOf[fabric.Ids[node].Value - _lowestId] = node;
        (Lendable, Untouched, Unplanned) = (NewStock(), NewStock(), NewStock());
        (_lent, _covered, _groundOf, _watchedFor) = (new NodeDemand[nodes], new int[nodes], new int[nodes], new int[nodes]);
        (_healthy, _guest, _own, _loanTenant, _closedTo) = (new bool[nodes], new Guest[nodes], new int[nodes], new int[nodes], new int[nodes]);
        _draining = new bool[nodes];
        _loans = [.. Enumerable.Range(0, nodes).Select(_ => new List<AttemptId>(0))];
        Array.Fill(_healthy, true);
        Array.Fill(_guest, Guest.None);
        Array.Fill(_loanTenant, -1);
        Array.Fill(_closedTo, -1);
        Array.Fill(_groundOf, -1);
        (_busyIn, _loanedIn, _brokenIn) = (Counts(), Counts(), Counts());
        _guestsIn = [.. Enumerable.Range(0, Levels.Count).Select(level => new CountBuckets(Tree.Count((Level)level), Tree.LargestSize((Level)level)))];
        for (var node = 0; node < nodes; node++) Refresh(node);
    }

    public PoolFabric Fabric { get; }

    public Tree Tree => Fabric.Tree;

    /// <summary>The index of a node of this pool.</summary>
    public int IndexOf(NodeId id) => _indexOf[id.Value - _lowestId];

    public Plan Plan { get; }

    public bool IsHealthy(int node) => _healthy[node];

    /// <summary>Nodes that do not work, in order.</summary>
    public IReadOnlyCollection<int> Broken => _broken;

    public Guest GuestOf(int node) => _guest[node];

    /// <summary>Whether work on its tenant's own claim is placed on the node.</summary>
    public bool IsBusy(int node) => _own[node] > 0;

    /// <summary>Attempts that run there on loan, in order of their ids; twice where two groups of a gang share the node.</summary>
    public ReadOnlySpan<AttemptId> LoansOn(int node) => CollectionsMarshal.AsSpan(_loans[node]);

    /// <summary>The tenant whose loans are on the node; -1 when there are none.</summary>
    public int LoanTenant(int node) => _loanTenant[node];

    /// <summary>The only tenant that may use the node; -1 when anyone may borrow it.</summary>
    public int ClosedTo(int node) => _closedTo[node];

    public int BusyIn(Domain domain) => CountIn(_busyIn, domain);

    public int LoanedIn(Domain domain) => CountIn(_loanedIn, domain);

    public int BrokenIn(Domain domain) => CountIn(_brokenIn, domain);

    public int GuestsIn(Domain domain) => _guestsIn[(int)domain.Level][domain.Index];

    /// <summary>The first domain of a level, from one on, in which nobody's cell is open; -1 when there is none.</summary>
    public int NextWithoutGuests(Level level, int from) => _guestsIn[(int)level].NextDomain(0, from);

    /// <returns>The physical node behind a virtual one; -1 while its cell is not open.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int HostOf(int tenant, int node)
    {
        var hosts = _hosts;
        return tenant < hosts.Length && node < hosts[tenant].Length ? hosts[tenant][node] : -1;
    }

    public void Host(int tenant, int virtualNode, int node)
    {
        MakeRoomFor(tenant, virtualNode);
        Invariant.Holds(_guest[node].IsNone, "a node hosts one virtual node");
        _hosts[tenant][virtualNode] = node;
        SetGuest(node, new(tenant, virtualNode));
    }

    public void Unhost(int tenant, int virtualNode)
    {
        var node = _hosts[tenant][virtualNode];
        _hosts[tenant][virtualNode] = -1;
        SetGuest(node, Guest.None);
    }

    /// <summary>Exchanges what is planned and hosted in two domains, place by place.</summary>
    public void Swap(Domain a, Domain b)
    {
        Plan.Swap(a, b);
        for (var i = 0; i < Tree.Size(a); i++)
        {
            var (one, other) = (Tree.First(a) + i, Tree.First(b) + i);
            var (guestOfOne, guestOfOther) = (_guest[one], _guest[other]);
            Invariant.Holds((guestOfOne.IsNone || !IsBusy(one)) && (guestOfOther.IsNone || !IsBusy(other)), "only idle nodes are swapped");
            SetGuest(one, guestOfOther);
            SetGuest(other, guestOfOne);
            if (!guestOfOne.IsNone) _hosts[guestOfOne.Tenant][guestOfOne.Node] = other;
            if (!guestOfOther.IsNone) _hosts[guestOfOther.Tenant][guestOfOther.Node] = one;
            (_covered[one], _covered[other]) = (_covered[other], _covered[one]);
            Refresh(one);
            Refresh(other);
        }
    }

    public void SetHealthy(int node, bool healthy)
    {
        if (_healthy[node] == healthy) return;
        _healthy[node] = healthy;
        if (healthy) _broken.Remove(node);
        else _broken.Add(node);
        Add(_brokenIn, node, healthy ? -1 : 1);
        Touch(node);
        Refresh(node);
    }

    /// <summary>Nothing more is lent on a node that is to go out of use.</summary>
    public void SetDraining(int node, bool draining)
    {
        _draining[node] = draining;
        Refresh(node);
    }

    public void SetClosedTo(int node, int tenant)
    {
        _closed += (tenant >= 0 ? 1 : 0) - (_closedTo[node] >= 0 ? 1 : 0);
        _closedTo[node] = tenant;
        Refresh(node);
    }

    /// <summary>Work on its tenant's own claim comes to the node or leaves it.</summary>
    public void AddOwn(int node, int change)
    {
        var was = _own[node] > 0;
        _own[node] += change;
        Invariant.Holds(_own[node] >= 0, "own work leaves as often as it comes");
        if (was != _own[node] > 0)
        {
            Add(_busyIn, node, was ? -1 : 1);
            if (was) Touch(node);
        }

        Refresh(node);
    }

    public void AddLoan(int node, AttemptId attempt, NodeDemand demand)
    {
        Invariant.Holds(_loanTenant[node] < 0 || _loanTenant[node] == attempt.Job.Tenant, "a node is not shared between tenants");
        if (_loans[node].Count == 0) Add(_loanedIn, node, 1);
        InsertInOrder(_loans[node], attempt);
        _loanTenant[node] = attempt.Job.Tenant;
        _lent[node] = Sum(_lent[node], demand, 1);
        Refresh(node);
    }

    public void RemoveLoan(int node, AttemptId attempt, NodeDemand demand)
    {
        Invariant.Holds(_loans[node].Remove(attempt), "a loan leaves the node that it is on");
        _lent[node] = Sum(_lent[node], demand, -1);
        if (_loans[node].Count == 0)
        {
            LeaveShared(node);
            _loanTenant[node] = -1;
            Add(_loanedIn, node, -1);
        }

        Refresh(node);
    }

    private void MakeRoomFor(int tenant, int virtualNode)
    {
        var tenants = _hosts.Length;
        if (tenant >= tenants) Array.Resize(ref _hosts, tenant + 1);
        for (var i = tenants; i < _hosts.Length; i++) _hosts[i] = [];
        var nodes = _hosts[tenant].Length;
        if (virtualNode < nodes) return;
        Array.Resize(ref _hosts[tenant], Math.Max(virtualNode + 1, nodes * 2));
        Array.Fill(_hosts[tenant], -1, nodes, _hosts[tenant].Length - nodes);
    }

    private static void InsertInOrder(List<AttemptId> attempts, AttemptId attempt)
    {
        var place = attempts.Count;
        while (place > 0 && IsBefore(attempt, attempts[place - 1])) place--;
        attempts.Insert(place, attempt);
    }

    private static bool IsBefore(AttemptId a, AttemptId b) =>
        (a.Job.Tenant, a.Job.Number, a.Ordinal).CompareTo((b.Job.Tenant, b.Job.Number, b.Ordinal)) < 0;

    private void SetGuest(int node, Guest guest)
    {
        for (var level = Level.Site; _guest[node].IsNone != guest.IsNone && level <= Level.Node; level++)
        {
            var domain = Tree.DomainOf(level, node);
            _guestsIn[(int)level].Set(domain, _guestsIn[(int)level][domain] + (guest.IsNone ? -1 : 1));
        }

        _guest[node] = guest;
        Refresh(node);
    }

    private int[][] Counts() => [.. Enumerable.Range(0, Levels.Count).Select(level => new int[Tree.Count((Level)level)])];

    private static int CountIn(int[][] counts, Domain domain) => counts[(int)domain.Level][domain.Index];

    private void Add(int[][] counts, int node, int change)
    {
        for (var level = Level.Site; level <= Level.Node; level++) counts[(int)level][Tree.DomainOf(level, node)] += change;
    }
}

/// <summary>Nodes that work.</summary>
public readonly struct HealthyNode(PhysicalPool pool) : INodeFilter
{
    public bool AdmitsAll => false;

    public bool Admits(int node) => pool.IsHealthy(node);
}
