using Rhodes.Core.Control;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Laws;

/// <summary>
/// Law 2 by brute force: every confirmed lease has its cells in the plan for all of its windows, no node is planned twice at
/// any instant, every domain holds its cell, and what is open stands where the plan says, on nodes of its own.
/// </summary>
public static class PlanCheck
{
    public static IEnumerable<string> Problems(SiteState state)
    {
        for (var pool = 0; pool < state.Pools.Length; pool++)
        {
            foreach (var problem in Overlaps(state.Pools[pool]).Concat(Misfits(state, pool)).Concat(Hosts(state, pool))) yield return problem;
        }

        foreach (var problem in Missing(state)) yield return problem;
    }

    /// <summary>A cell that stands on broken hardware while it is idle, and an equal healthy domain is free for as long as it stays.</summary>
    public static IEnumerable<string> BrokenBesideHealthy(SiteState state)
    {
        foreach (var (pool, tenant, node) in state.Lost)
        {
            var physical = state.Pools[pool];
            if (state.TenureAt(pool, tenant, node) is not { } tenure || !IsIdle(state, pool, tenure)) continue;
            var shape = state.ClassOf(tenure).Shape;
            for (var i = 0; i < physical.Tree.Count(shape.Level); i++)
            {
                Domain domain = new(shape.Level, i);
                var nodes = Enumerable.Range(physical.Tree.First(domain), physical.Tree.Size(domain)).ToList();
                if (domain == tenure.Domain || nodes.Exists(n => physical.IsBusy(n) || physical.ClosedTo(n) >= 0)) continue;
                if (!CellFit.Fits(physical.Tree, domain, shape, new HealthyNode(physical))) continue;
                if (physical.Plan.All.Any(other => other.Id != tenure.Id && other.Overlaps(state.Now, tenure.Until) && Touch(physical.Tree, other.Domain, domain))) continue;
                yield return $"{state.Tenants[tenant].Spec.Name}'s idle cell on {state.Fabric.NameOf(pool, tenure.Domain)} misses a node while {state.Fabric.NameOf(pool, domain)} is free and healthy";
            }
        }
    }

    private static bool Touch(Tree tree, Domain a, Domain b) => tree.First(a) < tree.End(b) && tree.First(b) < tree.End(a);

    private static IEnumerable<string> Overlaps(PhysicalPool pool)
    {
        var all = pool.Plan.All.ToList();
        for (var i = 0; i < all.Count; i++)
            for (var j = i + 1; j < all.Count; j++)
                if (all[i].Overlaps(all[j].From, all[j].Until) && Touch(pool.Tree, all[i].Domain, all[j].Domain))
                    yield return $"tenures {all[i].Id} and {all[j].Id} are planned on the same nodes at the same time";
    }

    private static IEnumerable<string> Misfits(SiteState state, int pool) =>
        state.Pools[pool].Plan.All
            .Where(tenure => !CellFit.Fits(state.Pools[pool].Tree, tenure.Domain, state.ClassOf(tenure).Shape, default(AnyNode)))
            .Select(tenure => $"tenure {tenure.Id} is planned on {state.Fabric.NameOf(pool, tenure.Domain)}, which does not hold its cell");

    /// <summary>For each tenant, class and instant at which anything changes: as many cells planned as its leases say.</summary>
    private static IEnumerable<string> Missing(SiteState state)
    {
        foreach (var tenant in state.Tenants)
        {
            var instants = tenant.Cluster.Leases.SelectMany(lease => lease.Steps).SelectMany(step => new[] { step.From, step.Until })
                .Append(state.Now).Where(at => at >= state.Now).Distinct().ToList();
            for (var number = 0; number < tenant.Cluster.Classes.Count; number++)
            {
                var cellClass = tenant.Cluster.Classes[number];
                var plan = state.Pools[tenant.Cluster.PoolOf(number)].Plan;
                foreach (var at in instants)
                {
                    var owed = tenant.Cluster.Leases.Where(lease => CellDemand.ClassOf(lease) == cellClass).SelectMany(lease => lease.Steps)
                        .Where(step => step.From <= at && at < step.Until).Sum(step => step.Cells);
                    var planned = plan.All.Count(tenure => tenure.Tenant == tenant.Index && tenure.Class == number && tenure.IsOpenAt(at));
                    if (owed != planned) yield return $"{tenant.Spec.Name} is owed {owed} cells of {cellClass.Shape} at {at}; {planned} are planned";
                }
            }
        }
    }

    private static IEnumerable<string> Hosts(SiteState state, int pool)
    {
        var physical = state.Pools[pool];
        foreach (var tenure in physical.Plan.All.Where(tenure => tenure.IsOpenAt(state.Now)))
        {
            if (!state.Open.Contains((pool, tenure.Id)))
            {
                yield return $"tenure {tenure.Id} should be open";
                continue;
            }

            var first = state.FirstVirtualNode(pool, tenure);
            var shape = state.ClassOf(tenure).Shape;
            for (var i = 0; i < shape.TotalNodes; i++)
            {
                var host = physical.HostOf(tenure.Tenant, first + i);
                if (host < 0 || !physical.Tree.Contains(tenure.Domain, host)) yield return $"virtual node {first + i} of tenure {tenure.Id} stands outside its domain";
                else if (physical.GuestOf(host) != new Guest(tenure.Tenant, first + i)) yield return $"node {host} does not know its guest";
                else if (physical.IsHealthy(host) == state.IsLost(pool, tenure.Tenant, first + i)) yield return $"virtual node {first + i} of tenure {tenure.Id} is told the wrong health";
            }

            if (!HasItsInside(state, pool, tenure)) yield return $"tenure {tenure.Id} is not laid out as it is sold";
        }
    }

    /// <summary>Virtual domains of every level that is sold stand in physical domains of that level, one each.</summary>
    private static bool HasItsInside(SiteState state, int pool, Tenure tenure)
    {
        var physical = state.Pools[pool];
        var tree = state.Tenants[tenure.Tenant].Cluster.Pools[pool].Tree;
        var first = state.FirstVirtualNode(pool, tenure);
        var nodes = Enumerable.Range(first, state.ClassOf(tenure).Shape.TotalNodes).ToList();
        for (var level = tenure.Domain.Level; level < Level.Node; level++)
        {
            if (tree.DomainOf(level, first) < 0) continue;
            var pairs = nodes.Select(node => (Virtual: tree.DomainOf(level, node), Physical: physical.Tree.DomainOf(level, physical.HostOf(tenure.Tenant, node)))).Distinct().ToList();
            if (pairs.Select(pair => pair.Virtual).Distinct().Count() != pairs.Count || pairs.Select(pair => pair.Physical).Distinct().Count() != pairs.Count) return false;
        }

        return true;
    }

    private static bool IsIdle(SiteState state, int pool, Tenure tenure)
    {
        var first = state.FirstVirtualNode(pool, tenure);
        return Enumerable.Range(first, state.ClassOf(tenure).Shape.TotalNodes).All(node => !state.Pools[pool].IsBusy(state.Pools[pool].HostOf(tenure.Tenant, node)));
    }
}
