using Rhodes.Core.Fabric;
using Rhodes.Core.Model;

namespace Rhodes.Core.Control;

/// <summary>What hardware may be added, and what may be taken away.</summary>
internal static class FabricRules
{
    public static List<string> Problems(FabricSpec added, SiteFabric present)
    {
        List<string> problems = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var pool in added.Pools)
        {
            if (!names.Add(pool.Name)) problems.Add($"two pools are named '{pool.Name}'");
            if (pool.DevicesPerNode < 1 || pool.CoresPerNode < 0 || pool.MemoryMibPerNode < 0) problems.Add($"pool {pool.Name}: a node has at least one device, and no less than no cores and memory");
            var known = present.PoolIndex(pool.Name);
            if (known >= 0 && present.Pools[known].Spec != pool) problems.Add($"pool {pool.Name}: nodes of a pool are all alike; this one has others");
        }

        names.UnionWith(present.Pools.Select(pool => pool.Spec.Name));
        HashSet<string> nodes = new(StringComparer.Ordinal);
        foreach (var node in added.Nodes)
        {
            if (!nodes.Add(node.Name) || present.TryFind(node.Name, out _)) problems.Add($"two nodes are named '{node.Name}'");
            if (!names.Contains(node.Pool)) problems.Add($"node {node.Name}: there is no pool '{node.Pool}'");
        }

        return problems;
    }

    /// <summary>A node is let go only when nothing runs on it, nothing is promised on it alone, and every cell still fits its domain.</summary>
    public static List<string> RemovalProblems(List<NodeId> removed, SiteState state)
    {
        List<string> problems = [];
        foreach (var group in removed.GroupBy(id => state.Fabric.PlaceOf(id).Pool))
        {
            var pool = state.Pools[group.Key];
            HashSet<int> gone = [.. group.Select(pool.IndexOf)];
            foreach (var node in gone.Order())
            {
                if (pool.IsBusy(node) || pool.LoanTenant(node) >= 0 || !pool.GuestOf(node).IsNone)
                    problems.Add($"node {state.Fabric.SpecOf(pool.Fabric.Ids[node]).Name} is in use or stands behind a leased cell");
            }

            foreach (var tenure in pool.Plan.All)
            {
                if (CellFit.Fits(pool.Tree, tenure.Domain, state.ClassOf(tenure).Shape, new NotGone(gone)) && !gone.Contains(pool.Tree.First(tenure.Domain))) continue;
                problems.Add($"{state.Fabric.NameOf(group.Key, tenure.Domain)} is promised to {state.Tenants[tenure.Tenant].Spec.Name} from {tenure.From} and would be too small");
            }
        }

        return problems;
    }

    private readonly struct NotGone(HashSet<int> gone) : INodeFilter
    {
        public bool AdmitsAll => false;

        public bool Admits(int node) => !gone.Contains(node);
    }
}
