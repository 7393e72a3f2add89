using System.Text.Json;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

public sealed class CompareTests
{
    private static readonly string[] Baselines = ["static", "single-queue", "quota", "single-queue-apart", "quota-apart"];

    [Theory]
    [InlineData("workstation")]
    [InlineData("university")]
    public void Rhodes_misses_no_guarantee_and_the_same_comparison_comes_out_twice(string name)
    {
        var (first, second) = (Runs(name), Runs(name));
        Assert.Equal(["rhodes", .. Baselines], first.Select(run => run.GetProperty("by").GetString()));
        Assert.Equal(first.Select(run => run.GetRawText()), second.Select(run => run.GetRawText()));
        Assert.Equal(0, first[0].GetProperty("guarantees_missed").GetInt64());
        Assert.All(first, run => Assert.Equal(0, run.GetProperty("law_violations").GetInt64()));
        Assert.All(first, run => Assert.Equal(first[0].GetProperty("jobs_submitted").GetInt64(), run.GetProperty("jobs_submitted").GetInt64()));
    }

    [Fact]
    public void Programs_get_every_promised_name() => Assert.Equal(
        [
            "scenario", "by", "devices", "simulated_seconds", "jobs_submitted", "jobs_completed", "jobs_never_starting", "wait_seconds", "utilisation",
            "guarantees_missed", "late_device_hours", "lost_device_hours", "stops", "recalls", "law_violations",
        ],
        Runs("workstation")[0].EnumerateObject().Select(property => property.Name));

    /// <summary>Two weeks of the shared months, by all that the table of docs/performance.md has.</summary>
    [Fact]
    public void On_the_smallest_Philly_site_waits_are_a_twentieth_of_those_behind_fences()
    {
        var session = Session.Of("compare", Repository.Place("examples", "philly", "size-70"), "--with", "static", "--until", "14d", "--json");
        Assert.Equal(0, session.ExitCode);
        var runs = JsonDocument.Parse(session.Out).RootElement.GetProperty("runs").EnumerateArray().ToList();
        var (rhodes, fenced) = (Mean(runs[0]), Mean(runs[1]));
        Assert.True(rhodes * 20 <= fenced, $"{rhodes} s and {fenced} s");
        Assert.Equal(0, runs[0].GetProperty("guarantees_missed").GetInt64());
    }

    private static decimal Mean(JsonElement run) => run.GetProperty("wait_seconds").GetProperty("mean").GetDecimal();

    private static List<JsonElement> Runs(string name)
    {
        var session = Session.Of("compare", Repository.Place("examples", name), "--with", string.Join(',', Baselines), "--json");
        Assert.Equal(0, session.ExitCode);   // on the error stream a slow machine sees the progress
        return [.. JsonDocument.Parse(session.Out).RootElement.GetProperty("runs").EnumerateArray()];
    }
}
