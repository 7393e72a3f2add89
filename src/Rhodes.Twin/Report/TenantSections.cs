using Rhodes.Core.Metering;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>What the deal did to each tenant: one table, then a card with two charts each.</summary>
internal static class TenantSections
{
    /// <summary>More cards than this are a wall; the table has everybody.</summary>
    private const int MostCards = 12;

    public static Html Deal(RunReport report)
    {
        var lent = Lent.Of(report);
        var table = Page.Table("One row for each tenant, those with the most first",
            ["tenant", $"#leases, {report.DeviceWord}s", "used of its lease", $"#on loan, {report.DeviceWord}-hours", "#lent to others, about", "#jobs", "#half waited at most", "#a tenth waited over", "#loans recalled", "#work lost"],
            report.LargestTenants().Select(tenant => Row(report, tenant, lent)));
        return Page.Section("deal", "Who got what", Html.Of($"""
            What a tenant leases is its own at any time. <b>Used</b> is the part of it on which its own work ran; the rest could be lent.
            <b>On loan</b> is what it ran beyond that on machines that stood idle; <b>lent</b> is what others ran on its own.
            """), table);
    }

    public static Html Cards(RunReport report)
    {
        var shown = report.LargestTenants().Take(MostCards).ToList();
        var left = report.Tenants.Count - shown.Count;
        var cards = shown.Select((tenant, place) => Html.Of($"""
            <article><h3>{report.Tenants[tenant].Name}</h3>
            {Page.Canvas("tenant", $"{report.DeviceWord}s that {report.Tenants[tenant].Name} leased, used and borrowed over time", $"{place}")}
            {Page.Canvas("queue", $"Jobs of {report.Tenants[tenant].Name} that waited over time", $"{place}")}</article>

            """));
        return Page.Section("tenants", "Tenant by tenant", Html.Of($"""
            Above, the {report.DeviceWord}s on which a tenant's work ran: on its own lease, and on loan on top. The line is what it leases.
            Below, how many of its jobs waited.{(left > 0 ? $" The {MostCards} largest; {Words.Count(left, "tenant")} more are in the tables." : "")}
            """), Html.Of($"""
            {Page.Legend([("on its own lease", "own"), ("on loan", "loan"), ("leased", "leased"), ("jobs waiting", "wait")])}
            <div class="cards">{cards}</div>{Page.Behind("The averages as a table", Averages(report))}
            """));
    }

    private static IReadOnlyList<Html> Row(RunReport report, int index, Lent lent)
    {
        var (tenant, waits) = (report.Tenants[index], report.Figures.WaitsByTenant[index].Waits);
        var (leased, own, loan) = (RunReport.Total(tenant.Leased), RunReport.Total(tenant.Own), RunReport.Total(tenant.OnLoan));
        return
        [
            Html.Of($"{tenant.Name}"),
            Html.Of($"{(leased == 0 ? "–" : Average(report, leased))}"),
            leased == 0 ? Html.Of($"–") : Page.Bar(own, leased, "own"),
            Html.Of($"{Words.RoundHours(loan)}"),
            Html.Of($"{Words.RoundHours(lent.ToOthers(index))}"),
            Html.Of($"{waits.Jobs:#,0}"),
            Html.Of($"{(waits.Jobs == 0 ? "–" : Words.Time(waits.P50Ms))}"),
            Html.Of($"{(waits.Jobs == 0 ? "–" : Words.Time(waits.P90Ms))}"),
            Html.Of($"{tenant.Recalls:#,0}"),
            Html.Of($"{Words.RoundHours(tenant.LostDeviceMs)}"),
        ];
    }

    private static Html Averages(RunReport report) => Page.Table($"{report.DeviceWord}s and jobs, averages over the whole time",
        ["tenant", "#leased", "#on its own lease", "#on loan", "#jobs waiting", "#most jobs waiting at once"],
        report.LargestTenants().Select(index => report.Tenants[index]).Select(tenant => Page.Cells(
            tenant.Name, Average(report, RunReport.Total(tenant.Leased)), Average(report, RunReport.Total(tenant.Own)),
            Average(report, RunReport.Total(tenant.OnLoan)), Average(report, RunReport.Total(tenant.Waiting)), $"{Series.MostOf(tenant.Waiting):#,0}")));

    private static string Average(RunReport report, Int128 total) => $"{(decimal)total / Math.Max(1, report.Length.Milliseconds):#,0.#}";
}
