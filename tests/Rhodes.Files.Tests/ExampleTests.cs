using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Files.Tests;

public sealed class ExampleTests
{
    [Theory]
    [InlineData("philly", 145, 12, 12, 0)]
    [InlineData("workstation", 1, 2, 1, 7)]
    [InlineData("university", 38, 5, 7, 309)]
    public void Examples_load_without_problems(string name, int nodes, int tenants, int leases, int jobs)
    {
        var loaded = ScenarioFiles.Load(Repository.Example(name), Repository.Kinds);
        Assert.Equal("", Repository.Text(loaded.Problems, Repository.Root));
        var scenario = loaded.Value!;
        Assert.Equal(name, scenario.Name);
        Assert.Equal((nodes, tenants, leases, jobs),
            (scenario.Site.Fabric.Nodes.Count, scenario.Site.Tenants.Count, scenario.Site.Leases.Count, scenario.Jobs.Count));
    }

    [Theory]
    [InlineData("colossus-1", "colossus-1", 30_064, 220_352, 198_976)]
    [InlineData("colossus-1/year.yaml", "colossus-1-year", 30_064, 220_352, 198_976)]
    [InlineData("colossus-1/full-lease", "full-lease", 30_064, 220_352, 206_720)]
    [InlineData("colossus-1/partial", "partial-30k", 30_064, 220_352, 203_776)]
    [InlineData("colossus-1/partial/50k.yaml", "partial-50k", 30_064, 220_352, 203_776)]
    [InlineData("colossus-1/mix-low", "mix-low", 30_064, 220_352, 195_824)]
    [InlineData("colossus-1/mix-high", "mix-high", 31_376, 220_480, 197_596)]
    [InlineData("colossus-2", "colossus-2", 27_504, 110_016, 102_000)]
    public void Superclusters_are_as_large_as_they_say(string path, string name, int nodes, int devices, int leased)
    {
        var loaded = ScenarioFiles.Load(Repository.Example(path), Repository.Kinds);
        Assert.Equal("", Repository.Text(loaded.Problems, Repository.Root));
        var (scenario, fabric) = (loaded.Value!, loaded.Value!.Site.Fabric);
        var perNode = fabric.Pools.ToDictionary(pool => pool.Name, pool => pool.DevicesPerNode);
        var promised = scenario.Site.Leases.Sum(lease => lease.Steps[^1].Cells * lease.Shape.TotalNodes * perNode[lease.Pool]);
        Assert.Equal((name, nodes, devices, leased), (scenario.Name, fabric.Nodes.Count, fabric.Nodes.Sum(node => perNode[node.Pool]), promised));
    }

    [Fact]
    public void A_time_share_has_months_that_grow_nights_and_an_end_after_ninety_days()
    {
        var scenario = ScenarioFiles.Load(Repository.Example("colossus-1/time-share"), Repository.Kinds).Value!;
        var leases = scenario.Site.Leases.ToDictionary(lease => lease.Name);
        Assert.Equal([40, 80, 120], leases["lab-base"].Steps.Select(step => step.Cells));
        Assert.Equal("2026-06-01T23:00:00Z..2026-06-02T11:00:00Z", Shown(leases["lab-nights"].Steps[0]));
        Assert.Equal((scenario.From + Core.Units.Duration.FromDays(90), "lab-base"), scenario.LeaseCommands.Where(command => command.Ends).Select(command => (command.At, command.Lease)).Single());
    }

    [Fact]
    public void The_universitys_leases_are_complete()
    {
        var leases = ScenarioFiles.Load(Repository.Example("university"), Repository.Kinds).Value!.Site.Leases.ToDictionary(lease => lease.Name);
        Assert.Equal(new CellShape(Level.Rack, 0, 0, 0, 3), leases["physics-a100"].Shape);
        Assert.Equal(
            ("h100", CellShape.OneNode, 2),
            (leases["physics-h100"].Pool, leases["physics-h100"].Shape, leases["physics-h100"].Steps[0].Cells));
        Assert.Equal([2, 4, 6], leases["biology-a100"].Steps.Select(step => step.Cells));
        Assert.Equal(new CellShape(Level.Rack, 0, 0, 0, 4), leases["medicine-private"].Shape);
        Assert.Equal(1, leases["medicine-private"].Steps[0].Cells);
        Assert.Equal(
            ["2026-03-01T00:00:00Z..2026-03-02T00:00:00Z", "2026-03-02T20:00:00Z..2026-03-03T06:00:00Z"],
            leases["computing-nights"].Steps.Take(2).Select(Shown));
    }

    [Theory]
    [InlineData("philly", 100, 145)]
    [InlineData("philly/size-85", 85, 123)]
    [InlineData("philly/size-70", 70, 103)]
    public void The_phillys_leases_are_a_part_of_the_90th_percentile_of_demand(string name, int percent, int nodes)
    {
        var loaded = ScenarioFiles.Load(Repository.Example(name), Repository.Kinds);
        Assert.Equal("", Repository.Text(loaded.Problems, Repository.Root));
        var scenario = loaded.Value!;
        Assert.Equal(nodes, scenario.Site.Fabric.Nodes.Count);
        var demand = PhillyDemand.NinetiethPercentiles(scenario.Traces[0].Path);
        var leased = scenario.Site.Leases.ToDictionary(lease => lease.Tenant, lease => lease.Steps[0].Cells);
        Assert.Equal(
            demand.ToDictionary(pair => pair.Key, pair => Math.Max(1, ((pair.Value * percent) + 799) / 800)).OrderBy(pair => pair.Key),
            leased.OrderBy(pair => pair.Key));
    }

    private static string Shown(LeaseStep step) => $"{step.From}..{step.Until}";
}
