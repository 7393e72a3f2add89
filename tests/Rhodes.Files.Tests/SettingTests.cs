namespace Rhodes.Files.Tests;

/// <summary>Values that are put in place of those in the files, and what is said when they cannot be.</summary>
public sealed class SettingTests
{
    private const string Leases = """
        leases:
          - { name: lab, tenant: orca, pool: h100, from: 2026-01-01, until: 2027-01-01, cells: 4 x node }
          - name: v1.2
            tenant: lynx
            pool: h100
            steps:
              - { from: 2026-01-01, until: 2026-02-01, cells: 1 x node }
              - { from: 2026-02-01, until: 2026-03-01, cells: 2 x node }
        """;

    [Fact]
    public void Values_are_found_by_keys_names_and_numbers()
    {
        var scenario = Load("leases.lab.cells=3 x rack", "leases[v1.2].steps[1].cells=7 x node", "scenario.workload[0].jobs.one.runs=90m", "tenants.orca.weight=5",
            "scenario.seed=8", "fabric.pools.0.cores-per-node=64", "scenario.horizon={ from: 2026-01-02, until: 3d }").Value!;
        Assert.Equal((3, 7), (scenario.Site.Leases[0].Steps[0].Cells, scenario.Site.Leases[1].Steps[1].Cells));
        Assert.Equal((90, 8), (scenario.Jobs[0].Runs.Milliseconds / 60_000, scenario.Seed));
        Assert.Equal((5, 64), (scenario.Site.Tenants[1].Weight, scenario.Site.Fabric.Pools[0].CoresPerNode));
        Assert.Equal("2026-01-02T00:00:00Z", scenario.From.ToString());
    }

    /// <summary>Of two for one path the later one counts, and a value inside another that was set.</summary>
    [Fact]
    public void Settings_are_made_one_after_the_other() => Assert.Equal(
        6, Load("leases.lab.cells=3 x rack", "leases.lab={ name: lab, tenant: orca, pool: h100, from: 2026-01-01, until: 2027-01-01, cells: 1 x node }", "leases.lab.cells=6 x node")
            .Value!.Site.Leases[0].Steps[0].Cells);

    [Fact]
    public void A_scenario_names_every_file_that_it_is_made_from()
    {
        Assert.Equal(["scenario.yaml", "fabric.yaml", "tenants.yaml", "leases.yaml"], Load().Value!.Files.Select(Path.GetFileName));
        var philly = ScenarioFiles.Load(Repository.Example("philly/size-70"), Repository.Kinds).Value!;
        Assert.Equal(
            ["scenario.yaml", "fabric.yaml", "tenants.yaml", "leases.yaml", "philly_jobs.csv.gz", "faults.csv"], philly.Files.Select(Path.GetFileName));
        Assert.All(philly.Files, file => Assert.True(File.Exists(file), file));
    }

    [Theory]
    [InlineData("scenario.sed=3", "unknown key 'sed' in a scenario; expected one of name, site, fabric, tenants, leases, seed, horizon, workload, faults, fault-file, fault-trace, lease-commands; did you mean 'seed'?")]
    [InlineData("leases.lap.cells=1 x node", "'leases' has no 'lap'; expected one of lab, v1.2, or a number from 0 to 1; did you mean 'lab'?")]
    [InlineData("leases.lab.stepz[0].cells=1 x node", "'leases.lab' has no 'stepz'; expected one of name, tenant, pool, from, until, cells")]
    [InlineData("leases[v1.2].steps[2].cells=1 x node", "'leases.v1.2.steps' has no '2'; expected a number from 0 to 1")]
    [InlineData("leases.lab.cells.rack=4", "'4 x node' under 'leases.lab.cells', where 'rack' cannot be inside; expected leases.lab.cells=VALUE, a new value for the whole")]
    [InlineData("leases.lab.cells=4 racks", "'4 racks'; expected a count of cells such as 40 x rack")]
    [InlineData("leases.lab.cells=", "nothing behind '='; expected a value, as it would stand in the file")]
    [InlineData("leases.lab.tenant=orka", "unknown tenant 'orka'; expected one of house, orca, lynx; did you mean 'orca'?")]
    [InlineData("leases[v1.2].name=lab", "lease 'lab' again, first on line 2; expected a name of its own for each lease")]
    [InlineData("scenario.horizon={ from: 2026-01-02, untill: 3d }", "unknown key 'untill' in a horizon; expected one of from, until; did you mean 'until'?")]
    [InlineData("scenario.horizon={ from: [", "'{ from: [': this is not YAML: While parsing a node, did not find expected node content; expected a value, as it would stand in the file")]
    [InlineData("scenarios.seed=3", "unknown file 'scenarios'; expected one of scenario, fabric, tenants, leases; did you mean 'scenario'?")]
    [InlineData("scenario=3", "'scenario', a whole file; expected a path such as leases.lab.steps[0].cells inside it")]
    [InlineData("leases..lab=3", "'leases..lab'; expected a path such as leases.lab.steps[0].cells")]
    [InlineData("leases[lab=3", "'leases[lab'; expected a path such as leases.lab.steps[0].cells")]
    public void What_is_wrong_names_the_setting_and_no_line(string text, string expected)
    {
        var parsed = Setting.Parse("--set", text);
        var problems = parsed.IsSound ? Load(text).Problems : parsed.Problems;
        Assert.Equal($"--set {text[..text.IndexOf('=')]}: {expected}", Assert.Single(problems).ToString());
    }

    [Fact]
    public void What_only_a_later_check_finds_names_the_setting_too()
    {
        var lease = Load("leases.lab={ name: lab, tenant: orca, pool: h100, from: 2026-01-01, until: 2027-01-01, cells: 1 x node }").Value!.Site.LeasePlaces["lab"];
        Assert.Equal("--set leases.lab: no; expected yes", lease.Problem("no", "yes").ToString());
    }

    [Fact]
    public void Without_a_value_it_is_no_setting() => Assert.Equal(
        "--set: 'scenario.seed'; expected PATH=VALUE, such as leases.lab.cells=\"40 x rack\" or scenario.seed=8",
        Assert.Single(Setting.Parse("--set", "scenario.seed").Problems).ToString());

    private static Loaded<ScenarioSpec> Load(params string[] settings)
    {
        using ScratchFolder scratch = new();
        scratch.Write("leases.yaml", Leases);
        return ScenarioFiles.Load(scratch.Path, ["h100", "a100"], [.. settings.Select(text => Setting.Parse("--set", text).Value!)]);
    }
}
