using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Lending;

/// <summary>Which idle nodes a loan is looked for on.</summary>
public enum LoanGround
{
    /// <summary>Idle nodes behind the tenant's own cells: they are lent to itself first.</summary>
    Own = 0,

    /// <summary>Nodes that nobody is promised before the work is over.</summary>
    Safe = 1,

    /// <summary>All that is idle; it may be recalled.</summary>
    Any = 2,
}

internal readonly struct LoanNode(PhysicalPool pool, int tenant, LoanGround ground, Instant now, Instant until) : INodeFilter
{
    public bool AdmitsAll => false;

    public bool Admits(int node)
    {
        if (pool.ClosedTo(node) >= 0 && pool.ClosedTo(node) != tenant) return false;
        if (pool.LoanTenant(node) >= 0 && pool.LoanTenant(node) != tenant) return false;
        return ground switch
        {
            LoanGround.Own => pool.GuestOf(node).Tenant == tenant || pool.ClosedTo(node) == tenant,   // spares of its own closed domains too
            LoanGround.Safe => pool.Plan.NextStart(node, now) >= until,
            _ => true,
        };
    }
}

/// <summary>Finds idle nodes for a job on loan: whole gangs, best fit by topology, on the physical fabric.</summary>
public static class LoanPlacement
{
    /// <returns>A share for each group, with the speed there; null when the gang does not fit on this ground.</returns>
    public static (NodeShare[] Place, int Speed)? Find(IReadOnlyList<PhysicalPool> pools, JobSpec job, int tenant, LoanGround ground, Instant now)
    {
        var until = job.TimeLimit is { } limit ? now + limit : Instant.Never;
        GangPlacement<LoanNode> search = new([.. pools.Select(pool =>
            new PlacementPool<LoanNode>(pool.Lendable, pool.Fabric.Spec.Kind, new(pool, tenant, ground, now, until)))]);
        return search.Find(job) is var (place, speed)
            ? (Array.ConvertAll(place, share => new NodeShare(share.Pool, share.Demand, Array.ConvertAll(share.Nodes, node => pools[share.Pool].Fabric.Ids[node]))), speed)
            : null;
    }
}
