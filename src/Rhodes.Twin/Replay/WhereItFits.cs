using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Replay;

/// <summary>Whether work could ever run on a site: on hardware that is whole and free, and in the cells of its tenant's leases.</summary>
internal sealed class WhereItFits(SiteSpec site)
{
    private readonly Dictionary<string, GangPlacement<ListedGround<AnyNode>, AnyNode>> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Tenant, JobShape Shape), bool> _fitsCells = [];
    private readonly Dictionary<JobShape, bool> _fitsSite = [];

    /// <summary>Made when it is first asked for: who only looks at leases asks for nothing.</summary>
    private readonly Lazy<GangPlacement<ListedGround<AnyNode>, AnyNode>> _site = new(() => WholeSite(site));

    /// <summary>Whether the gang fits on the site when nothing else is there.</summary>
    public bool OnSite(JobSpec job)
    {
        JobShape shape = new(job);
        if (!_fitsSite.TryGetValue(shape, out var fits)) _fitsSite.Add(shape, fits = _site.Value.Fits(job));
        return fits;
    }

    /// <summary>Whether the gang fits in all cells that its tenant's leases ever have, free and at once.</summary>
    public bool InOwnCells(JobSpec job)
    {
        JobShape shape = new(job);
        if (!_fitsCells.TryGetValue((job.Tenant, shape), out var fits))
            _fitsCells.Add((job.Tenant, shape), fits = CellsOf(job.Tenant).Fits(job));
        return fits;
    }

    private static GangPlacement<ListedGround<AnyNode>, AnyNode> WholeSite(SiteSpec site)
    {
        SiteFabric fabric = new(site.Fabric.Site, site.Fabric.Pools, site.Fabric.Nodes.Select((node, index) => (new NodeId(index), node)));
        return new(new([.. fabric.Pools.Select(pool => Pool(new(pool.Tree, pool.Capacity, open: true), pool.Spec))]), new());
    }

    private GangPlacement<ListedGround<AnyNode>, AnyNode> CellsOf(string tenant)
    {
        if (_cells.TryGetValue(tenant, out var cells)) return cells;
        var spec = site.Tenants.First(each => string.Equals(each.Name, tenant, StringComparison.Ordinal));
        PrivateCluster cluster = new(0, spec);
        foreach (var pool in site.Fabric.Pools) cluster.AddPool(pool);
        foreach (var lease in site.Leases)
            if (string.Equals(lease.Tenant, spec.Name, StringComparison.Ordinal)) cluster.SetLease(lease);
        _cells.Add(tenant, cells = new(new([.. cluster.Pools.Select(pool => Pool(pool.Empty, pool.Spec))]), new()));
        return cells;
    }

    private static PlacementPool<AnyNode> Pool(NodeStock stock, PoolSpec spec) => new(stock, spec.Kind, default);
}
