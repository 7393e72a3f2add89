namespace Rhodes.Twin.Report;

/// <summary>Other ways of sharing the same site for the same work, side by side. Only where somebody compared.</summary>
internal static class ComparisonSection
{
    public static Html Of(RunReport report)
    {
        if (report.Comparison.Count == 0) return Html.Nothing;
        var rows = report.Comparison.Select(row => (IReadOnlyList<Html>)
        [
            Html.Of($"<b>{row.Name}</b><br><span class=\"note\">{row.Says}</span>"), Text(Words.Time((long)row.Waits.MeanMs)), Text(Words.Time(row.Waits.P99Ms)),
            Text($"{row.Utilisation * 100:0.0} %"), Text(row.GuaranteeMisses is { } misses ? $"{misses:#,0}" : "nothing is promised"), Text(Words.RoundHours(row.LostDeviceMs)),
        ]);
        return Page.Section("comparison", "What would other ways of sharing have done?",
            Html.Of($"The same jobs, the same faults and the same machines, each way played in the same twin."),
            Page.Table("Ways of sharing", ["way", "#mean wait", "#99 of 100 within", "#in use", "#guarantees missed", $"#lost, {report.DeviceWord}-hours"], rows));
    }

    private static Html Text(string text) => Page.Text(text);
}
