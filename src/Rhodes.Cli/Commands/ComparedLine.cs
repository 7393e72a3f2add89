using System.Text.Json;
using Rhodes.Core.Contract;
using Rhodes.Twin.Compare;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Report;

namespace Rhodes.Cli.Commands;

/// <summary>A row of a comparison for people, from a run of this process or from the JSON of another's.</summary>
internal sealed record ComparedLine(
    string By, long Completed, decimal MeanMs, long P90Ms, long P99Ms, decimal Utilisation, decimal Days, long Missed, decimal LateHours, decimal LostHours, long Stops)
{
    public static ComparedLine Of(Compared row)
    {
        var (figures, waits) = (row.Figures, row.Figures.Waits);
        return new(
            CompareView.NameOf(row), figures.Outcomes[JobOutcome.Completed], waits.MeanMs, waits.P90Ms, waits.P99Ms, figures.Utilisation,
            figures.Simulated.Milliseconds / 86_400_000m, row.Misses.Jobs, ReplayFigures.Hours(row.Misses.LateDeviceMs), ReplayFigures.Hours(figures.LostDeviceMs), row.Stops);
    }

    /// <param name="run">As <see cref="CompareJson"/> has it.</param>
    public static ComparedLine Of(JsonElement run)
    {
        var waits = run.GetProperty("wait_seconds");
        return new(
            run.GetProperty("by").GetString()!, run.GetProperty("jobs_completed").GetInt64(), Ms("mean"), (long)Ms("p90"), (long)Ms("p99"), Number("utilisation"),
            Number("simulated_seconds") / 86_400, run.GetProperty("guarantees_missed").GetInt64(), Number("late_device_hours"), Number("lost_device_hours"),
            run.GetProperty("stops").GetInt64());
        decimal Number(string name) => run.GetProperty(name).GetDecimal();
        decimal Ms(string name) => waits.GetProperty(name).GetDecimal() * 1_000;
    }

    /// <param name="withBaselines">Whether there is a column that sets the wait beside that of Rhodes.</param>
    public static string[] Columns(bool withBaselines) =>
        ["by", "#completed", "#wait mean", "#p90", "#p99", .. withBaselines ? ["#/ rhodes"] : Array.Empty<string>(), "#in use", "#days", "#missed", "#late hours", "#lost hours", "#stops"];

    /// <param name="rhodes">The run of Rhodes that it stands beside; null: it is one.</param>
    public string[] Cells(bool withBaselines, ComparedLine? rhodes) =>
    [
        By, $"{Completed:#,0}", Words.Time((long)MeanMs), Words.Time(P90Ms), Words.Time(P99Ms), .. withBaselines ? [Ratio(rhodes)] : Array.Empty<string>(),
        $"{Utilisation * 100:0.0} %", $"{Days:0.0}", $"{Missed:#,0}", $"{LateHours:#,0.0}", $"{LostHours:#,0.0}", $"{Stops:#,0}",
    ];

    /// <summary>The mean wait as so many times that of Rhodes.</summary>
    private string Ratio(ComparedLine? rhodes) => rhodes is null ? "" : rhodes.MeanMs == 0 ? "-" : $"{MeanMs / rhodes.MeanMs:#,0.00}";
}
