using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Lending;

/// <summary>Finds idle nodes for a job on loan: whole gangs, best fit by topology, on the physical fabric.</summary>
public sealed class LoanPlacement
{
    private readonly GangScratch _scratch = new();

    /// <summary>
    /// Behind the tenant's own idle cells first: they are lent to itself before others. Then on what it shares already, then
    /// where nobody is promised anything before the work is over, then on all that is idle; that may be recalled.
    /// </summary>
    /// <param name="nextOpening">When the next cell of the site opens.</param>
    /// <returns>A share for each group, with the speed there; null when the gang does not fit on any of these.</returns>
    /// <remarks>Hot: once for each shape that asks, whenever something became idle.</remarks>
    public (NodeShare[] Place, int Speed)? Find(IReadOnlyList<PhysicalPool> pools, JobSpec job, int tenant, Instant now, Instant nextOpening)
    {
        var until = job.TimeLimit is { } limit ? now + limit : Instant.Never;
        return Search<IdleGround, AnyNode>(new(pools, tenant, IdleBook.Own), pools, job)
            ?? Search<IdleGround, AnyNode>(new(pools, tenant, IdleBook.Shared), pools, job)
            ?? Search<UnplannedGround, StaysUnplanned>(new(pools, now, until, nextOpening), pools, job)
            ?? Search<IdleGround, AnyNode>(new(pools, tenant, IdleBook.Untouched), pools, job)
            ?? (MayMix(pools, job) ? Search<MixedGround, LoanNode>(new(pools, tenant), pools, job) : null);
    }

    private (NodeShare[] Place, int Speed)? Search<TGround, TFilter>(TGround ground, IReadOnlyList<PhysicalPool> pools, JobSpec job)
        where TGround : struct, IGround<TFilter>
        where TFilter : struct, INodeFilter =>
        new GangPlacement<TGround, TFilter>(ground, _scratch).Find(job) is var (place, speed)
            ? (Array.ConvertAll(place, share => new NodeShare(share.Pool, share.Demand, Array.ConvertAll(share.Nodes, node => pools[share.Pool].Fabric.Ids[node]))), speed)
            : null;

    /// <summary>Whether nodes of several books together could hold what none of them holds alone.</summary>
    private static bool MayMix(IReadOnlyList<PhysicalPool> pools, JobSpec job)
    {
        if (job.Groups is [{ Nodes: 1 }]) return false;
        foreach (var pool in pools)
            if (pool.IsAnyClosed || (pool.Fabric.Tree.Nodes > 0 && IsPartial(job, pool.Fabric.Capacity))) return true;
        return false;
    }

    private static bool IsPartial(JobSpec job, NodeDemand capacity)
    {
        foreach (var group in job.Groups)
            if (group.DevicesPerNode < capacity.Devices) return true;
        return false;
    }
}
