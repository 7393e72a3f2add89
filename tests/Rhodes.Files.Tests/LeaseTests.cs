using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Files.Tests;

/// <summary>The site has 2 pods of 4 racks of 16 H100 nodes, and a rack of 3 old H100 and 5 A100 nodes.</summary>
public sealed class LeaseTests
{
    private const string Times = "from: 2026-01-01, until: 2026-02-01";

    [Theory]
    [InlineData("pool: h100, cells: 3 x rack", 3, "rack of 16 nodes")]
    [InlineData("pool: h100, cells: 2 x pod", 2, "pod of 4 racks × 16 nodes")]
    [InlineData("pool: h100, cells: 1 x site", 1, "site of 1 halls × 2 pods × 4 racks × 16 nodes")]
    [InlineData("pool: h100, cells: 2 x pod, nominal: { nodes: 60 }", 2, "pod of 60 nodes")]
    [InlineData("pool: h100, cells: 2 x pod, nominal: { racks: 4, nodes: 15 }", 2, "pod of 4 racks × 15 nodes")]
    [InlineData("kind: a100, cells: 1 x rack", 1, "rack of 5 nodes")]
    [InlineData("pool: h100, devices: 96", 12, "node")]
    [InlineData("pool: h100, devices: 97", 13, "node")]
    [InlineData("pool: h100-old, devices: 1", 1, "node")]
    [InlineData("pool: h100, cells: 3 x rack, mode: dedicated, isolation: pod", 1, "pod of 3 racks × 16 nodes")]
    [InlineData("pool: h100, cells: 5 x rack, mode: dedicated, isolation: pod", 2, "pod of 3 racks × 16 nodes")]
    [InlineData("pool: h100, cells: 8 x rack, nominal: { nodes: 15 }, mode: dedicated, isolation: pod", 2, "pod of 4 racks × 15 nodes")]
    [InlineData("pool: h100, cells: 20 x node, mode: dedicated, isolation: rack", 2, "rack of 10 nodes")]
    [InlineData("pool: h100, cells: 100 x node, mode: dedicated, isolation: pod", 2, "pod of 50 nodes")]
    [InlineData("pool: h100, cells: 2 x rack, mode: dedicated, isolation: rack", 2, "rack of 16 nodes")]
    public void Amounts_become_whole_cells(string amount, int cells, string shape)
    {
        var lease = Lease($"{amount}, {Times}");
        Assert.Equal((cells, shape), (Assert.Single(lease.Steps).Cells, $"{lease.Shape}"));
    }

    [Fact]
    public void The_most_common_structure_is_the_nominal_one_and_of_equally_common_ones_the_larger()
    {
        const string racks = "racks: [{ name: a, nodes: { pool: p, count: 3 } }, { name: b, nodes: { pool: p, count: 4 } }, { name: c, nodes: { pool: p, count: 4 } }, { name: d, nodes: { pool: p, count: 3 } }]";
        var lease = Lease($"pool: p, cells: 1 x rack, {Times}", $$"""
            site: s
            pools: [{ name: p, kind: h100, devices-per-node: 8, cores-per-node: 8, memory-per-node: 80 GiB }]
            {{racks}}
            """);
        Assert.Equal("rack of 4 nodes", $"{lease.Shape}");
    }

    [Fact]
    public void Windows_become_steps_and_those_that_abut_are_one()
    {
        var lease = Lease($$"""pool: h100, cells: 2 x rack, from: 2026-01-02T23:00Z, until: 2026-01-07, windows: [{ days: weekdays, from: "20:00", to: "06:00" }, { days: weekends, from: "00:00", to: "24:00" }]""");
        Assert.Equal(
            ["2026-01-02T23:00:00Z..2026-01-05T00:00:00Z", "2026-01-05T20:00:00Z..2026-01-06T06:00:00Z", "2026-01-06T20:00:00Z..2026-01-07T00:00:00Z"],
            lease.Steps.Select(step => $"{step.From}..{step.Until}"));
    }

    [Fact]
    public void What_a_lease_does_not_say_is_the_usual()
    {
        var lease = Lease($"pool: h100, cells: 3 x rack, {Times}");
        Assert.Equal((LeaseMode.Guaranteed, Duration.FromMinutes(2)), (lease.Mode, lease.RecallNotice));
    }

    [Fact]
    public void The_place_of_a_lease_is_kept()
    {
        using var folder = new ScratchFolder();
        folder.Write("leases.yaml", $"leases:\n  - {{ name: big, tenant: orca, pool: h100, cells: 3 x rack, {Times} }}\n");
        var site = SiteFiles.Load(folder.Path, Repository.Kinds).Value!;
        var problem = site.LeasePlaces["big"].Problem("no room for 3 racks", "at most 2", "Or from 2026-03-01.");
        Assert.Equal(
            "leases.yaml:2:13: no room for 3 racks; expected at most 2\n  Or from 2026-03-01.", Repository.Text([problem], folder.Path));
    }

    private static LeaseSpec Lease(string text, string fabric = ScratchFolder.Fabric)
    {
        using var folder = new ScratchFolder();
        folder.Write("fabric.yaml", fabric);
        folder.Write("leases.yaml", $"leases: [{{ name: a, tenant: orca, {text} }}]");
        var loaded = SiteFiles.Load(folder.Path, Repository.Kinds);
        Assert.Equal("", folder.Problems(loaded));
        return Assert.Single(loaded.Value!.Leases);
    }
}
