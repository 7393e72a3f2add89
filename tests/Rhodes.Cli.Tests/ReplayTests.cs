using System.Text.Json;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

public sealed class ReplayTests
{
    [Theory]
    [InlineData("workstation", 1)]
    [InlineData("university", 11)]
    public void The_same_scenario_has_the_same_events_twice(string name, int seed)
    {
        var (first, second) = (Replayed(name), Replayed(name));
        Assert.Equal(first.GetProperty("events_hash").GetString(), second.GetProperty("events_hash").GetString());
        Assert.Matches("^[0-9a-f]{64}$", first.GetProperty("events_hash").GetString());
        Assert.Equal((name, 0), (first.GetProperty("scenario").GetString(), first.GetProperty("law_violations").GetInt32()));
        Assert.Equal(seed is 1 ? 7 : seed, first.GetProperty("seed").GetInt32());
        var hours = first.GetProperty("device_hours").EnumerateObject().Sum(use => use.Value.GetDecimal());
        Assert.Equal(first.GetProperty("devices").GetDecimal() * first.GetProperty("simulated_seconds").GetDecimal() / 3_600, hours, 5);
    }

    /// <summary>Their first minute: every lease opens, and hundreds of jobs start at once. The whole of them is for a desk, not for a test.</summary>
    [Theory]
    [InlineData("colossus-1", 220_352)]
    [InlineData("colossus-1/full-lease", 220_352)]
    [InlineData("colossus-1/partial", 220_352)]
    [InlineData("colossus-1/time-share", 220_352)]
    [InlineData("colossus-2", 110_016)]
    public void Superclusters_start_busy_and_keep_their_promises(string name, int devices)
    {
        var session = Session.Of("replay", Repository.Place("examples", name), "--until", "1m", "--json");
        Assert.Equal(0, session.ExitCode);
        var json = JsonDocument.Parse(session.Out).RootElement;
        Assert.Equal((devices, 0), (json.GetProperty("devices").GetInt32(), json.GetProperty("law_violations").GetInt32()));
        Assert.InRange(json.GetProperty("utilisation").GetDouble(), 0.35, 0.95);
        Assert.InRange(json.GetProperty("node_faults").GetInt32(), 100, 1_200);
    }

    [Fact]
    public void Programs_get_every_promised_name()
    {
        string[] promised =
        [
            "scenario", "seed", "events_hash", "wall_seconds", "peak_memory_mib", "simulated_seconds", "jobs_submitted", "jobs_completed",
            "events", "devices", "utilisation", "device_hours", "wait_seconds", "recalls", "lost_device_hours", "law_violations",
        ];
        var json = Replayed("workstation");
        Assert.Empty(promised.Except(json.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(["dedicated", "guaranteed", "loan", "held", "idle", "down"], json.GetProperty("device_hours").EnumerateObject().Select(use => use.Name));
        Assert.Equal(["jobs", "p50", "p90", "p99", "mean", "by_tenant", "by_claim"], json.GetProperty("wait_seconds").EnumerateObject().Select(part => part.Name));
    }

    [Fact]
    public void All_laws_hold_after_every_instant_of_the_workstation()
    {
        var session = Session.Of("replay", Repository.Place("examples", "workstation"), "--check-laws", "--json");
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
    }

    /// <summary>Two months of twelve tenants; some 40 seconds in all on two cores of a desk.</summary>
    [Fact]
    public void Philly_is_replayed_to_its_end_and_sharing_is_invisible_in_it()
    {
        var json = Replayed("philly");
        Assert.Equal((52_849, 52_849), (json.GetProperty("jobs_submitted").GetInt32(), json.GetProperty("jobs_completed").GetInt32()));
        Assert.Equal((1_160, 39, 7), (json.GetProperty("devices").GetInt32(), json.GetProperty("node_faults").GetInt32(), json.GetProperty("jobs_larger_than_own_cells").GetInt32()));
        Assert.Equal(0, json.GetProperty("law_violations").GetInt32());
        var verify = Session.Of("verify", Repository.Place("examples", "philly"), "--json");
        Assert.Equal(0, verify.ExitCode);
        Assert.True(JsonDocument.Parse(verify.Out).RootElement.GetProperty("is_invisible").GetBoolean());
    }

    [Fact]
    public void Events_are_lines_of_JSON_and_the_answer_goes_to_a_file_too()
    {
        using ScratchFolder scratch = new();
        var session = Session.Of("replay", scratch.Path, "--events", scratch.File("events.jsonl"), "--out", scratch.File("out.json"), "--json");
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        var events = File.ReadLines(scratch.File("events.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["fabric_changed.1", "tenant_added.1", "job_submitted.1", "attempt_placed.1", "attempt_launched.1", "attempt_ended.1", "job_ended.1"],
            events.Select(each => each.GetProperty("kind").GetString()));
        Assert.Equal([1_767_225_600_000, 1_767_229_200_000], events.Select(each => each.GetProperty("at").GetInt64()).Distinct());
        Assert.Equal(session.Out, File.ReadAllText(scratch.File("out.json")));
    }

    [Fact]
    public void Until_ends_it_sooner()
    {
        using ScratchFolder scratch = new();
        using var json = JsonDocument.Parse(Session.Of("replay", scratch.Path, "--until", "30m", "--json").Out);
        Assert.Equal((1_800, 1), (json.RootElement.GetProperty("simulated_seconds").GetInt32(), json.RootElement.GetProperty("jobs_unfinished").GetInt32()));
    }

    private static JsonElement Replayed(string name)
    {
        var session = Session.Of("replay", Repository.Place("examples", name), "--json");
        Assert.Equal(0, session.ExitCode);   // on the error stream a slow machine sees the progress
        return JsonDocument.Parse(session.Out).RootElement;
    }
}
