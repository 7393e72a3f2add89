using System.Text.Json.Nodes;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

/// <summary>Replays that are ended in the middle and go on with <c>--state</c>.</summary>
public sealed class StateTests : IDisposable
{
    /// <summary>Some seconds of work, so that there is a middle.</summary>
    private static readonly string[] Philly = ["replay", Repository.Place("examples", "philly"), "--until", "60d", "--json"];

    private readonly ScratchFolder _scratch = new();

    private string State => _scratch.File("state");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Killed_and_begun_again_it_comes_to_the_same_as_if_it_had_not_been_killed()
    {
        string[] Kept(string name) => [.. Philly, "--report", _scratch.File($"{name}.html"), "--events", _scratch.File($"{name}.jsonl")];
        using (var run = RealProcess.Start([.. Kept("killed"), "--state", State]))
        {
            run.WaitUntil(() => File.Exists(State));
            run.Kill();
        }

        using (var run = RealProcess.Start([.. Kept("killed"), "--state", State]))
        {
            var first = File.GetLastWriteTimeUtc(State);
            run.WaitUntil(() => File.GetLastWriteTimeUtc(State) != first);
            run.Interrupt("TERM");
            Assert.Equal(130, run.End().ExitCode);
        }

        var last = Session.Of([.. Kept("killed"), "--state", State]);
        var never = Session.Of(Kept("never"));
        Assert.Equal((0, 0), (last.ExitCode, never.ExitCode));
        Assert.Equal(Figures(never), Figures(last));
        Assert.Equal(File.ReadAllText(_scratch.File("never.html")), File.ReadAllText(_scratch.File("killed.html")));
        Assert.Equal(File.ReadAllBytes(_scratch.File("never.jsonl")), File.ReadAllBytes(_scratch.File("killed.jsonl")));
        Assert.False(File.Exists(State), "what was kept is removed at the end");
    }

    [Fact]
    public void Ctrl_C_keeps_it_and_what_is_kept_is_only_taken_up_by_the_same_run()
    {
        using (var run = RealProcess.Start([.. Philly, "--state", State]))
        {
            run.WaitUntil(() => File.Exists(State));
            run.Interrupt();
            var session = run.End();
            Assert.Equal((130, ""), (session.ExitCode, session.Out));
            Assert.Matches(@"interrupted at 2017-\S+, and kept\. The same command goes on from there\.\n$", session.Error);
        }

        Refused("is of another run: it had --until 60d", "replay", Philly[1], "--until", "61d");
        Refused("is of another run: it had no --check-laws; it had no --report", [.. Philly, "--check-laws", "--report", _scratch.File("page.html")]);
        Refused("is of another run: it had no --set", [.. Philly, "--set", "scenario.seed=2"]);
        Refused("is of another run: it had --until 60d; it was read from other files", "replay", _scratch.Path);
        Assert.False(File.Exists(_scratch.File("page.html")), "nothing is written by a run that does not begin");
        var sound = File.ReadAllBytes(State);
        Damage(sound[..^1], "is damaged or cut off");
        Damage([.. sound[..1000], (byte)(sound[1000] ^ 1), .. sound[1001..]], "is damaged or cut off");
        Damage(sound[..30], "is damaged or cut off");
        Damage([.. "rhodes replay state 9\n"u8, .. sound[22..]], "is a state of another version of rhodes");
        Damage("my notes"u8.ToArray(), "is no state of a replay");
        Damage([], "is no state of a replay");
    }

    /// <summary>A year of one job that is drawn anew again and again: long enough on the smallest site.</summary>
    [Fact]
    public void A_scenario_that_has_changed_is_another_run()
    {
        _scratch.Write("scenario.yaml", """
            horizon: { from: 2026-01-01, until: 900d }
            workload:
              - { generate: many, tenant: orca, of: site, load: 0.9, sizes: { 1: 1 }, runs: { 0: 1m, 100: 2m }, jobs: { claim: loan } }
            """);
        using (var run = RealProcess.Start("replay", _scratch.Path, "--state", State))
        {
            run.WaitUntil(() => File.Exists(State));
            run.Kill();
        }

        _scratch.Write("tenants.yaml", "tenants: [{ name: orca, weight: 2 }]");
        Refused($"is of another run: {_scratch.File("tenants.yaml")} has changed", "replay", _scratch.Path);
    }

    [Fact]
    public void Events_that_are_gone_cannot_be_gone_on_with()
    {
        string[] line = [.. Philly, "--events", _scratch.File("events.jsonl"), "--state", State];
        using (var run = RealProcess.Start(line))
        {
            run.WaitUntil(() => File.Exists(State));
            run.Kill();
        }

        File.WriteAllText(_scratch.File("events.jsonl"), "{}\n");
        var session = Session.Of(line);
        Assert.Equal((2, ""), (session.ExitCode, session.Out));
        Assert.Matches("^--events: its file has 3 bytes, and had [0-9,]+ when the state was kept; expected the file of the run that was interrupted\n$", session.Error);
        Assert.Equal("{}\n", File.ReadAllText(_scratch.File("events.jsonl")));
    }

    [Fact]
    public void A_place_where_nothing_can_be_kept_is_told_before_the_run()
    {
        var session = Session.Of("replay", _scratch.Path, "--state", _scratch.File("no/such/folder"));
        Assert.Equal((2, ""), (session.ExitCode, session.Out));
        Assert.StartsWith("--state: '", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_it_Ctrl_C_says_what_would_have_kept_it()
    {
        using var run = RealProcess.Start([.. Philly, "--events", _scratch.File("events.jsonl")]);
        run.WaitUntil(() => File.Exists(_scratch.File("events.jsonl")) && new FileInfo(_scratch.File("events.jsonl")).Length > 0);
        run.Interrupt();
        var session = run.End();
        Assert.Equal(130, session.ExitCode);
        Assert.Contains("nothing was summed up. With --state FILE the same command would go on from there.", session.Error, StringComparison.Ordinal);
    }

    private void Damage(byte[] bytes, string expected)
    {
        File.WriteAllBytes(State, bytes);
        Refused(expected, Philly);
        Assert.Equal(bytes, File.ReadAllBytes(State));
    }

    private void Refused(string expected, params string[] args)
    {
        var session = Session.Of([.. args, "--state", State]);
        Assert.Equal((2, ""), (session.ExitCode, session.Out));
        Assert.Equal($"--state: '{State}' {expected}; expected one that this replay kept, or a file that is not there. Delete it to start anew.\n", session.Error);
    }

    /// <summary>All but what depends on the machine.</summary>
    private static string Figures(Session session)
    {
        var json = JsonNode.Parse(session.Out)!.AsObject();
        foreach (var name in new[] { "wall_seconds", "peak_memory_mib" }) json.Remove(name);
        return json.ToJsonString();
    }
}
