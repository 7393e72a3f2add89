using Rhodes.Core.Contract;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>What became of the work: where it ran, what was recalled and lost, what waiting jobs waited for.</summary>
internal static class WorkSections
{
    /// <summary>By what it says of the deal: the tenant's own lease first, then what sharing does, then the job's own.</summary>
    private static readonly IReadOnlyList<(string Name, string Hue, Blocker[] By)> Reasons =
    [
        ("own lease is full", "r0", [Blocker.OwnWork, Blocker.BehindHead, Blocker.OwnPreemption]),
        ("no idle machines to borrow", "r1", [Blocker.NoIdleCapacity]),
        ("no lease, or too small", "r2", [Blocker.NoLease, Blocker.NeverFits]),
        ("lease not open yet, or ending", "r3", [Blocker.LeaseNotStarted, Blocker.LeaseEndsFirst]),
        ("a loan is leaving", "r4", [Blocker.Recall, Blocker.Stopping]),
        ("broken nodes, no spare", "r5", [Blocker.Faults]),
        ("project limit", "r6", [Blocker.ProjectLimit]),
        ("another job first, or held by its user", "r7", [Blocker.After, Blocker.Held, Blocker.None]),
    ];

    public static Html Floor(RunReport report)
    {
        var squares = report.Recorder.Floor.Squares;
        var groups = squares.GroupBy(square => $"{square.Area} · {square.Group}".TrimEnd(' ', '·')).ToList();
        var table = Page.Table("Parts of the floor", ["part", "#squares", "#in use", "#on loan", "#down", "#faults"], groups.Select(group => Page.Cells(
            group.Key, $"{group.Count():#,0}", ShareOf(group, square => square.OwnUse + square.OnLoan), ShareOf(group, square => square.OnLoan),
            ShareOf(group, square => square.Down), $"{group.Sum(square => square.Faults):#,0}")));
        return Page.Section("floor", "Where did work run, and what broke?", Html.Of($"""
            Each square is a {report.Recorder.Floor.SquareLevel.Name()}, {squares.Count:#,0} in all; the stronger its colour, the more of the time.
            """), Html.Of($"""
            <fieldset class="choice"><legend>Show</legend>
            <label><input type="radio" name="floor" value="use" checked> in use</label>
            <label><input type="radio" name="floor" value="loan"> on loan</label>
            <label><input type="radio" name="floor" value="down"> down</label></fieldset>
            <figure>{Page.Canvas("floor", "Heat map of the floor")}
            <figcaption><output id="square">Point at a square for its figures.</output></figcaption>{Page.Behind("The figures as a table", table)}</figure>
            """));
    }

    public static Html Losses(RunReport report)
    {
        var figures = report.Figures;
        var causes = Enum.GetValues<LossCause>().Where(cause => figures.LostByCause[cause] > 0);
        var table = Page.Table("Work that was done in vain", ["because", $"#{report.DeviceWord}-hours", "#of all work"],
            causes.Select(cause => Page.Cells(NameOf(cause), Words.Hours(figures.LostByCause[cause]), Words.Share(figures.LostByCause[cause], report.InUse)))
                .Append(Page.Cells("in all", Words.Hours(figures.LostDeviceMs), Words.Share(figures.LostDeviceMs, report.InUse))));
        var time = Page.Table("Recalls and lost work", ["from", "#recalls", $"#lost, {report.DeviceWord}-hours"], Series.Rows(report.Time, (first, end, _) =>
            [$"{Series.Sum(report.Recorder.Losses.Recalls.Sums[first..end]):#,0}", Words.Hours(LostIn(report, first, end))]));
        return Page.Section("lost", "What was recalled, and what was lost?", Html.Of($"""
            Machines that are lent go back when whom they belong to wants them: {Words.CountOrNo(figures.Recalls, "loan")} had to leave. Work saves its progress before it
            leaves; what it could not save, and what faults destroyed, was done again: {Words.RoundHours(figures.LostDeviceMs)} {report.DeviceWord}-hours.
            """), Html.Of($"""
            {table}
            <figure>{Page.Canvas("lost", $"{report.DeviceWord}-hours of lost work, by cause, over time")}
            <figcaption>{report.DeviceWord}-hours of lost work by cause; below, loans that were recalled</figcaption>
            {Page.Canvas("recalls", "Loans that were recalled, over time")}
            {Page.Behind("The figures as a table", time)}</figure>
            """));
    }

    public static Html Blockers(RunReport report)
    {
        var waits = report.Recorder.Samples.WaitMs;
        if (waits.Count == 0) return Html.Nothing;
        var tenants = report.LargestTenants().Where(tenant => waits.Keys.Any(key => key.Tenant == tenant)).ToList();
        var used = Reasons.Where(reason => waits.Keys.Any(key => reason.By.Contains(key.By))).ToList();
        var bars = tenants.Take(Page.MostRows).Select(tenant => Html.Of(
            $"<tr><th scope=\"row\">{report.Tenants[tenant].Name}</th><td class=\"wide\">{Page.StackedBar([.. used.Select(reason => (reason.Name, reason.Hue, WaitedFor(waits, tenant, reason.By)))])}</td></tr>\n"));
        var table = Page.Table("Job-hours of waiting", ["tenant", .. used.Select(reason => $"#{reason.Name}")], tenants.Select(tenant =>
            Page.Cells([report.Tenants[tenant].Name, .. used.Select(reason => Words.Hours(WaitedFor(waits, tenant, reason.By)))])));
        return Page.Section("blockers", "What did jobs wait for?", Html.Of($"""
            Each job that waits has a reason. They were counted {Words.Count(report.Recorder.Samples.Looks, "time")}, the more often the more jobs
            waited; a bar is all of a tenant's waiting.
            """), Html.Of($"""
            {Page.Legend(used.Select(reason => (reason.Name, reason.Hue)))}
            <div class="table"><table class="bars"><caption>What a tenant's waiting jobs waited for</caption><tbody>{bars}</tbody></table></div>
            {Page.Behind("The figures as a table", table)}
            """));
    }

    public static string NameOf(LossCause cause) => cause switch
    {
        LossCause.Fault => "a node failed",
        LossCause.Recall => "a loan was recalled",
        LossCause.Preemption => "the tenant's own more urgent work",
        LossCause.LeaseEnd => "the lease ended",
        LossCause.Turn => "its own turn came elsewhere",
        LossCause.OwnDoing => "its time limit, or its user",
        _ => throw Invariant.Broken($"there is no cause {(int)cause}"),
    };

    private static Int128 LostIn(RunReport report, int first, int end)
    {
        Int128 lost = 0;
        foreach (var cause in Enum.GetValues<LossCause>()) lost += Series.Sum(report.Recorder.Losses.LostDeviceMs(cause).Sums[first..end]);
        return lost;
    }

    private static Int128 WaitedFor(IReadOnlyDictionary<(int Tenant, Blocker By), long> waits, int tenant, Blocker[] by)
    {
        Int128 sum = 0;
        foreach (var blocker in by) sum += waits.GetValueOrDefault((tenant, blocker));
        return sum;
    }

    private static string ShareOf(IEnumerable<FloorSquare> squares, Func<FloorSquare, long> part)
    {
        Int128 sum = 0, whole = 0;
        foreach (var square in squares) (sum, whole) = (sum + part(square), whole + square.Capacity);
        return Words.Share(sum, whole);
    }
}
