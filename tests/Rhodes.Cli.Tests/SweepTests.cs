using System.Diagnostics;
using System.Text.Json;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

public sealed class SweepTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private string Out => _scratch.File("kept");

    private static string Workstation => Repository.Place("examples", "workstation");

    /// <summary>Some seconds of work for each run: four days of Philly.</summary>
    private string[] Philly => ["sweep", Repository.Place("examples", "philly"), "--set", "scenario.horizon.until=4d", "--vary", "scenario.seed=1,2,3,4", "--out", Out, "--json"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_example_is_as_it_was()
    {
        var session = Session.Of("sweep", Workstation, "--out", Out, "--csv", _scratch.File("table.csv"));
        Assert.Equal(0, session.ExitCode);
        Golden.Holds("sweep-workstation", $"$ rhodes sweep examples/workstation\n{session.Out.Replace(Out, "sweep-workstation", StringComparison.Ordinal)}");
        Golden.Holds("sweep-workstation-csv", File.ReadAllText(_scratch.File("table.csv")));
        var guide = File.ReadAllText(Repository.Place("docs", "guide", "sweep.md"));
        foreach (var row in session.Out.Split('\n').Where(line => line.Contains(" static ", StringComparison.Ordinal) || line.Contains(" rhodes ", StringComparison.Ordinal)))
            Assert.Contains($"{row.TrimEnd()}\n", guide, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_table_comes_out_whatever_runs_beside_what_and_what_is_finished_is_not_played_again()
    {
        var (one, four) = (Sweep(Workstation, "--parallel", "1"), Sweep(Workstation, "--parallel", "4", "--out", _scratch.File("other")));
        Assert.Equal((6, 6), (Played(one), Played(four)));
        Assert.Equal(Results(one), Results(four));
        var again = Sweep(Workstation);
        Assert.Equal(0, Played(again));
        Assert.Equal(Results(one), Results(again));
    }

    [Fact]
    public void Only_what_is_new_or_was_made_from_other_files_is_played()
    {
        string[] Varying(string seeds) => [_scratch.Path, "--vary", $"scenario.seed={seeds}"];
        Assert.Equal(2, Played(Sweep(Varying("1,2"))));
        Assert.Equal(1, Played(Sweep(Varying("2,3,1"))));
        Assert.Equal(1, Played(Sweep([.. Varying("3"), "--with", "quota"])));
        _scratch.Write("tenants.yaml", "tenants: [{ name: orca, weight: 2 }]");
        Assert.Equal(3, Played(Sweep(Varying("1,2,3"))));
        foreach (var file in Directory.GetFiles(Out, "*.json")) File.WriteAllText(file, "{ \"program\":");
        Assert.Equal(3, Played(Sweep(Varying("1,2,3"))));
    }

    [Fact]
    public void A_run_that_cannot_be_is_a_row_that_says_why()
    {
        string[] line = ["sweep", Workstation, "--vary", "leases.desk.devices=2,400,2 cards", "--out", Out];
        var session = Session.Of(line);
        Assert.Equal(1, session.ExitCode);
        Golden.Holds("sweep-failed", $"$ rhodes sweep examples/workstation --vary \"leases.desk.devices=2,400,2 cards\"\n{session.Out.Replace(Out, "sweep-workstation", StringComparison.Ordinal)}");
        var json = JsonDocument.Parse(Session.Of([.. line, "--json"]).Out).RootElement;
        Assert.Equal((2, 2), (Played(json), json.GetProperty("runs_failed").GetInt32()));
    }

    [Theory]
    [InlineData("--vary scenario.sed=1,2", "--vary scenario.sed: unknown key 'sed' in a scenario; expected one of name, site, fabric, tenants, leases, seed, horizon, workload, faults, fault-file, fault-trace, lease-commands; did you mean 'seed'?")]
    [InlineData("--vary leases.desc.devices=1,2", "--vary leases.desc.devices: 'leases' has no 'desc'; expected 'desk', or the number 0; did you mean 'desk'?")]
    [InlineData("--vary scenario.seed=", "--vary scenario.seed: an empty list for 'scenario.seed'; expected a list of values that are each tried, such as [1, 2, 3]")]
    [InlineData("--vary scenario.seed=1 --vary scenario.seed=2", "--vary scenario.seed: given 2 times; expected all of its values in one list")]
    [InlineData("--vary scenario.seed=1,2 --max-runs 1", "2 runs: 2 of scenario.seed; expected at most 1, or --max-runs 2")]
    [InlineData("--vary scenario.seed=1 --parallel 0", "--parallel: 0; expected a whole number from 1")]
    [InlineData("--vary scenario.seed=1 --with quotas", "--with: unknown baseline 'quotas'; did you mean 'quota'?")]
    [InlineData("--vary scenario.seed=1 --set leases.desk", "--set: 'leases.desk'; expected PATH=VALUE, such as leases.lab.cells=\"40 x rack\" or scenario.seed=8")]
    public void Nothing_runs_when_nothing_could(string options, string expected) => Refused([Workstation, .. options.Split(' ')], expected);

    [Fact]
    public void More_than_ten_thousand_runs_are_only_played_when_they_are_asked_for()
    {
        var seeds = string.Join(',', Enumerable.Range(1, 101));
        Refused([Workstation, "--vary", $"scenario.seed={seeds}", "--vary", $"leases.desk.devices={seeds}"],
            "10,201 runs: 101 of scenario.seed x 101 of leases.desk.devices; expected at most 10,000, or --max-runs 10201");
    }

    [Fact]
    public void A_scenario_without_what_varies() => Refused([_scratch.Path],
        $"{_scratch.Path}/sweep.yaml: no such file; expected a sweep: scenario, vary, with\n  To sweep a scenario without a sweep file, say what varies: --vary scenario.seed=1,2,3");

    [Fact]
    public void A_process_that_is_killed_takes_no_other_with_it()
    {
        using var sweep = RealProcess.Start(Philly);
        List<int> second = [];
        sweep.WaitUntil(() => (second = sweep.ChildrenWith("scenario.seed=2")).Count > 0);
        using (var victim = Process.GetProcessById(second[0])) victim.Kill();
        var session = sweep.End();
        Assert.Equal(1, session.ExitCode);
        var results = JsonDocument.Parse(session.Out).RootElement.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(
            [null, "its process was killed by signal 9 (the system does that when memory runs out)", null, null],
            results.Select(run => run.GetProperty("failure").GetString()));
        Assert.Equal([1, 0, 1, 1], results.Select(run => run.GetProperty("runs").GetArrayLength()));
        Assert.Equal(1, Played(Sweep([.. Philly[1..]])));
    }

    [Fact]
    public void A_sweep_that_is_killed_ends_its_processes_and_goes_on_where_it_was()
    {
        using var sweep = RealProcess.Start([.. Philly, "--parallel", "1"]);
        List<int> children = [];
        sweep.WaitUntil(() => Finished() == 1 && (children = sweep.ChildrenWith("sweep-run")).Count > 0);
        sweep.Kill();
        Assert.True(SpinWait.SpinUntil(() => children.TrueForAll(child => !RealProcess.IsThere(child)), TimeSpan.FromMinutes(1)), "a process goes on behind everyone's back");
        var finished = Finished();
        Assert.InRange(finished, 1, 3);
        var resumed = Sweep([.. Philly[1..]]);
        Assert.Equal(4 - finished, Played(resumed));
        Assert.Equal(Results(Sweep([.. Philly[1..], "--out", _scratch.File("other")])), Results(resumed));
    }

    [Fact]
    public void Ctrl_C_ends_the_processes_keeps_what_is_finished_and_says_how_to_go_on()
    {
        using var sweep = RealProcess.Start([.. Philly, "--parallel", "1"]);
        sweep.WaitUntil(() => Finished() == 1 && sweep.ChildrenWith("sweep-run").Count > 0);
        sweep.Interrupt();
        var session = sweep.End();
        Assert.Equal((130, ""), (session.ExitCode, session.Out));
        Assert.Contains($"interrupted; {Finished()} of 4 runs are finished and kept in {Out}. The same command goes on from there.", session.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Out, "*.part"));
        Assert.Equal(4 - Finished(), Played(Sweep([.. Philly[1..]])));
    }

    private int Finished() => Directory.Exists(Out) ? Directory.GetFiles(Out, "*.json").Length : 0;

    private void Refused(string[] args, string expected)
    {
        var session = Session.Of(["sweep", .. args, "--out", Out]);
        Assert.Equal((2, "", expected), (session.ExitCode, session.Out, session.Error.TrimEnd()));
        Assert.False(Directory.Exists(Out));
    }

    /// <summary>The last <c>--out</c> counts here; the command wants it once.</summary>
    private JsonElement Sweep(params string[] args)
    {
        List<string> line = ["sweep", .. args];
        if (!line.Contains("--out")) line.AddRange(["--out", Out]);
        while (line.LastIndexOf("--out") is var last && line.IndexOf("--out") is var first && first != last) line.RemoveRange(first, 2);
        if (!line.Contains("--json")) line.Add("--json");
        var session = Session.Of([.. line]);
        Assert.Equal(0, session.ExitCode);
        return JsonDocument.Parse(session.Out).RootElement;
    }

    private static int Played(JsonElement sweep) => sweep.GetProperty("runs_played").GetInt32();

    private static string Results(JsonElement sweep) => sweep.GetProperty("results").GetRawText();
}
