using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rhodes.Files;
using Rhodes.Tests.Shared;
using Rhodes.Twin.Baselines;
using Rhodes.Twin.Compare;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Report;
using Rhodes.Twin.Tests.Replay;

namespace Rhodes.Twin.Tests.Report;

public sealed partial class ReportPageTests
{
    private const string Work = """
          - jobs:
              - { name: own, tenant: orca, at: 1h, runs: 2h, claim: guaranteed, gang: { devices-per-node: 2 } }
              - { name: more, tenant: orca, at: 90m, runs: 1h, claim: guaranteed, gang: { devices-per-node: 2 } }
              - { name: lent, tenant: lynx, at: 30m, runs: 3h, claim: loan, gang: { nodes: 2, devices-per-node: 2 } }
              - { name: stuck, tenant: lynx, at: 2h, runs: 3h, claim: guaranteed, gang: { devices-per-node: 2 } }
        """;

    private const string Faults = "faults: [{ node: n1, at: 2h, for: 1h }]";

    [Fact]
    public void What_was_kept_over_time_sums_to_the_figures_of_the_replay()
    {
        using ScratchScenario scratch = new(Work, Faults);
        var report = Play(scratch.Load());
        foreach (var (use, _, _) in SiteSections.Uses) Assert.Equal(report.Figures.Uses[use], RunReport.Total(report.Recorder.Uses.Of(use)));
        for (var tenant = 0; tenant < report.Tenants.Count; tenant++)
        {
            var uses = report.Figures.UsesByTenant[tenant].Uses;
            Assert.Equal(uses[Core.Metering.DeviceUse.Guaranteed], RunReport.Total(report.Tenants[tenant].Own));
            Assert.Equal(uses[Core.Metering.DeviceUse.Loan], RunReport.Total(report.Tenants[tenant].OnLoan));
        }

        Assert.Equal(report.Figures.LostDeviceMs, report.Tenants.Aggregate((Int128)0, (sum, tenant) => sum + tenant.LostDeviceMs));
        Assert.Equal(report.Figures.LostDeviceMs, report.Figures.LostByCause.Values.Aggregate((Int128)0, (sum, lost) => sum + lost));
        Assert.Equal((report.Figures.Recalls, 1), (report.Tenants.Sum(tenant => tenant.Recalls), report.Figures.Recalls));
        var squares = report.Recorder.Floor.Squares;
        Assert.Equal(["n1", "n2"], squares.Select(square => square.Name));
        Assert.Equal(report.Figures.Capacity, squares.Sum(square => square.Capacity));
        Assert.Equal(report.InUse, squares.Sum(square => square.OwnUse + square.OnLoan));
        Assert.Equal(report.Figures.Uses[Core.Metering.DeviceUse.Down], squares.Sum(square => square.Down));
    }

