using Rhodes.Core.Contract;
using Rhodes.Twin.Baselines;
using Rhodes.Twin.Compare;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Report;

namespace Rhodes.Cli.Commands;

/// <summary>A comparison for people: a row for each scenario and system.</summary>
internal static class CompareView
{
    public static void Show(IReadOnlyList<Compared> rows, decimal seconds, Terminal terminal)
    {
        var withBaselines = rows.Any(row => row.Baseline is not null);
        string[] names = ["scenario", "by", "#completed", "#wait mean", "#p90", "#p99", .. withBaselines ? ["#/ rhodes"] : Array.Empty<string>(),
            "#in use", "#days", "#missed", "#late hours", "#lost hours", "#stops"];
        var table = Tables.WithColumns(names);
        Compared? rhodes = null;
        foreach (var row in rows)
        {
            if (row.Baseline is null) rhodes = row;
            var (figures, waits) = (row.Figures, row.Figures.Waits);
            table.Add([
                row.Baseline is null ? row.Scenario.Name : "", NameOf(row), $"{figures.Outcomes[JobOutcome.Completed]:#,0}",
                Words.Time((long)waits.MeanMs), Words.Time(waits.P90Ms), Words.Time(waits.P99Ms), .. withBaselines ? [Ratio(row, rhodes!)] : Array.Empty<string>(),
                $"{figures.Utilisation * 100:0.0} %", $"{Days(row):0.0}", $"{row.Misses.Jobs:#,0}", Hours(row.Misses.LateDeviceMs), Hours(figures.LostDeviceMs),
                $"{row.Stops:#,0}"]);
        }

        terminal.Tables.Write(table);
        Explain(rows, seconds, terminal);
    }

    public static string NameOf(Compared row) => row.Baseline?.Name ?? "rhodes";

    public static decimal Days(Compared row) => row.Figures.Simulated.Milliseconds / 86_400_000m;

    private static void Explain(IReadOnlyList<Compared> rows, decimal seconds, Terminal terminal)
    {
        foreach (var row in rows.Where(row => row.NeverStarting > 0))
            terminal.Out.WriteLine($"{row.Scenario.Name}, {NameOf(row)}: {row.NeverStarting:#,0} {(row.NeverStarting == 1 ? "job" : "jobs")} that no cells of the tenant could ever hold: never started, and no wait of theirs is counted");
        terminal.Out.WriteLine("Waits are from submission to the first start of a job's code; hours are device-hours.");
        terminal.Out.WriteLine("missed: jobs that did not run by the time at which their tenant's leases alone would have started them, plus the recall notice; late: by how much.");
        if (rows.Any(row => row.Baseline == Baseline.Static && row.Misses.Jobs > 0))
            terminal.Out.WriteLine("static: what it misses is order. It knows no recalls and meets other faults, and a full queue turns a shift of seconds into another order.");
        terminal.Out.WriteLine("lost: work done and not kept, by stops and node faults. stops: attempts that had to leave for other work.");
        terminal.Out.WriteLine($"{rows.Count:#,0} runs; {seconds:0.0} s");
    }

    /// <summary>The mean wait as so many times that of Rhodes.</summary>
    private static string Ratio(Compared row, Compared rhodes) =>
        row.Baseline is null ? "" : rhodes.Figures.Waits.MeanMs == 0 ? "-" : $"{row.Figures.Waits.MeanMs / rhodes.Figures.Waits.MeanMs:#,0.00}";

    private static string Hours(Int128 deviceMs) => $"{ReplayFigures.Hours(deviceMs):#,0.0}";
}
