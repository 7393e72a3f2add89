using Rhodes.Core.Fabric;
using Rhodes.Core.Units;

namespace Rhodes.Core.Lending;

/// <summary>Books of idle nodes that say all by themselves.</summary>
internal enum IdleBook
{
    Own = 0,
    Shared = 1,
    Untouched = 2,
}

internal readonly struct IdleGround(IReadOnlyList<PhysicalPool> pools, int tenant, IdleBook book) : IGround<AnyNode>
{
    private static readonly NodeStock Nothing = new(new TreeBuilder().Build(), new(1, 0, 0), open: false);

    public int Pools => pools.Count;

    public NodeStock StockOf(int pool) => book switch
    {
        IdleBook.Own => pools[pool].GroundOf(tenant) ?? Nothing,
        IdleBook.Shared => pools[pool].SharedBy(tenant) ?? Nothing,
        _ => pools[pool].Untouched,
    };

    public string KindOf(int pool) => pools[pool].Fabric.Spec.Kind;

    public AnyNode FilterOf(int pool) => default;
}

/// <summary>Nodes over which no cell is open, nor opens before an instant.</summary>
internal readonly struct UnplannedGround(IReadOnlyList<PhysicalPool> pools, Instant now, Instant until, Instant nextOpening) : IGround<StaysUnplanned>
{
    public int Pools => pools.Count;

    public NodeStock StockOf(int pool) => pools[pool].Unplanned;

    public string KindOf(int pool) => pools[pool].Fabric.Spec.Kind;

    public StaysUnplanned FilterOf(int pool) => new(pools[pool].Plan, now, until, nextOpening);
}

internal readonly struct StaysUnplanned(Plan plan, Instant now, Instant until, Instant nextOpening) : INodeFilter
{
    public bool AdmitsAll => until <= nextOpening;

    public bool Admits(int node) => plan.NextStart(node, now) >= until;
}

/// <summary>All that is idle and may be lent to one tenant, looked at node by node.</summary>
internal readonly struct MixedGround(IReadOnlyList<PhysicalPool> pools, int tenant) : IGround<LoanNode>
{
    public int Pools => pools.Count;

    public NodeStock StockOf(int pool) => pools[pool].Lendable;

    public string KindOf(int pool) => pools[pool].Fabric.Spec.Kind;

    public LoanNode FilterOf(int pool) => new(pools[pool], tenant);
}

internal readonly struct LoanNode(PhysicalPool pool, int tenant) : INodeFilter
{
    public bool AdmitsAll => false;

    public bool Admits(int node) =>
        (pool.ClosedTo(node) < 0 || pool.ClosedTo(node) == tenant) && (pool.LoanTenant(node) < 0 || pool.LoanTenant(node) == tenant);
}
