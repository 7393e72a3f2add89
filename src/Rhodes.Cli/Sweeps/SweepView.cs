using Rhodes.Cli.Commands;
using Rhodes.Twin.Baselines;

namespace Rhodes.Cli.Sweeps;

/// <summary>A sweep for people: the values, and the columns of a comparison.</summary>
internal static class SweepView
{
    /// <summary>Runs whose failures are told in full.</summary>
    private const int MostTold = 10;

    public static void Show(SweepTable table, int played, decimal seconds, Terminal terminal)
    {
        var withBaselines = table.Sweep.With.Count > 0;
        var view = Tables.WithColumns([.. table.Headers(), .. ComparedLine.Columns(withBaselines)]);
        foreach (var run in table.Runs)
        {
            List<ComparedLine> lines = [.. run.Rows.Select(ComparedLine.Of)];
            string[] values = [.. run.Varied.Select(setting => setting.Value)];
            if (run.Failure is not null) view.Add([.. values, "failed"]);
            for (var i = 0; i < lines.Count; i++)
                view.Add([.. i == 0 ? values : values.Select(_ => ""), .. lines[i].Cells(withBaselines, i == 0 ? null : lines[0])]);
        }

        terminal.Tables.Write(view);
        TellFailures(table, terminal);
        var staticMisses = table.Runs.SelectMany(run => run.Rows).Any(row =>
            row.GetProperty("by").GetString() == Baseline.Static.Name && row.GetProperty("guarantees_missed").GetInt64() > 0);
        CompareView.ExplainColumns(staticMisses, terminal);
        var kept = table.Runs.Count - played;
        terminal.Out.WriteLine($"{table.Runs.Count:#,0} runs{(kept > 0 ? $", {kept:#,0} of them from before" : "")}, kept in {table.Folder.Path}; {seconds:0.0} s");
    }

    private static void TellFailures(SweepTable table, Terminal terminal)
    {
        var failed = table.Failed.ToList();
        foreach (var run in failed.Take(MostTold))
            terminal.Out.WriteLine($"failed: {string.Join(", ", run.Varied.Select(setting => $"{setting.Path}={setting.Value}"))}: {run.Failure!.ReplaceLineEndings("\n  ")}");
        if (failed.Count > MostTold) terminal.Out.WriteLine($"failed: {failed.Count - MostTold:#,0} more; --json and --csv have the reason of each");
        if (failed.Count > 0) terminal.Out.WriteLine("Runs that failed are played again by the same command.");
    }
}
