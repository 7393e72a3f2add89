using System.Diagnostics;
using Rhodes.Core.Model;

namespace Rhodes.Files.Tests;

public sealed class FabricTests
{
    private const string Pools = """
        site: s
        pools:
          - { name: p, kind: h100, devices-per-node: 8, cores-per-node: 8, memory-per-node: 80 GiB }
        """;

    [Fact]
    public void A_tree_is_written_out_depth_first()
    {
        var nodes = Nodes("halls: { count: 2, pods: { name: 'p{nn}', racks: [{ count: 2, nodes: { pool: p } }, { name: last, nodes: { pool: p, count: 2 } }] } }");
        Assert.Equal(
        [
            new("hall-1-p01-rack-1-node-1", "hall-1", "p01", "rack-1", "p"), new("hall-1-p01-rack-2-node-1", "hall-1", "p01", "rack-2", "p"),
            new("hall-1-p01-last-node-1", "hall-1", "p01", "last", "p"), new("hall-1-p01-last-node-2", "hall-1", "p01", "last", "p"),
            new("hall-2-p01-rack-1-node-1", "hall-2", "p01", "rack-1", "p"), new("hall-2-p01-rack-2-node-1", "hall-2", "p01", "rack-2", "p"),
            new("hall-2-p01-last-node-1", "hall-2", "p01", "last", "p"), new("hall-2-p01-last-node-2", "hall-2", "p01", "last", "p"),
        ], nodes);
    }

    [Fact]
    public void Levels_that_are_left_out_are_there_once() =>
        Assert.Equal(
            [new("node-1", "hall", "pod", "rack", "p"), new("node-2", "hall", "pod", "rack", "p")],
            Nodes("nodes: { pool: p, count: 2 }"));

    [Fact]
    public void Numbers_go_on_among_siblings_of_one_pattern_and_may_start_anywhere() => Assert.Equal(
        ["a1", "a2", "b1", "a3", "x07", "x08"],
        Nodes("nodes: [{ pool: p, count: 2, name: 'a{n}' }, { pool: p, name: 'b{n}' }, { pool: p, name: 'a{n}' }, { pool: p, count: 2, name: 'x{nn}', first: 7 }]")
            .Select(node => node.Name));

    [Fact]
    public void Site_numbers_and_places_make_names() => Assert.Equal(
        ["rack-1.001", "rack-1.002", "rack-2.003", "rack-2.004"],
        Nodes("racks: { count: 2, nodes: { pool: p, count: 2, name: '{rack}.{sss}' } }").Select(node => node.Name));

    [Fact]
    public void A_large_site_is_written_out_quickly()
    {
        var clock = Stopwatch.StartNew();
        var nodes = Nodes("halls: { count: 3, pods: { count: 24, racks: { count: 48, nodes: { pool: p, count: 8 } } } }");
        Assert.Equal(27_648, nodes.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    private static IReadOnlyList<NodeSpec> Nodes(string tree)
    {
        using var folder = new ScratchFolder();
        folder.Write("fabric.yaml", Pools + "\n" + tree);
        var loaded = SiteFiles.Load(folder.Path, Repository.Kinds);
        Assert.Equal("", folder.Problems(loaded));
        return loaded.Value!.Fabric.Nodes;
    }
}
