using Rhodes.Twin.Baselines;
using Rhodes.Twin.Compare;

namespace Rhodes.Cli.Commands;

/// <summary>A comparison for people: a row for each scenario and system.</summary>
internal static class CompareView
{
    public static void Show(IReadOnlyList<Compared> rows, decimal seconds, Terminal terminal)
    {
        var withBaselines = rows.Any(row => row.Baseline is not null);
        var table = Tables.WithColumns(["scenario", .. ComparedLine.Columns(withBaselines)]);
        Compared? rhodes = null;
        foreach (var row in rows)
        {
            if (row.Baseline is null) rhodes = row;
            table.Add([row.Baseline is null ? row.Scenario.Name : "", .. ComparedLine.Of(row).Cells(withBaselines, row.Baseline is null ? null : ComparedLine.Of(rhodes!))]);
        }

        terminal.Tables.Write(table);
        Explain(rows, seconds, terminal);
    }

    public static string NameOf(Compared row) => row.Baseline?.Name ?? "rhodes";

    private static void Explain(IReadOnlyList<Compared> rows, decimal seconds, Terminal terminal)
    {
        foreach (var row in rows.Where(row => row.NeverStarting > 0))
            terminal.Out.WriteLine($"{row.Scenario.Name}, {NameOf(row)}: {row.NeverStarting:#,0} {(row.NeverStarting == 1 ? "job" : "jobs")} that no cells of the tenant could ever hold: never started, and no wait of theirs is counted");
        ExplainColumns(rows.Any(row => row.Baseline == Baseline.Static && row.Misses.Jobs > 0), terminal);
        terminal.Out.WriteLine($"{rows.Count:#,0} runs; {seconds:0.0} s");
    }

    public static void ExplainColumns(bool staticMisses, Terminal terminal)
    {
        terminal.Out.WriteLine("Waits are from submission to the first start of a job's code; hours are device-hours.");
        terminal.Out.WriteLine("missed: jobs that did not run by the time at which their tenant's leases alone would have started them, plus the recall notice; late: by how much.");
        if (staticMisses)
            terminal.Out.WriteLine("static: what it misses is order. It knows no recalls and meets other faults, and a full queue turns a shift of seconds into another order.");
        terminal.Out.WriteLine("lost: work done and not kept, by stops and node faults. stops: attempts that had to leave for other work.");
    }
}
