using System.Security.Cryptography;
using System.Text;

namespace Rhodes.Twin.Report;

/// <summary>
/// The report of a replay as one HTML file that needs nothing else: style, charts and data are inside. What it says is readable
/// without its scripts too; only the charts need them.
/// </summary>
public static class ReportPage
{
    private static readonly string[] Styles = ["uplot.uPlot.min.css", "report.css"];
    private static readonly string[] Scripts = ["uplot.uPlot.iife.min.js", "charts.js", "floor.js", "report.js"];

    public static string Of(RunReport report)
    {
        var styles = string.Join('\n', Styles.Select(Asset));
        var script = string.Join('\n', Scripts.Select(Asset));
        // Only this script runs, and nothing is fetched: a name that somebody chose can do nothing, whatever is in it.
        var policy = $"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
        return Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{report.Scenario.Name}: what the deal did to whom</title>
            <style>{Html.Trusted(styles)}</style>
            </head>
            <body>
            <main>
            {Headline.Of(report)}
            {TenantSections.Deal(report)}
            {ComparisonSection.Of(report)}
            {SiteSections.Busy(report)}
            {TenantSections.Cards(report)}
            {SiteSections.Waits(report)}
            {WorkSections.Blockers(report)}
            {PromiseSections.Guarantees(report)}
            {PromiseSections.Calendar(report)}
            {WorkSections.Floor(report)}
            {WorkSections.Losses(report)}
            {SiteSections.Spares(report)}
            </main>
            {Foot(report)}
            <script type="application/json" id="data">{Html.Trusted(ReportData.Of(report))}</script>
            <script>{Html.Trusted(script)}</script>
            </body>
            </html>

            """).ToString();
    }

    private static Html Foot(RunReport report) => Html.Of($"""
        <footer>
        <p>Played by Rhodes {report.Version} with seed {report.Scenario.Seed}: {report.Figures.Events:#,0} events,
        {(report.Figures.LawViolations == 0 ? "no law was violated" : $"{report.Figures.LawViolations:#,0} VIOLATIONS OF LAWS")}. The same scenario gives the same
        events on any machine; their hash is <code>{report.EventsHash}</code>.</p>
        <p>Charts by uPlot, © 2022 Leon Sorokin, MIT licence.</p>
        </footer>
        """);

    private static string Asset(string name)
    {
        using StreamReader reader = new(typeof(ReportPage).Assembly.GetManifestResourceStream($"Rhodes.Twin.Report.Assets.{name}")!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
