using Rhodes.Core.Metering;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>What the site did over time: how busy it was, who waited, whether the spares sufficed.</summary>
internal static class SiteSections
{
    /// <summary>From the bottom of the stack up.</summary>
    public static readonly IReadOnlyList<(DeviceUse Use, string Name, string Hue)> Uses =
    [
        (DeviceUse.Dedicated, "dedicated lease", "dedicated"), (DeviceUse.Guaranteed, "guaranteed lease", "own"), (DeviceUse.Loan, "on loan", "loan"),
        (DeviceUse.Held, "held", "held"), (DeviceUse.Down, "down", "down"), (DeviceUse.Idle, "idle", "idle"),
    ];

    private static readonly IReadOnlyList<(string Name, long BelowMs)> WaitClasses =
    [
        ("under 10 s", 10_000), ("under 1 min", 60_000), ("under 10 min", 600_000), ("under 1 h", 3_600_000), ("under 6 h", 21_600_000),
        ("under 1 day", 86_400_000), ("longer", long.MaxValue),
    ];

    public static Html Busy(RunReport report)
    {
        var shares = Uses.Where(use => report.Use(use.Use) > 0).Select(use => $"{use.Name} {Words.Share(report.Use(use.Use), report.Figures.Capacity)}").ToList();
        var table = Page.Table($"{report.DeviceWord}s in each use, averages from then on", ["from", .. Uses.Select(use => $"#{use.Name}")],
            Series.Rows(report.Time, (first, end, length) => Uses.Select(use => Series.Average(report.Recorder.Uses.Of(use.Use), first, end, length))));
        return Page.Section("busy", "How busy was the site?", Html.Of($"""
            Every {report.DeviceWord} is at each millisecond in just one of these uses: {Words.List(shares)}.
            {(report.Use(DeviceUse.Held) > 0 ? "Held is what is kept for work about to start, or idle on a dedicated lease." : "")}
            """), Page.Chart("use", $"{report.DeviceWord}s by what they did, over time", table));
    }

    public static Html Waits(RunReport report)
    {
        var tenants = report.LargestTenants().Where(tenant => report.Figures.WaitsByTenant[tenant].Waits.Jobs > 0).ToList();
        var bars = tenants.Take(Page.MostRows).Select(tenant => Html.Of(
            $"<tr><th scope=\"row\">{report.Tenants[tenant].Name}</th><td class=\"wide\">{Page.StackedBar(ClassesOf(report.Summary.WaitsOf(tenant)))}</td></tr>\n"));
        var queue = Page.Table("Jobs that waited, of all tenants", ["from", "#on average", "#most at once"], Series.Rows(report.Time, (first, end, length) =>
            [Series.Average(report.Recorder.Tenants.Waiting, first, end, length), $"{Series.Most(report.Recorder.Tenants.Waiting, first, end):#,0}"]));
        return Page.Section("waits", "Who waited, and how long?", Html.Of($"""
            A wait is from a job's submission to the first start of its code. Of {report.Figures.JobsSubmitted:#,0} jobs
            {report.Figures.JobsLaunched:#,0} started, half of them {Words.Within(report.Figures.Waits.P50Ms)}, 9 of 10 {Words.Within(report.Figures.Waits.P90Ms)}.
            {Words.List([.. Outcomes(report.Figures)])}.
            """), Html.Of($"""
            {Page.Legend(WaitClasses.Select((wait, at) => (wait.Name, $"w{at}")))}
            <div class="table"><table class="bars"><caption>How many of a tenant's jobs waited how long</caption><tbody>{bars}</tbody></table></div>
            {Page.Behind("The figures as a table", WaitTable(report, tenants))}
            {Page.Chart("waiting", "Jobs of all tenants that waited, over time", queue)}
            """));
    }

    public static Html Spares(RunReport report) => Page.Section("spares", "Were there enough spares?", Html.Of($"""
        A broken node of a lease is replaced by one that nobody leases, as long as there is one that fits. When there is none, a tenant's cluster
        is smaller until something is repaired. With {Words.CountOrNo(report.Figures.Faults, "fault")}, that took {Words.RoundHours(Missing(report))} {report.DeviceWord}-hours,
        {Words.Share(Missing(report), Leased(report))} of all that was leased.
        """), Html.Join(report.Recorder.Pools.All.Select((pool, index) => Page.Chart("spares",
            $"Pool {pool.Name}: nodes that nobody leases, and nodes down, over time", PoolTable(report, pool), $"{index}"))));

    /// <summary>What tenants missed of their leases because nothing healthy was left to stand behind it.</summary>
    public static Int128 Missing(RunReport report) => Sum(report.Tenants.Select(tenant => RunReport.Total(tenant.Missing)));

    public static Int128 Leased(RunReport report) => Sum(report.Tenants.Select(tenant => RunReport.Total(tenant.Leased)));

    private static Int128 Sum(IEnumerable<Int128> values) => values.Aggregate((Int128)0, (sum, value) => sum + value);

    private static Html PoolTable(RunReport report, PoolOverTime pool) => Page.Table(
        $"Nodes of pool {pool.Name}", ["from", "#leased", "#not leased", "#down", "#most down at once"],
        Series.Rows(report.Time, (first, end, length) =>
        [
            Series.Average(pool.Leased, first, end, length),
            $"{(decimal)(Series.Sum(pool.Nodes.Sums[first..end]) - Series.Sum(pool.Leased.Sums[first..end])) / length:#,0.#}",
            Series.Average(pool.Down, first, end, length), $"{Series.Most(pool.Down, first, end):#,0}",
        ]));

    private static IReadOnlyList<(string Name, string Hue, Int128 Part)> ClassesOf(WaitDistribution waits)
    {
        var below = 0L;
        return [.. WaitClasses.Select((wait, at) =>
        {
            var upTo = at == WaitClasses.Count - 1 ? waits.Count : waits.CountBelow(wait.BelowMs);
            (var part, below) = (upTo - below, upTo);
            return (wait.Name, $"w{at}", (Int128)part);
        })];
    }

    private static Html WaitTable(RunReport report, List<int> tenants) => Page.Table("Waits by tenant",
        ["tenant", "#jobs", "#half", "#9 of 10", "#99 of 100", "#mean", .. WaitClasses.Select(wait => $"#{wait.Name}")],
        tenants.Select(tenant =>
        {
            var waits = report.Figures.WaitsByTenant[tenant].Waits;
            return Page.Cells([report.Tenants[tenant].Name, $"{waits.Jobs:#,0}", Words.Time(waits.P50Ms), Words.Time(waits.P90Ms), Words.Time(waits.P99Ms),
                Words.Time((long)waits.MeanMs), .. ClassesOf(report.Summary.WaitsOf(tenant)).Select(part => $"{part.Part:#,0}")]);
        }));

    private static IEnumerable<string> Outcomes(ReplayFigures figures)
    {
        yield return $"{figures.Outcomes[Core.Contract.JobOutcome.Completed]:#,0} completed";
        foreach (var (count, what) in new[]
        {
            (figures.Outcomes[Core.Contract.JobOutcome.Failed], "failed"), (figures.Outcomes[Core.Contract.JobOutcome.TimedOut], "ran out of time"),
            (figures.Outcomes[Core.Contract.JobOutcome.Cancelled], "were cancelled"), (figures.JobsUnfinished, "were not over at the end"),
            (figures.JobsSubmitted - figures.JobsLaunched, "never started"),
        })
        {
            if (count > 0) yield return $"{count:#,0} {what}";
        }
    }
}
