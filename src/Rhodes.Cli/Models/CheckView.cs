namespace Rhodes.Cli.Models;

/// <summary>Every measurement with its error, for people.</summary>
internal static class CheckView
{
    public static void Show(IReadOnlyList<CheckedRow> rows, Terminal terminal)
    {
        var table = Tables.WithColumns("family", "case", "row", "#measured", "#predicted", "unit", "#error", "role");
        foreach (var row in rows)
        {
            table.Add(
                ModelCheck.Name(row.Family), row.Case, row.Row, ModelText.Amount(row.Measured), ModelText.Amount(row.Predicted), row.Unit, $"{row.Error:+0.0 %;-0.0 %}",
                row.Calibrates ? "calibrate" : "");
        }

        terminal.Tables.Write(table);
        terminal.Out.WriteLine("Errors of the cases that do not calibrate; a case counts once, by the median of its rows:");
        var summary = Tables.WithColumns("family", "#cases", "#median", "#nine of ten within");
        foreach (var line in ModelCheck.Summaries(rows)) summary.Add(line.Name, $"{line.Cases}", $"{line.Median:0.0 %}", $"{line.P90:0.0 %}");
        terminal.Tables.Write(summary);
    }
}
