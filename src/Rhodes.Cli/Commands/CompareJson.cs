using System.Text.Json.Nodes;
using Rhodes.Core.Contract;
using Rhodes.Core.Units;
using Rhodes.Twin.Compare;
using Rhodes.Twin.Replay;

namespace Rhodes.Cli.Commands;

/// <summary>A comparison for programs.</summary>
internal static class CompareJson
{
    public static string Of(IReadOnlyList<Compared> rows, decimal wallSeconds) => Json.Text(new JsonObject
    {
        ["wall_seconds"] = wallSeconds,
        ["runs"] = Json.List(rows, One),
    });

    public static JsonObject One(Compared row)
    {
        var (figures, waits) = (row.Figures, row.Figures.Waits);
        return new()
        {
            ["scenario"] = row.Scenario.Name,
            ["by"] = CompareView.NameOf(row),
            ["devices"] = figures.Devices,
            ["simulated_seconds"] = Json.Seconds(figures.Simulated),
            ["jobs_submitted"] = figures.JobsSubmitted,
            ["jobs_completed"] = figures.Outcomes[JobOutcome.Completed],
            ["jobs_never_starting"] = row.NeverStarting,
            ["wait_seconds"] = new JsonObject
            {
                ["jobs"] = waits.Jobs,
                ["p50"] = Json.Seconds(new Duration(waits.P50Ms)),
                ["p90"] = Json.Seconds(new Duration(waits.P90Ms)),
                ["p99"] = Json.Seconds(new Duration(waits.P99Ms)),
                ["mean"] = decimal.Round(waits.MeanMs / 1_000, 3),
            },
            ["utilisation"] = decimal.Round(figures.Utilisation, 6),
            ["guarantees_missed"] = row.Misses.Jobs,
            ["late_device_hours"] = ReplayFigures.Hours(row.Misses.LateDeviceMs),
            ["lost_device_hours"] = ReplayFigures.Hours(figures.LostDeviceMs),
            ["stops"] = row.Stops,
            ["recalls"] = figures.Recalls,
            ["law_violations"] = figures.LawViolations,
        };
    }
}
