using Rhodes.Core.Metering;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>The first screen: what the deal did to whom, for somebody who knows nothing of Rhodes.</summary>
internal static class Headline
{
    public static Html Of(RunReport report) => Html.Of($"""
        <header>
        <p class="kicker">Rhodes · replay of <b>{report.Scenario.Name}</b> · {Span(report)}</p>
        <h1>{Title(report)}</h1>
        <p class="lede">{Deal(report)}</p>
        <dl class="figures">
        {Figure("own", GuaranteeFigure(report), GuaranteeWords(report), GuaranteeDetail(report))}
        {Figure("loan", LentFigure(report), "of all work ran on loan, on machines that stood idle", LentDetail(report))}
        {Figure("wait", WaitFigure(report), "is how long a job waited to start, on average", WaitDetail(report))}
        {Figure("lost", Words.Share(report.Figures.LostDeviceMs, report.InUse), "of all work was done in vain, and done again", LostDetail(report))}
        </dl>
        <ul class="findings">{Findings(report).Select(finding => Html.Of($"<li>{finding}</li>"))}</ul>
        </header>

        """);

    private static string Title(RunReport report) =>
        $"{Words.Count(report.Tenants.Count, "tenant")} shared {report.Figures.Devices:#,0} {report.DeviceWord}s for {Words.Days(report.Length).Replace(".0 ", " ", StringComparison.Ordinal)}";

    private static string Span(RunReport report) => $"{Words.Day(report.From, report.Length)} to {Words.Day(report.End, report.Length)}, UTC";

    private static string Deal(RunReport report)
    {
        var notice = report.Recorder.Calendar.Leases.Select(lease => lease.Lease.RecallNotice.Milliseconds).DefaultIfEmpty(-1).Max();
        return notice < 0
            ? "Nobody holds a lease here: all work runs on what is idle."
            : "A tenant with a lease has machines that are its own whenever it wants them. While it leaves them idle, they are lent to the others"
                + $"{(notice > 0 ? $"; when it wants them back, it has them within {Words.SpeltTime(notice)}." : ", and come back at once.")}";
    }

    private static Html Figure(string hue, string figure, string words, string detail) => Html.Of($"""
        <div class="{hue}"><dt>{words}</dt><dd><b>{figure}</b><span>{detail}</span></dd></div>

        """);

    private static string GuaranteeFigure(RunReport report)
    {
        var starts = Starts(report);
        return starts.Started == 0 ? "–" : starts.Late == 0 ? $"{starts.Started:#,0}" : $"{starts.Late:#,0}";
    }

    private static string GuaranteeWords(RunReport report)
    {
        var starts = Starts(report);
        return starts.Started == 0 ? "no work started on a lease" : starts.Late == 0 ? "starts on tenants' own machines, and not one was late" : "starts on tenants' own machines were LATE";
    }

    private static string GuaranteeDetail(RunReport report)
    {
        var starts = Starts(report);
        var (leased, missing) = (SiteSections.Leased(report), SiteSections.Missing(report));
        return (starts.Started == 0 ? "" : starts.Delayed == 0 ? "None had to wait for a loan to leave."
            : $"{starts.Delayed:#,0} waited for a loan to leave, at most {Words.SpeltTime(starts.LongestMs)}.")
            + (missing == 0 ? "" : $" Faults beyond the spares took {Words.Share(missing, leased)} of what is leased.");
    }

    private static string LentFigure(RunReport report) => Words.Share(report.Use(DeviceUse.Loan), report.InUse);

    private static string LentDetail(RunReport report) =>
        $"{Words.RoundHours(report.Use(DeviceUse.Loan))} {report.DeviceWord}-hours were lent; {Words.CountOrNo(report.Figures.Recalls, "loan")} had to leave.";

    private static string WaitFigure(RunReport report) => report.Figures.Waits.Jobs == 0 ? "–" : Words.SpeltTime((long)report.Figures.Waits.MeanMs);

    private static string WaitDetail(RunReport report)
    {
        var waits = report.Figures.Waits;
        return waits.Jobs == 0 ? "No job started."
            : $"{waits.Jobs:#,0} jobs: half started {Words.Within(waits.P50Ms)}, 99 of 100 {Words.Within(waits.P99Ms)}.";
    }

