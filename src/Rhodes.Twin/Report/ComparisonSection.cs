using Rhodes.Twin.Compare;

namespace Rhodes.Twin.Report;

/// <summary>Other ways of sharing the same site for the same work, side by side. Only where somebody compared.</summary>
internal static class ComparisonSection
{
    public static Html Of(RunReport report)
    {
        if (report.Comparison.Count == 0) return Html.Nothing;
        var worst = report.Comparison.Max(row => row.Figures.Waits.MeanMs);
        return Page.Section("comparison", "What would other ways of sharing have done?", Html.Of($"""
            The same jobs, faults and machines, each way played in the same twin. A guarantee is <b>missed</b> when a job did not run by the time at which
            its tenant's lease alone would have started it, plus the notice; it is judged alike for all. Those of <b>static</b> are jobs that only ran in
            another order, since it lends nothing; among the others' there may be some of these.
            """), Page.Table("Ways of sharing",
            ["way", "mean wait", "#99 of 100 within", "#in use", "#guarantees missed", $"#late, {report.DeviceWord}-hours", $"#lost, {report.DeviceWord}-hours"],
            report.Comparison.Select(row => Row(row, worst))));
    }

    private static IReadOnlyList<Html> Row(Compared row, decimal worstMs)
    {
        var figures = row.Figures;
        return
        [
            Html.Of($"<b>{row.Baseline?.Name ?? "rhodes"}</b><br><span class=\"note\">{row.Baseline?.Says ?? "Leases; what stands idle on them is lent, and comes back."}</span>"),
            Page.Bar((Int128)figures.Waits.MeanMs, (Int128)worstMs, "wait", Words.Time((long)figures.Waits.MeanMs)),
            Page.Text(Words.Time(figures.Waits.P99Ms)),
            Page.Text($"{figures.Utilisation * 100:0.0} %"),
            Page.Text($"{row.Misses.Jobs:#,0}"),
            Page.Text(Words.RoundHours(row.Misses.LateDeviceMs)),
            Page.Text(Words.RoundHours(figures.LostDeviceMs)),
        ];
    }
}
