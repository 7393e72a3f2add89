using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Replay;

/// <summary>Whether work could ever run on a site: on hardware that is whole and free, and in the cells of its tenant's leases.</summary>
internal sealed class WhereItFits
{
    private readonly Dictionary<string, GangPlacement<ListedGround<AnyNode>, AnyNode>> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Tenant, JobShape Shape), bool> _fitsCells = [];
    private readonly Dictionary<JobShape, bool> _fitsSite = [];
    private readonly GangPlacement<ListedGround<AnyNode>, AnyNode> _site;

    public WhereItFits(SiteSpec site)
    {
        SiteFabric fabric = new(site.Fabric.Site, site.Fabric.Pools, site.Fabric.Nodes.Select((node, index) => (new NodeId(index), node)));
        _site = new(new([.. fabric.Pools.Select(pool => Pool(new(pool.Tree, pool.Capacity, open: true), pool.Spec))]), new());
        for (var tenant = 0; tenant < site.Tenants.Count; tenant++) _cells.Add(site.Tenants[tenant].Name, CellsOf(site, tenant));
    }

    /// <summary>Whether the gang fits on the site when nothing else is there.</summary>
    public bool OnSite(JobSpec job)
    {
        JobShape shape = new(job);
        if (!_fitsSite.TryGetValue(shape, out var fits)) _fitsSite.Add(shape, fits = _site.Fits(job));
        return fits;
    }

    /// <summary>Whether the gang fits in all cells that its tenant's leases ever have, free and at once.</summary>
    public bool InOwnCells(JobSpec job)
    {
        JobShape shape = new(job);
        if (!_fitsCells.TryGetValue((job.Tenant, shape), out var fits))
            _fitsCells.Add((job.Tenant, shape), fits = _cells[job.Tenant].Fits(job));
        return fits;
    }

    private static GangPlacement<ListedGround<AnyNode>, AnyNode> CellsOf(SiteSpec site, int tenant)
    {
        var spec = site.Tenants[tenant];
        PrivateCluster cluster = new(tenant, spec);
        foreach (var pool in site.Fabric.Pools) cluster.AddPool(pool);
        foreach (var lease in site.Leases)
            if (string.Equals(lease.Tenant, spec.Name, StringComparison.Ordinal)) cluster.SetLease(lease);
        return new(new([.. cluster.Pools.Select(pool => Pool(pool.Empty, pool.Spec))]), new());
    }

    private static PlacementPool<AnyNode> Pool(NodeStock stock, PoolSpec spec) => new(stock, spec.Kind, default);
}
