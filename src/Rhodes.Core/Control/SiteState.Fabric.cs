using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>The part of <see cref="Apply"/> that changes the hardware: nodes are numbered anew, and all that stood on them with them.</summary>
public sealed partial class SiteState
{
    private void ChangeFabric(FabricChanged change)
    {
        HashSet<int> removed = [.. change.Removed.Select(id => id.Value)];
        PoolSpec[] specs = [.. Fabric.Pools.Select(pool => pool.Spec), .. change.AddedPools];
        var nodes = Fabric.All().Where(node => !removed.Contains(node.Id.Value)).Concat(change.Added.Select(added => (added.Id, added.Spec)));
        Renumber(new(change.Site, specs, nodes));
        foreach (var added in change.Added) NextNode = Math.Max(NextNode, added.Id.Value + 1);
        foreach (var pool in change.AddedPools)
            foreach (var tenant in _tenants) tenant.Cluster.AddPool(pool);
        (MustHealAll, MayHealAway, MayLend) = (true, true, true);
    }

    /// <summary>Carries everything over to another version of the fabric, by the nodes' stable ids.</summary>
    private void Renumber(SiteFabric fabric)
    {
        var images = _pools.Select((_, pool) => ImageOf(pool)).ToList();
        _pools = [];
        Fabric = fabric;
        for (var pool = 0; pool < fabric.Pools.Count; pool++)
        {
            _pools = _pools.Add(new(fabric.Pools[pool]));
            if (pool < images.Count) Restore(pool, images[pool]);
        }

        foreach (var gone in _draining.Keys.Where(node => !fabric.Knows(new(node))).ToList()) _draining.Remove(gone);
        RestoreDraining();
        foreach (var (pool, tenure) in _open) _pools[pool].Cover(_pools[pool].Plan[tenure].Domain, 1);
        foreach (var job in _jobs.Values)
        {
            if (job.Own is { } own) Reoccupy(own);
            if (job.Loan is { } loan) Reoccupy(loan);
        }
    }

    /// <summary>What is so on the nodes of a pool, in terms that outlive their numbering.</summary>
    private PoolImage ImageOf(int index)
    {
        var pool = _pools[index];
        var nodes = Enumerable.Range(0, pool.Tree.Nodes).ToList();
        return new(
            [.. pool.Plan.All.Select(tenure => Planned(index, tenure))],
            [.. nodes.Where(node => !pool.GuestOf(node).IsNone)
                .Select(node => new HostImage(pool.Fabric.Ids[node], pool.GuestOf(node).Tenant, pool.GuestOf(node).Node))],
            IdsOf(index, nodes.Where(node => !pool.IsHealthy(node))),
            [.. nodes.Where(node => pool.ClosedTo(node) >= 0).Select(node => new ClosedImage(pool.Fabric.Ids[node], pool.ClosedTo(node)))]);
    }

    /// <summary>A tenure in terms that outlive the numbering of nodes.</summary>
    public TenurePlan Planned(int pool, Tenure tenure) =>
        new(tenure.Id, tenure.Tenant, tenure.Class, tenure.Slot, tenure.From, tenure.Until, RefOf(pool, tenure.Domain));

    private void Restore(int index, PoolImage image)
    {
        var pool = _pools[index];
        foreach (var id in image.Broken)
            if (Fabric.Knows(id)) pool.SetHealthy(pool.IndexOf(id), false);
        foreach (var closed in image.Closed) pool.SetClosedTo(pool.IndexOf(closed.Node), closed.Tenant);
        foreach (var plan in image.Plan)
            pool.Plan.Set(new(plan.Id, plan.Tenant, plan.Class, plan.Slot, plan.From, plan.Until, DomainOf(index, plan.Domain)));
        foreach (var host in image.Hosts) pool.Host(host.Tenant, host.Virtual, pool.IndexOf(host.Node));
    }

    private void RestoreDraining()
    {
        foreach (var node in _draining.Keys)
        {
            var place = Fabric.PlaceOf(new(node));
            _pools[place.Pool].SetDraining(place.Index, true);
        }
    }

    /// <summary>Puts an attempt back on nodes that were numbered anew; its tenant's sums stay as they are.</summary>
    private void Reoccupy(Attempt attempt)
    {
        var borrowed = _tenants[attempt.Id.Job.Tenant].Borrowed;
        Occupy(attempt, 1);
        _tenants[attempt.Id.Job.Tenant].Borrowed = borrowed;
    }
}
