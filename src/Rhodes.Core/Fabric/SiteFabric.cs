using System.Collections.Immutable;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>Where a node stands in one version of the fabric.</summary>
public readonly record struct NodePlace(int Pool, int Index);

/// <summary>The nodes of one pool in one version of the fabric.</summary>
public sealed record PoolFabric(PoolSpec Spec, Tree Tree, ImmutableArray<NodeId> Ids)
{
    public NodeDemand Capacity { get; } = new(Spec.DevicesPerNode, Spec.CoresPerNode, Spec.MemoryMibPerNode);
}

/// <summary>
/// One version of a site's hardware: a tree for each pool, numbered depth first, and the nodes' stable ids beside it.
/// A rack that mixes shapes stands in the tree of each.
/// </summary>
public sealed class SiteFabric
{
    private readonly Dictionary<int, NodePlace> _placeOf = [];
    private readonly Dictionary<string, NodeId> _idOf = new(StringComparer.Ordinal);
    private readonly Dictionary<int, NodeSpec> _specOf = [];

    /// <param name="nodes">Every node with its id; the order does not matter.</param>
    public SiteFabric(string site, IReadOnlyList<PoolSpec> pools, IEnumerable<(NodeId Id, NodeSpec Spec)> nodes)
    {
        Site = site;
        var byPool = nodes.ToLookup(node => node.Spec.Pool, StringComparer.Ordinal);
        Pools = [.. pools.Select((pool, index) => Number(index, pool, byPool[pool.Name]))];
    }

    public string Site { get; }

    public IReadOnlyList<PoolFabric> Pools { get; }

    public int Nodes => _placeOf.Count;

    public long Devices => Pools.Sum(pool => (long)pool.Tree.Nodes * pool.Spec.DevicesPerNode);

    public NodePlace PlaceOf(NodeId id) => _placeOf[id.Value];

    public bool Knows(NodeId id) => _placeOf.ContainsKey(id.Value);

    public NodeId IdAt(int pool, int index) => Pools[pool].Ids[index];

    public NodeSpec SpecOf(NodeId id) => _specOf[id.Value];

    /// <returns>False when no node has the name now.</returns>
    public bool TryFind(string name, out NodeId id) => _idOf.TryGetValue(name, out id);

    /// <returns>The pool's index; -1 when there is none of that name.</returns>
    public int PoolIndex(string name)
    {
        for (var i = 0; i < Pools.Count; i++)
            if (string.Equals(Pools[i].Spec.Name, name, StringComparison.Ordinal)) return i;
        return -1;
    }

    /// <summary>All nodes with their ids, in order of the ids.</summary>
    public IEnumerable<(NodeId Id, NodeSpec Spec)> All() => _specOf.OrderBy(pair => pair.Key).Select(pair => (new NodeId(pair.Key), pair.Value));

    /// <summary>A domain's name from the outside in, as people read it: <c>hall-1/pod-2/rack-7</c>.</summary>
    public string NameOf(int pool, Domain domain)
    {
        var node = SpecOf(IdAt(pool, Pools[pool].Tree.First(domain)));
        return domain.Level switch
        {
            Level.Site => Site,
            Level.Hall => node.Hall,
            Level.Pod => $"{node.Hall}/{node.Pod}",
            Level.Rack => $"{node.Hall}/{node.Pod}/{node.Rack}",
            _ => node.Name,
        };
    }

    private PoolFabric Number(int poolIndex, PoolSpec pool, IEnumerable<(NodeId Id, NodeSpec Spec)> nodes)
    {
        TreeBuilder tree = new();
        List<NodeId> ids = [];
        if (!nodes.Any()) return new(pool, tree.Build(), [.. ids]);   // a domain without nodes is none
        tree.Open(Level.Site);
        foreach (var hall in InOrder(nodes, node => node.Hall))
        {
            tree.Open(Level.Hall);
            foreach (var pod in InOrder(hall, node => node.Pod))
            {
                tree.Open(Level.Pod);
                foreach (var rack in InOrder(pod, node => node.Rack)) AddRack(poolIndex, rack, tree, ids);
                tree.Close(Level.Pod);
            }

            tree.Close(Level.Hall);
        }

        tree.Close(Level.Site);
        return new(pool, tree.Build(), [.. ids]);
    }

    private void AddRack(int poolIndex, IEnumerable<(NodeId Id, NodeSpec Spec)> rack, TreeBuilder tree, List<NodeId> ids)
    {
        tree.Open(Level.Rack);
        foreach (var (id, spec) in rack.OrderBy(node => node.Id.Value))
        {
            _placeOf.Add(id.Value, new(poolIndex, tree.Nodes));
            _idOf.Add(spec.Name, id);
            _specOf.Add(id.Value, spec);
            tree.AddNode();
            ids.Add(id);
        }

        tree.Close(Level.Rack);
    }

    /// <summary>Groups by name, in the order of their oldest node, so that growth never reorders what was there.</summary>
    private static IEnumerable<IGrouping<string, (NodeId Id, NodeSpec Spec)>> InOrder(
        IEnumerable<(NodeId Id, NodeSpec Spec)> nodes, Func<NodeSpec, string> name) =>
        nodes.GroupBy(node => name(node.Spec), StringComparer.Ordinal).OrderBy(group => group.Min(node => node.Id.Value));
}
