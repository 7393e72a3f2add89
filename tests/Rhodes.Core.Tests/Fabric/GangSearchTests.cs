using System.Numerics;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.Fabric;

/// <summary>One group of a gang, on stocks drawn by number, against trying every set of nodes.</summary>
public sealed class GangSearchTests
{
    private static readonly Tree[] Fabrics =
    [
        Of([2, 2], [2, 2]), Of([3, 1], [2, 2]), Of([4, 3, 1], [1]), OfCells(Pods(2, 2), Pods(2, 2)), OfCells(Pods(2, 2), Racks(3), CellShape.OneNode),
    ];

    private readonly struct Some(int nodes) : INodeFilter
    {
        public bool AdmitsAll => nodes == -1;

        public bool Admits(int node) => (nodes >> node & 1) == 1;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void It_finds_nodes_exactly_when_there_are_any_and_never_loses_them(int fabric)
    {
        var found = 0;
        for (var seed = 0; seed < 3_000; seed++)
        {
            Random chance = new(seed);
            var (stock, group, demand, admitted) = Draw(chance, Fabrics[fabric]);
            Domain? only = chance.Next(4) > 0 ? null : AnyDomain(chance, stock.Tree);
            var sets = Sets(stock, group, demand, admitted, only);
            List<int> nodes = [-7];
            var story = $"seed {seed}: {group} on {string.Join(' ', Free(stock))}, admitted {admitted:b}, only {only}";
            var isFound = Search(stock, group, demand, admitted, only, nodes);
            Assert.True(isFound == sets.Count > 0, story);
            if (!isFound) continue;
            found++;
            Assert.True(sets.Contains(nodes.Sum(node => 1 << node)) && nodes.Distinct().Count() == group.Nodes, $"{story}: {string.Join(' ', nodes)}");
            for (var node = 0; node < stock.Tree.Nodes; node++)
            {
                if (stock.TakenOf(node) is { Devices: > 0 } taken) stock.Give(node, taken);
                Assert.True(Search(stock, group, demand, admitted, only, nodes), $"lost when more is free; {story}");
            }
        }

        Assert.True(found > 500, $"{found} were found");
    }

    [Theory]
    [InlineData(Level.Rack)]
    [InlineData(Level.Pod)]
    public void It_takes_the_domain_with_the_fewest_nodes_to_spare_the_first_of_equals(Level level)
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            Random chance = new(seed);
            var (stock, group, demand, _) = Draw(chance, Fabrics[seed % 3]);
            group = group with { Within = level, Segment = null };
            List<int> nodes = [];
            if (group.Nodes == 1 || !Search(stock, group, demand, -1, null, nodes)) continue;
            var fitting = Enumerable.Range(0, stock.Tree.Count(level)).Select(i => Enumerable.Range(0, stock.Tree.Nodes)
                .Count(node => stock.Tree.DomainOf(level, node) == i && stock.Offers(node, demand))).ToList();
            var tightest = fitting.IndexOf(fitting.Where(count => count >= group.Nodes).Min());
            Assert.True(nodes.TrueForAll(node => stock.Tree.DomainOf(level, node) == tightest), $"seed {seed}: {group} on {string.Join(' ', Free(stock))}: {string.Join(' ', nodes)}");
        }
    }

    [Fact]
    public void Without_a_wish_the_innermost_domain_that_holds_the_gang_is_taken()
    {
        NodeStock stock = new(Of([2, 2], [3, 2]), Capacity, open: true);
        Assert.Equal([4, 5, 6], Nodes(stock, 3, 8));
        Assert.Equal([0, 1, 2, 3], Nodes(stock, 4, 8));
        Assert.Equal([4, 5, 6, 7, 8], Nodes(stock, 5, 8));
        Assert.Equal(6, Nodes(stock, 6, 8).Length);
    }

    [Theory]
    [InlineData(2, new[] { 3, 4 })]
    [InlineData(3, new[] { 0, 1, 2 })]
    [InlineData(4, new[] { 0, 1, 2, 3 })] // the fullest first, where no rack holds them all
    public void Inside_the_domain_the_tightest_part_that_holds_the_gang_is_taken(int count, int[] expected)
    {
        NodeStock stock = new(Of([3, 2]), Capacity, open: true);
        List<int> nodes = [];
        Assert.True(Search(stock, new() { Nodes = count, DevicesPerNode = 8, Within = Level.Pod }, Capacity, -1, null, nodes));
        Assert.Equal(expected, nodes.Order());
    }

    [Fact]
    public void One_whole_node_comes_from_a_rack_that_is_broken_up_already()
    {
        NodeStock stock = new(Of([2, 2], [3, 2]), Capacity, open: true);
        stock.Take(3, Capacity);
        Assert.Equal([2], Nodes(stock, 1, 8));
    }

    [Fact]
    public void Part_of_a_node_comes_from_the_node_where_it_leaves_the_least()
    {
        NodeStock stock = new(Of([2, 2]), Capacity, open: true);
        stock.Take(1, new(3, 0, 0));
        stock.Take(2, new(5, 0, 0));
        Assert.Equal([2], Nodes(stock, 1, 3));
        Assert.Equal([1], Nodes(stock, 1, 4));
        Assert.Equal([0], Nodes(stock, 1, 6));
    }

    [Fact]
    public void A_lone_node_is_taken_before_a_node_of_a_larger_cell()
    {
        NodeStock stock = new(OfCells(Racks(2), CellShape.OneNode), Capacity, open: true);
        Assert.Equal([2], Nodes(stock, 1, 8));
    }

    private static int[] Nodes(NodeStock stock, int count, int devices)
    {
        GroupSpec group = new() { Nodes = count, DevicesPerNode = devices };
        List<int> nodes = [];
        Assert.True(Search(stock, group, devices == 8 ? Capacity : new(devices, 0, 0), -1, null, nodes));
        return [.. nodes.Order()];
    }

    private static bool Search(NodeStock stock, GroupSpec group, NodeDemand demand, int admitted, Domain? only, List<int> nodes) =>
        new GangSearch<Some>(stock, group, demand, new(admitted)).TryFind(only, nodes);

    private static (NodeStock, GroupSpec, NodeDemand, int) Draw(Random chance, Tree tree)
    {
        NodeStock stock = new(tree, Capacity, open: true);
        for (var node = 0; node < tree.Nodes; node++)
        {
            if (chance.Next(8) == 0) stock.SetOpen(node, false);
            if (chance.Next(3) == 0) stock.Take(node, chance.Next(2) == 0 ? Capacity : new(chance.Next(1, 8), chance.Next(64), 0));
        }

        var segment = chance.Next(3) > 0 ? null : (SegmentSpec?)new SegmentSpec(chance.Next(1, 4), (Level)chance.Next((int)Level.Hall, (int)Level.Node));
        var nodes = segment is { } run ? run.Nodes * chance.Next(1, 3) : chance.Next(1, 6);
        Level? within = chance.Next(2) == 0 ? null : (Level)chance.Next((int)Level.Pod, Levels.Count);
        if (within >= segment?.Level) within = null;
        GroupSpec group = new() { Nodes = nodes, DevicesPerNode = chance.Next(2) == 0 ? 8 : chance.Next(1, 8), Within = within, Segment = segment };
        return (stock, group, Demand.Of(group, Capacity)!.Value, chance.Next(2) == 0 ? -1 : chance.Next(1 << tree.Nodes));
    }

    /// <summary>Every set of nodes that would do: as a bit for each node.</summary>
    private static HashSet<int> Sets(NodeStock stock, GroupSpec group, NodeDemand demand, int admitted, Domain? only)
    {
        var tree = stock.Tree;
        var fits = Enumerable.Range(0, tree.Nodes).Where(node => stock.Offers(node, demand) && (admitted >> node & 1) == 1
            && (only is not { } domain || tree.Contains(domain, node))).Sum(node => 1 << node);
        return [.. Enumerable.Range(1, (1 << tree.Nodes) - 1).Where(set => (set & ~fits) == 0 && BitOperations.PopCount((uint)set) == group.Nodes)
            .Where(set => (only?.Level >= group.Within || IsWithin(tree, group, set)) && IsInSegments(tree, group, set))];
    }

    private static bool IsWithin(Tree tree, GroupSpec group, int set) =>
        group.Within is not { } level || Members(tree, set).Select(node => tree.DomainOf(level, node)).Distinct().ToList() is [>= 0];

    private static bool IsInSegments(Tree tree, GroupSpec group, int set) =>
        group.Segment is not { } segment || Members(tree, set).GroupBy(node => Run(tree, segment.Level, node))
            .All(run => run.Key >= 0 && run.Count() % segment.Nodes == 0);

    /// <summary>The domain that a run may stand in: one of its level, or a cell that is smaller; -1 where a cell does not say.</summary>
    private static int Run(Tree tree, Level level, int node)
    {
        var root = tree.Roots.First(root => tree.Contains(root, node));
        return root.Level > level ? 1_000 + tree.First(root) : tree.DomainOf(level, node);
    }

    private static IEnumerable<int> Members(Tree tree, int set) => Enumerable.Range(0, tree.Nodes).Where(node => (set >> node & 1) == 1);

    private static IEnumerable<int> Free(NodeStock stock) => Enumerable.Range(0, stock.Tree.Nodes).Select(node => stock.Free(node).Devices);

    private static Domain AnyDomain(Random chance, Tree tree)
    {
        var level = (Level)chance.Next((int)Level.Rack, Levels.Count);
        return new(level, chance.Next(tree.Count(level)));
    }
}