    [Fact]
    public void The_data_inside_are_JSON_and_every_stretch_has_all_devices()
    {
        using ScratchScenario scratch = new(Work, Faults);
        var data = DataOf(ReportPage.Of(Play(scratch.Load())));
        var stretches = data.GetProperty("stretches").GetInt32();
        Assert.Equal((600, 60_000), (stretches, data.GetProperty("width").GetInt32()));
        for (var i = 0; i < stretches; i++) Assert.Equal(4, data.GetProperty("use").EnumerateArray().Sum(use => use.GetProperty("values")[i].GetDecimal()));
        Assert.Equal(["lynx", "orca"], data.GetProperty("tenants").EnumerateArray().Select(tenant => tenant.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_run_gives_the_same_page()
    {
        using ScratchScenario scratch = new(Work, Faults);
        Assert.Equal(ReportPage.Of(Play(scratch.Load())), ReportPage.Of(Play(scratch.Load())));
    }

    [Fact]
    public void Names_can_do_nothing_whatever_is_in_them()
    {
        const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;{0}<!--";
        using ScratchScenario scratch = new(Work, Faults);
        var page = ReportPage.Of(Play(Renamed(scratch.Load(), "orca", Hostile)));
        Assert.DoesNotContain("alert(1)</", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "<script"));
        Assert.Equal(2, Regex.Count(page, "</script"));
        Assert.Contains(Hostile, DataOf(page).GetProperty("tenants").EnumerateArray().Select(tenant => tenant.GetProperty("name").GetString()));
        Assert.Contains("&lt;/script&gt;&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        // Should something slip through all the same: no script runs but the one with this hash.
        var script = Script().Match(page).Groups[1].Value;
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)))}'", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Ways_of_sharing_are_set_side_by_side_where_somebody_compared()
    {
        using ScratchScenario scratch = new(Work, Faults);
        var report = Play(scratch.Load());
        Assert.DoesNotContain("other ways of sharing", ReportPage.Of(report), StringComparison.Ordinal);
        Compared rhodes = new(report.Scenario, null, report.Figures, default, 0, 0);
        Compared fenced = rhodes with { Baseline = Baseline.Static, Misses = new(3, 7_200_000), Figures = report.Figures with { Waits = new(10, 0, 1, 3_600_000, 90_000), LostDeviceMs = 0 } };
        var page = ReportPage.Of(report with { Comparison = [rhodes, fenced] });
        Assert.Contains("other ways of sharing", page, StringComparison.Ordinal);
        Assert.Matches(@"(?s)<b>rhodes</b>.*<b>static</b>.*?fenced.*?1m30s.*?1h<.*?<td class=""n"">3</td><td class=""n"">2</td><td class=""n"">0</td>", page);
    }

    [Fact]
    public void The_vendored_library_is_unchanged()
    {
        var readMe = File.ReadAllText(Repository.Place("src", "Rhodes.Twin", "Report", "Assets", "uplot", "README.md"));
        foreach (Match row in HashRow().Matches(readMe))
        {
            var file = File.ReadAllBytes(Repository.Place("src", "Rhodes.Twin", "Report", "Assets", "uplot", row.Groups[1].Value));
            Assert.Equal(row.Groups[2].Value, Convert.ToHexStringLower(SHA256.HashData(file)));
        }

        Assert.Equal(2, HashRow().Count(readMe));
    }

    private static RunReport Play(ScenarioSpec scenario)
    {
        ReplaySummary summary = new();
        ReportRecorder recorder = new(scenario.From, scenario.Until, summary);
        using ScenarioRun run = new(scenario, null, summary, recorder);
        while (run.PlayNext()) { }
        Assert.Null(run.Problem);
        var figures = summary.At(scenario.From, run.End, run.Core);
        recorder.Finish(run.End);
        return new(scenario, figures, recorder, summary, "hash", "1.2.3");
    }

    /// <summary>Past what the files admit as names.</summary>
    private static ScenarioSpec Renamed(ScenarioSpec scenario, string from, string to)
    {
        var site = scenario.Site;
        return scenario with
        {
            Site = site with
            {
                Tenants = [.. site.Tenants.Select(tenant => tenant.Name == from ? tenant with { Name = to } : tenant)],
                Leases = [.. site.Leases.Select(lease => lease.Tenant == from ? lease with { Tenant = to } : lease)],
            },
            Jobs = [.. scenario.Jobs.Select(job => job.Job.Tenant == from ? job with { Job = job.Job with { Tenant = to } } : job)],
        };
    }

    private static JsonElement DataOf(string page) => JsonDocument.Parse(DataScript().Match(page).Groups[1].Value).RootElement;

    [GeneratedRegex("""(?s)<script type="application/json" id="data">(.*?)</script>""")]
    private static partial Regex DataScript();

    [GeneratedRegex("(?s)<script>(.*?)</script>")]
    private static partial Regex Script();

    [GeneratedRegex(@"\| `(\S+)` \| \S+ \| `([0-9a-f]{64})` \|")]
    private static partial Regex HashRow();
}
