using Rhodes.Core.Metering;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Report;

/// <summary>What was promised: the calendar of the leases, and whether the guarantees were kept.</summary>
internal static class PromiseSections
{
    public static Html Guarantees(RunReport report)
    {
        var late = report.Figures.StartsByTenant.Sum(entry => entry.Starts.Late);
        var rows = report.LargestTenants().Where(tenant => RunReport.Total(report.Tenants[tenant].Leased) > 0).Select(tenant => Row(report, tenant));
        return Page.Section("guarantees", "Were the guarantees kept?", Html.Of($"""
            When a tenant's turn on its own machines comes and somebody borrows them, the loan has to leave within the notice.
            <b>{(late == 0 ? "No start was later than that." : $"{Words.Count(late, "start")} WERE LATER THAN THAT.")}</b>
            Guarantees do not cover faults beyond the spares; how much of its lease each tenant missed for them is in the last column.
            """), Page.Table("Starts on tenants' own machines",
            ["tenant", "#starts", "#waited for a loan", "#longest", "#allowed", "#late", $"#leased, {report.DeviceWord}-hours", "#missing by faults"], rows));
    }

    public static Html Calendar(RunReport report)
    {
        var leases = report.Recorder.Calendar.Leases;
        if (leases.Count == 0) return Html.Nothing;
        return Page.Section("calendar", "Who leases what, and when?", Html.Of($"""
            {Words.Count(leases.Count, "lease")}, over the time that was played. A bar is as strong as the number of its cells.
            """), Html.Of($"""
            {Page.Legend([("guaranteed", "own"), ("dedicated", "dedicated")])}
            <div class="calendar"><div class="axis"><span>{Words.Day(report.From, report.Length)}</span><span>{Words.Day(report.End, report.Length)}</span></div>
            {leases.Take(Page.MostRows).Select(lease => CalendarRow(report, lease))}</div>
            {(leases.Count > Page.MostRows ? Html.Of($"<p class=\"note\">The first {Page.MostRows} of {leases.Count:#,0} leases.</p>") : Html.Nothing)}
            {Page.Behind("The leases as a table", LeaseTable(report, leases))}
            """));
    }

    private static IReadOnlyList<Html> Row(RunReport report, int index)
    {
        var (tenant, starts) = (report.Tenants[index], report.Figures.StartsByTenant[index].Starts);
        var leases = report.Recorder.Calendar.Leases.Where(lease => string.Equals(lease.Lease.Tenant, tenant.Name, StringComparison.Ordinal));
        var (leased, missing) = (RunReport.Total(tenant.Leased), RunReport.Total(tenant.Missing));
        return Page.Cells(tenant.Name, $"{starts.Started:#,0}", $"{starts.Delayed:#,0}", starts.LongestMs == 0 ? "–" : Words.SpeltTime(starts.LongestMs),
            Words.SpeltTime(leases.Select(lease => lease.Lease.RecallNotice.Milliseconds).DefaultIfEmpty(0).Max()), $"{starts.Late:#,0}",
            Words.RoundHours(leased), missing == 0 ? "0" : $"{Words.RoundHours(missing)} ({Words.Share(missing, leased)})");
    }

    private static Html CalendarRow(RunReport report, CalendarLease lease)
    {
        var most = lease.Steps.Select(step => step.Cells).DefaultIfEmpty(1).Max();
        var hue = lease.Lease.Mode == LeaseMode.Dedicated ? "dedicated" : "own";
        var bars = Joined(report, lease).Select(bar => Html.Of($"""
            <i class="{hue}" style="left:{bar.Left:0.##}%;width:{bar.Width:0.##}%;opacity:{0.3m + 0.7m * bar.Cells / most:0.##}" title="{bar.Words}"></i>
            """));
        return Html.Of($"""
            <div class="row"><div class="name"><b>{lease.Lease.Tenant}</b>{(string.Equals(lease.Lease.Tenant, lease.Lease.Name, StringComparison.Ordinal) ? "" : $" {lease.Lease.Name}")}</div><div class="track">{bars}</div><div class="size">{most * lease.DevicesPerCell:#,0} {report.DeviceWord}s</div></div>

            """);
    }

    /// <summary>A lease's steps inside the time that was played; those with gaps too small to be seen are one bar, as strong as their average.</summary>
    private static IEnumerable<(decimal Left, decimal Width, decimal Cells, string Words)> Joined(RunReport report, CalendarLease lease)
    {
        var smallest = report.Length.Milliseconds / 400;
        List<LeaseStep> group = [];
        foreach (var step in lease.Steps.Where(step => step.Until > report.From && step.From < report.End))
        {
            var fits = group.Count == 0 || (step.From - group[^1].Until).Milliseconds < smallest && (step.Cells == group[^1].Cells || (step.Until - step.From).Milliseconds < smallest);
            if (!fits)
            {
                yield return BarOf(report, group);
                group = [];
            }

            group.Add(step);
        }

        if (group.Count > 0) yield return BarOf(report, group);
    }

    private static (decimal Left, decimal Width, decimal Cells, string Words) BarOf(RunReport report, List<LeaseStep> steps)
    {
        var (from, until) = (Instant.Later(steps[0].From, report.From), Instant.Earlier(steps[^1].Until, report.End));
        decimal length = Math.Max(1, report.Length.Milliseconds), cellMs = 0;
        foreach (var step in steps) cellMs += (decimal)step.Cells * (Instant.Earlier(step.Until, until) - Instant.Later(step.From, from)).Milliseconds;
        var cells = cellMs / Math.Max(1, (until - from).Milliseconds);
        return ((from - report.From).Milliseconds / length * 100, Math.Max(0.2m, (until - from).Milliseconds / length * 100), cells,
            $"{Words.Day(steps[0].From, report.Length)} to {Words.Day(steps[^1].Until, report.Length)}: {(steps.Count == 1 ? "" : $"{steps.Count} windows, on average ")}{cells:#,0.#} cells");
    }

    private static Html LeaseTable(RunReport report, IReadOnlyList<CalendarLease> leases) => Page.Table("Leases in the order of their confirmation",
        ["lease", "tenant", "pool", "cell", "#cells at most", $"#{report.DeviceWord}s", "from", "until", "mode", "notice"],
        leases.Select(lease => Page.Cells(lease.Lease.Name, lease.Lease.Tenant, lease.Lease.Pool, $"{lease.Lease.Shape}",
            $"{MostCells(lease):#,0}", $"{MostCells(lease) * lease.DevicesPerCell:#,0}",
            Words.Day(lease.Lease.Steps[0].From, Duration.Forever), Words.Day(Instant.Earlier(lease.Lease.Steps[^1].Until, lease.EndedFrom), Duration.Forever),
            lease.Lease.Mode == LeaseMode.Dedicated ? "dedicated" : "guaranteed", $"{lease.Lease.RecallNotice}")));

    private static long MostCells(CalendarLease lease) => lease.Steps.Select(step => step.Cells).DefaultIfEmpty(0).Max();
}
