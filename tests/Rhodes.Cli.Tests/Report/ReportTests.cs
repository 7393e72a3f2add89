using System.Net;
using System.Text.RegularExpressions;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests.Report;

/// <summary><c>rhodes report</c>, and what its page says. How it looks is for <see cref="BrowserTests"/> and for eyes.</summary>
public sealed partial class ReportTests
{
    [Theory]
    [InlineData("workstation")]
    [InlineData("university")]
    public void The_page_says_what_it_said(string name)
    {
        using ScratchFolder scratch = new();
        var session = Session.Of("report", Repository.Place("examples", name), "--out", scratch.File("page.html"));
        Assert.Equal(0, session.ExitCode);
        Assert.EndsWith("Open it in a browser.", session.Out.TrimEnd(), StringComparison.Ordinal);
        Golden.Holds($"report-{name}", TextOf(File.ReadAllText(scratch.File("page.html"))));
    }

    [Fact]
    public void Replay_writes_the_same_page()
    {
        using ScratchFolder scratch = new();
        Assert.Equal(0, Session.Of("report", scratch.Path, "--out", scratch.File("a.html")).ExitCode);
        Assert.Equal(0, Session.Of("replay", scratch.Path, "--report", scratch.File("b.html")).ExitCode);
        Assert.Equal(File.ReadAllText(scratch.File("a.html")), File.ReadAllText(scratch.File("b.html")));
    }

    [Fact]
    public void What_cannot_be_written_is_told_before_the_run_and_what_was_there_stays()
    {
        using ScratchFolder scratch = new();
        var nowhere = Session.Of("report", scratch.Path, "--out", scratch.File("no/page.html"));
        Assert.Equal(2, nowhere.ExitCode);
        Assert.StartsWith("--out: '", nowhere.Error, StringComparison.Ordinal);
        scratch.Scenario("  - jobs: [{ name: one, tenant: orca, at: 0s, runs: 1h, gang: { devices-per-node: 2, nodes: 9 } }]");
        scratch.Write("old.html", "as it was");
        Assert.Equal(2, Session.Of("report", scratch.Path, "--out", scratch.File("old.html")).ExitCode);
        Assert.Equal(2, Session.Of("report", scratch.Path, "--out", scratch.File("new.html")).ExitCode);
        Assert.Equal(("as it was", false), (File.ReadAllText(scratch.File("old.html")), File.Exists(scratch.File("new.html"))));
    }

    /// <summary>Every rack of the largest site in its heat map, and as many stretches of time as there ever are.</summary>
    [Fact]
    public void A_page_of_220_000_devices_can_be_sent_by_mail()
    {
        using ScratchFolder scratch = new();
        scratch.Write("scenario.yaml", $$"""
            site: {{Repository.Place("examples", "colossus-1")}}
            horizon: { from: 2026-06-01, until: 600d }
            workload:
              - jobs: [{ name: "one-{n}", tenant: lab, at: 0s, runs: 50h, repeat: { count: 100, every: 100h }, gang: { nodes: 16, devices-per-node: 8 } }]
            """);
        var session = Session.Of("report", scratch.File("scenario.yaml"), "--out", scratch.File("page.html"));
        Assert.Equal(0, session.ExitCode);
        Assert.InRange(new FileInfo(scratch.File("page.html")).Length, 200_000, 3_000_000);
    }

    /// <summary>What a person reads from top to bottom, without the tables behind the charts.</summary>
    private static string TextOf(string page)
    {
        var main = page[page.IndexOf("<main>", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
        var plain = Tags().Replace(Ends().Replace(Cells().Replace(Hidden().Replace(main, ""), " | "), "\n"), "");
        return string.Join('\n', WebUtility.HtmlDecode(plain).Split('\n').Select(line => line.Trim().TrimEnd('|').TrimEnd()).Where(line => line.Length > 0)) + "\n";
    }

    [GeneratedRegex("(?s)<details>.*?</details>")]
    private static partial Regex Hidden();

    [GeneratedRegex("</t[hd]>|</dt>|</b>(?=<span>)|</span>(?=<span>)")]
    private static partial Regex Cells();

    [GeneratedRegex("</(p|h1|h2|h3|tr|li|div|caption|figcaption|label|legend)>")]
    private static partial Regex Ends();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
