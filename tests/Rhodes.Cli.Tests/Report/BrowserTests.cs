using System.Diagnostics;
using System.Text.RegularExpressions;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests.Report;

/// <summary>Opens a report in a real browser, on a desk and on a phone.</summary>
public sealed partial class BrowserTests
{
    private const int LongestMs = 120_000;

    /// <summary>
    /// Says of the page in its frame: charts, charts that have ink on their canvas, how wide it is, and what went wrong. The clock
    /// of the browser is a simulated one, so nothing here takes time.
    /// </summary>
    private const string Frame = """
        <!doctype html><body><iframe width="WIDTH" height="900" src="page.html"></iframe><pre id="found"></pre><script>
        document.querySelector('iframe').onload = event => {
          const page = event.target.contentDocument, root = page.documentElement;
          const charts = [...page.querySelectorAll('.chart')];
          const inked = charts.filter(chart => [...chart.querySelectorAll('canvas')].some(canvas =>
            canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(value => value > 0)));
          document.getElementById('found').textContent =
            ['charts', charts.length, 'inked', inked.length, 'width', root.scrollWidth, 'error', root.dataset.error ?? 'none'].join(' ');
        };
        </script>
        """;

    [BrowserTheory]
    [InlineData(1280)]
    [InlineData(360)]
    public void Every_chart_is_drawn_and_nothing_stands_out_at_the_side(int width)
    {
        using ScratchFolder scratch = new();
        var name = new string('w', 128);
        scratch.Write("tenants.yaml", $"tenants: [{{ name: orca }}, {{ name: {name} }}]");
        scratch.Write("leases.yaml", $"leases: [{{ name: {name}, tenant: {name}, pool: h100, cells: 1 x node, from: 2026-01-01, until: 2026-02-01 }}]");
        scratch.Scenario($$"""
              - jobs:
                  - { name: lent, tenant: orca, at: 0s, runs: 3h, gang: { devices-per-node: 2 } }
                  - { name: own, tenant: {{name}}, at: 1h, runs: 2h, gang: { devices-per-node: 2 } }
            """);
        Assert.Equal(0, Session.Of("report", scratch.Path, "--out", scratch.File("page.html")).ExitCode);
        var (found, log) = Open(scratch, width);
        Assert.Equal($"charts 10 inked 10 width {width} error none", found);
        Assert.DoesNotContain("CONSOLE", log, StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(1280)]
    public void So_it_is_with_the_university(int width)
    {
        using ScratchFolder scratch = new();
        Assert.Equal(0, Session.Of("report", Repository.Place("examples", "university"), "--out", scratch.File("page.html")).ExitCode);
        var (found, log) = Open(scratch, width);
        Assert.Equal($"charts 18 inked 18 width {width} error none", found);
        Assert.DoesNotContain("CONSOLE", log, StringComparison.Ordinal);
    }

    /// <returns>What the frame says, and the browser's log, in which mistakes of the page have the word CONSOLE.</returns>
    private static (string Found, string Log) Open(ScratchFolder scratch, int width)
    {
        scratch.Write("frame.html", Frame.Replace("WIDTH", $"{width}", StringComparison.Ordinal));
        ProcessStartInfo start = new(BrowserTheoryAttribute.Browser!,
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--allow-file-access-from-files", "--enable-logging=stderr",
            $"--user-data-dir={scratch.File("profile")}", "--hide-scrollbars", "--window-size=1400,1000", "--virtual-time-budget=5000", "--dump-dom",
            new Uri(scratch.File("frame.html")).AbsoluteUri,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var browser = Process.Start(start)!;
        var (output, log) = (browser.StandardOutput.ReadToEndAsync(), browser.StandardError.ReadToEndAsync());
        if (!browser.WaitForExit(LongestMs)) browser.Kill(entireProcessTree: true);
        return (Found().Match(output.Result).Groups[1].Value, log.Result);
    }

    [GeneratedRegex("""<pre id="found">(.*?)</pre>""")]
    private static partial Regex Found();
}

/// <summary>A theory that needs a browser: skipped, by name, where there is none. <c>./test</c> installs one where it can.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (Browser is null) Skip = "there is no chromium on this machine";
    }

    public static string? Browser { get; } =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
}
