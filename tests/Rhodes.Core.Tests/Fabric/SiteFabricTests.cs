using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Fabric;

public sealed class SiteFabricTests
{
    private static readonly PoolSpec[] Pools = [Trees.Spec with { Name = "a" }, Trees.Spec with { Name = "b", DevicesPerNode = 4 }];

    /// <summary>Nodes written as hall/pod/rack/name:pool, with ids in order.</summary>
    private static SiteFabric Of(params string[] nodes) => new("site", Pools, nodes.Select((text, id) =>
    {
        var (place, pool) = (text.Split(':')[0].Split('/'), text.Split(':')[1]);
        return (new NodeId(id), new NodeSpec(place[3], place[0], place[1], place[2], pool));
    }));

    private static string[] Names(SiteFabric fabric, int pool) => [.. fabric.Pools[pool].Ids.Select(id => fabric.SpecOf(id).Name)];

    [Fact]
    public void Nodes_are_numbered_depth_first_in_whatever_order_they_come()
    {
        var fabric = Of("h/p/r/n0:a", "h/q/r/n1:a", "h/p/s/n2:a", "h/p/r/n3:a", "g/p/r/n4:a", "h/q/r/n5:a", "h/p/r/n6:b");
        Assert.Equal(["n0", "n3", "n2", "n1", "n5", "n4"], Names(fabric, 0));
        var tree = fabric.Pools[0].Tree;
        Assert.Equal([2, 1, 2, 1], Enumerable.Range(0, 4).Select(rack => tree.Size(Trees.Rack(rack))));
        Assert.Equal((2, 3, 4), (tree.Count(Level.Hall), tree.Count(Level.Pod), tree.Count(Level.Rack)));
        Assert.Equal(new NodePlace(0, 2), fabric.PlaceOf(new(2)));
        Assert.Equal("h/q/r", fabric.NameOf(0, Trees.Rack(2)));
        Assert.Equal(["site", "g", "g/p", "n4"], new[] { new(Level.Site, 0), new(Level.Hall, 1), Trees.Pod(2), Trees.Node(5) }.Select(domain => fabric.NameOf(0, domain)));
    }

    [Fact]
    public void The_order_in_which_nodes_are_listed_does_not_matter()
    {
        var fabric = Of("h/p/r/n0:a", "h/q/r/n1:a", "h/p/s/n2:a", "g/p/r/n3:b", "h/p/r/n4:a");
        SiteFabric backwards = new("site", Pools, fabric.All().Reverse());
        Assert.Equal(fabric.Pools.Select(pool => pool.Ids), backwards.Pools.Select(pool => pool.Ids));
    }

    [Fact]
    public void A_rack_of_two_shapes_stands_in_the_tree_of_each()
    {
        var fabric = Of("h/p/r/n0:a", "h/p/r/n1:b", "h/p/r/n2:a");
        Assert.Equal(["n0", "n2"], Names(fabric, 0));
        Assert.Equal(["n1"], Names(fabric, 1));
        Assert.Equal((1, 1), (fabric.Pools[0].Tree.Count(Level.Rack), fabric.Pools[1].Tree.Count(Level.Rack)));
        Assert.Equal(new NodePlace(1, 0), fabric.PlaceOf(new(1)));
        Assert.Equal((3, 20L), (fabric.Nodes, fabric.Devices));
    }

    [Fact]
    public void Growth_never_reorders_what_was_there()
    {
        string[] before = ["h/p/r/n0:a", "h/q/r/n1:a", "h/p/s/n2:a", "h/z/z/z:b"];
        string[] added = ["h/p/r/n3:a", "a/a/a/n4:a", "h/p/a/n5:a", "h/q/s/n6:b"];
        var (small, large) = (Of(before), Of([.. before, .. added]));
        Assert.Equal(["n0", "n3", "n2", "n5", "n1", "n4"], Names(large, 0));
        Assert.Equal(Names(small, 0), Names(large, 0).Where(name => small.TryFind(name, out _)));
    }

    [Fact]
    public void Nodes_are_found_by_name_and_pools_too()
    {
        var fabric = Of("h/p/r/n0:a", "h/p/r/n1:b");
        Assert.True(fabric.TryFind("n1", out var id));
        Assert.Equal(new NodeId(1), id);
        Assert.False(fabric.TryFind("n2", out _));
        Assert.Equal((1, -1), (fabric.PoolIndex("b"), fabric.PoolIndex("c")));
        Assert.Equal((true, false), (fabric.Knows(new(0)), fabric.Knows(new(2))));
    }

    [Fact]
    public void A_pool_may_have_no_nodes_yet_or_none_any_more()
    {
        var fabric = Of("h/p/r/n0:a");
        Assert.Equal((0, 1), (fabric.Pools[1].Tree.Nodes, fabric.Nodes));
    }
}
