using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.Fabric;

public sealed class TreeTests
{
    private static readonly Tree Physical = Of([3, 1], [2, 2]);
    private static readonly Tree Private = OfCells(Pods(2, 2), Pods(3), Racks(2), CellShape.OneNode);

    [Fact]
    public void Nodes_are_numbered_depth_first_and_every_domain_is_a_range()
    {
        Assert.Equal([8, 4, 2, 1, 1], new[] { Level.Node, Level.Rack, Level.Pod, Level.Hall, Level.Site }.Select(Physical.Count));
        Assert.Equal([(0, 3), (3, 4), (4, 6), (6, 8)], Enumerable.Range(0, 4).Select(i => (Physical.First(Rack(i)), Physical.End(Rack(i)))));
        Assert.Equal([(0, 4), (4, 8)], Enumerable.Range(0, 2).Select(i => (Physical.First(Pod(i)), Physical.End(Pod(i)))));
        Assert.Equal([0, 0, 0, 1, 2, 2, 3, 3], Enumerable.Range(0, 8).Select(node => Physical.DomainOf(Level.Rack, node)));
        Assert.Equal((3, 2), (Physical.Size(Rack(0)), Physical.Size(Rack(3))));
        Assert.Equal([new Domain(Level.Site, 0)], Physical.Roots);
    }

    [Fact]
    public void A_private_cluster_has_nothing_above_its_cells()
    {
        Assert.Equal([Pod(0), Pod(1), Rack(2), Node(9)], Private.Roots);
        Assert.Equal([-1, -1, -1], new[] { Level.Site, Level.Pod, Level.Rack }.Select(level => Private.DomainOf(level, 9)));
        Assert.Equal((-1, 2), (Private.DomainOf(Level.Pod, 7), Private.DomainOf(Level.Rack, 7)));
    }

    [Fact]
    public void A_level_that_a_cell_is_not_sold_with_is_not_there()
    {
        Assert.Equal(Level.Rack, Private.InnerLevel(Pod(0)));
        Assert.Equal(Level.Node, Private.InnerLevel(Pod(1)));
        Assert.Equal((0, 2), Private.Inside(Pod(0), Level.Rack));
        Assert.Equal((0, 0), Private.Inside(Pod(1), Level.Rack));
    }

    [Fact]
    public void The_parent_is_the_next_domain_that_is_offered()
    {
        Assert.True(Physical.TryParent(Node(3), out var rack));
        Assert.Equal(Rack(1), rack);
        Assert.True(Physical.TryParent(rack, out var pod));
        Assert.Equal(Pod(0), pod);
        Assert.True(Private.TryParent(Node(5), out var flat));
        Assert.Equal(Pod(1), flat);
        Assert.False(Private.TryParent(Node(9), out _));
        Assert.False(Private.TryParent(Rack(2), out _));
    }

    [Fact]
    public void A_domain_contains_itself_and_what_is_in_its_range()
    {
        Assert.True(Physical.Contains(Pod(0), Rack(1)));
        Assert.True(Physical.Contains(Rack(1), Rack(1)));
        Assert.False(Physical.Contains(Pod(0), Rack(2)));
        Assert.False(Physical.Contains(Rack(1), Pod(0)));
        Assert.True(Physical.Contains(Pod(1), 4));
        Assert.False(Physical.Contains(Pod(0), 4));
    }

    [Fact]
    public void Domains_have_equal_numbers_of_structure_when_they_are_alike_place_by_place()
    {
        var tree = Of([3, 1], [1, 3], [3, 1], [4], [2, 2]);
        var pods = Enumerable.Range(0, 5).Select(i => tree.Structure(Pod(i))).ToList();
        Assert.Equal(pods[0], pods[2]);
        Assert.Equal(4, pods.Distinct().Count());
        Assert.Equal(tree.Structure(Rack(0)), tree.Structure(Rack(3)));
        Assert.NotEqual(tree.Structure(Rack(0)), tree.Structure(Rack(1)));
    }

    [Fact]
    public void A_tree_without_nodes_has_no_domains()
    {
        var tree = OfCells();
        Assert.Equal((0, 0), (tree.Nodes, tree.Count(Level.Pod)));
        Assert.Empty(tree.Roots);
    }

    [Theory]
    [InlineData(0, 2, true)]
    [InlineData(0, 4, true)]
    [InlineData(0, 5, false)]
    [InlineData(1, 4, true)]
    public void A_flat_cell_fits_where_there_are_enough_nodes(int pod, int nodes, bool fits) =>
        Assert.Equal(fits, CellFit.Fits(Physical, Pod(pod), Pods(nodes), default(AnyNode)));

    [Theory]
    [InlineData(0, 2, 1, true)]
    [InlineData(0, 2, 2, false)] // three and one are four nodes, and not two racks of two
    [InlineData(0, 1, 3, true)]
    [InlineData(1, 2, 2, true)]
    [InlineData(1, 1, 3, false)]
    [InlineData(1, 3, 1, false)]
    public void A_structured_cell_fits_where_enough_racks_hold_its_racks(int pod, int racks, int nodes, bool fits) =>
        Assert.Equal(fits, CellFit.Fits(Physical, Pod(pod), Pods(racks, nodes), default(AnyNode)));

    [Fact]
    public void A_cell_fits_only_a_domain_of_its_level_and_only_on_nodes_that_count()
    {
        Assert.False(CellFit.Fits(Physical, Pod(0), Racks(1), default(AnyNode)));
        var pool = Pool(Physical);
        pool.SetHealthy(5, false);
        Assert.False(CellFit.Fits(Physical, Rack(2), Racks(2), new HealthyNode(pool)));
        Assert.True(CellFit.Fits(Physical, Rack(3), Racks(2), new HealthyNode(pool)));
        Assert.False(CellFit.Fits(Physical, Pod(1), Pods(2, 2), new HealthyNode(pool)));
        Assert.True(CellFit.Fits(Physical, Pod(1), Pods(3), new HealthyNode(pool)));
        Assert.False(CellFit.Fits(Physical, Node(5), CellShape.OneNode, new HealthyNode(pool)));
    }
}
