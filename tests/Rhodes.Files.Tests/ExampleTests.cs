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