    private static string LostDetail(RunReport report)
    {
        var (figures, lost) = (report.Figures, report.Figures.LostByCause);
        var others = figures.LostDeviceMs - lost[LossCause.Fault] - lost[LossCause.Recall];
        if (figures.LostDeviceMs == 0) return $"Not one {report.DeviceWord}-hour, with {Words.CountOrNo(figures.Faults, "fault")} and {Words.CountOrNo(figures.Recalls, "recall")}.";
        return $"{Words.RoundHours(figures.LostDeviceMs)} {report.DeviceWord}-hours: {None(lost[LossCause.Fault])} to {Words.Count(figures.Faults, "fault")}, {None(lost[LossCause.Recall])} to recalls"
            + $"{(others * 1_000 > figures.LostDeviceMs ? $", {None(others)} to limits, priorities and ends of leases" : "")}.";
    }

    private static string None(Int128 deviceMs) => deviceMs == 0 ? "none" : Words.RoundHours(deviceMs);

    /// <summary>All tenants' starts together.</summary>
    private static StartFigures Starts(RunReport report)
    {
        StartFigures sum = default;
        foreach (var (_, starts) in report.Figures.StartsByTenant)
            sum = new(sum.Started + starts.Started, sum.Delayed + starts.Delayed, Math.Max(sum.LongestMs, starts.LongestMs), sum.Late + starts.Late);
        return sum;
    }

    private static IEnumerable<Html> Findings(RunReport report)
    {
        var figures = report.Figures;
        yield return Html.Of($"""
            Work ran on <b>{Words.Share(report.InUse, figures.Capacity)}</b> of the site:
            {Words.Share(report.Use(DeviceUse.Dedicated) + report.Use(DeviceUse.Guaranteed), figures.Capacity)} on leases,
            {Words.Share(report.Use(DeviceUse.Loan), figures.Capacity)} on loan. {Words.Share(report.Use(DeviceUse.Idle), figures.Capacity)} stood idle,
            {Words.Share(report.Use(DeviceUse.Down), figures.Capacity)} was broken.
            """);
        if (TopBorrower(report) is { } borrower) yield return borrower;
        if (TopLender(report) is { } lender) yield return lender;
        if (LongestWaits(report) is { } waiting) yield return waiting;
    }

    private static Html? TopBorrower(RunReport report)
    {
        var lent = Lent.Of(report);
        var tenant = Enumerable.Range(0, report.Tenants.Count).OrderByDescending(lent.FromOthers).FirstOrDefault();
        if (report.Tenants.Count == 0 || lent.FromOthers(tenant) == 0) return null;
        var all = RunReport.Total(report.Tenants[tenant].Own) + RunReport.Total(report.Tenants[tenant].OnLoan);
        return Html.Of($"""
            <b>{report.Tenants[tenant].Name}</b> gained the most: about {Words.RoundHours(lent.FromOthers(tenant))} {report.DeviceWord}-hours on idle machines
            that it does not lease, {Words.Share(lent.FromOthers(tenant), all)} of all that it ran.
            """);
    }

    private static Html? TopLender(RunReport report)
    {
        var lent = Lent.Of(report);
        var lender = Enumerable.Range(-1, report.Tenants.Count + 1).OrderByDescending(lent.ToOthers).First();
        return lent.ToOthers(lender) == 0 ? null
            : lender < 0 ? Html.Of($"What nobody leases was lent the most: about {Words.Share(lent.ToOthers(lender), report.Use(DeviceUse.Loan))} of all loans ran there.")
            : Html.Of($"<b>{report.Tenants[lender].Name}</b> lent the most: about {Words.Share(lent.ToOthers(lender), report.Use(DeviceUse.Loan))} of all loans ran on its idle lease.");
    }

    private static Html? LongestWaits(RunReport report)
    {
        if (report.Figures.WaitsByTenant.Count == 0) return null;
        var (tenant, waits) = report.Figures.WaitsByTenant.MaxBy(entry => entry.Waits.MeanMs);
        return waits.MeanMs < 1_000 ? null : Html.Of($"""
            <b>{tenant}</b> waited the longest: {Words.SpeltTime((long)waits.MeanMs)} on average,
            {(waits.P90Ms >= 1_000 ? $"and a tenth of its jobs over {Words.SpeltTime(waits.P90Ms)}" : $"one in a hundred of its jobs over {Words.SpeltTime(waits.P99Ms)}")}.
            """);
    }
}
