using System.Globalization;
using System.Text.Json.Nodes;

namespace Rhodes.Cli.Tests.Hostile;

/// <summary>The calendar of a running server's machine is set, by a library that the real program is started with.</summary>
public sealed class ClockTests
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    [Fact]
    public void A_calendar_that_jumps_under_a_running_server_moves_no_time_of_the_site()
    {
        if (!File.Exists(Library)) return;
        using HostedSite site = new();
        var calendar = site.InScratch("calendar");
        using (var server = Up(site, calendar, "+0"))
        {
            var start = Now(site).Site;
            foreach (var jump in new[] { -400, 400, -2, 3 })
            {
                Set(calendar, $"{jump:+0;-0}d");
                // The server does see another day, as the dates of its answers show; the site's time goes on.
                server.WaitUntil(() => Math.Abs((Now(site).Calendar - start).TotalDays - jump) < 0.5);
                var now = Now(site).Site;
                Assert.InRange(now - start, TimeSpan.Zero, TimeSpan.FromHours(1));
                site.Submit(string.Create(CultureInfo.InvariantCulture, $"at{jump}"));
            }

            site.Stop(server);
        }

        // Set back while it was down: no instant is ever before the one before it.
        var last = DateTimeOffset.UtcNow;
        using var again = Up(site, calendar, "-400d");
        Assert.InRange(Now(site).Site - last, TimeSpan.FromMinutes(-5), TimeSpan.FromHours(1));
        site.Submit("back");
        again.WaitUntil(() => again.Error.Contains("this machine's calendar was set back by ", StringComparison.Ordinal));
        site.Stop(again);
        Assert.Equal(0, Session.Of("log", "verify", site.Data).ExitCode);
    }

    private static RealProcess Up(HostedSite site, string calendar, string offset)
    {
        Set(calendar, offset);
        var environment = site.Environment;
        (environment["LD_PRELOAD"], environment["FAKETIME_TIMESTAMP_FILE"], environment["FAKETIME_NO_CACHE"], environment["FAKETIME_DONT_FAKE_MONOTONIC"]) = (Library, calendar, "1", "1");
        return site.UpUnder([], environment);
    }

    private static void Set(string calendar, string offset)
    {
        File.WriteAllText(calendar + ".new", offset + "\n");
        File.Move(calendar + ".new", calendar, overwrite: true);
    }

    /// <summary>The site's time, and the calendar that its server sees.</summary>
    private static (DateTimeOffset Site, DateTimeOffset Calendar) Now(HostedSite site)
    {
        using var client = site.Client();
        using var answer = client.GetAsync(new Uri("/api/v1/whoami", UriKind.Relative)).GetAwaiter().GetResult();
        var text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return (DateTimeOffset.Parse((string)JsonNode.Parse(text)!["now"]!, CultureInfo.InvariantCulture), answer.Headers.Date!.Value);
    }
}
