namespace Rhodes.Cli.Models;

/// <summary>The performance model against every measurement that is in the program.</summary>
internal static class ModelCheck
{
    /// <summary>All rows, those that set factors too.</summary>
    public static IReadOnlyList<CheckedRow> Rows() => [.. ServingRows.All(), .. LatencyRows.All(), .. TrainingRows.All()];

    /// <summary>Each family, then all, of the cases that do not calibrate.</summary>
    public static IReadOnlyList<CheckSummary> Summaries(IReadOnlyList<CheckedRow> rows)
    {
        var counted = rows.Where(row => !row.Calibrates).ToList();
        return
        [
            .. counted.GroupBy(row => row.Family).OrderBy(family => family.Key).Select(family => Of(Name(family.Key), family)),
            Of("all", counted),
        ];
    }

    public static string Name(CheckFamily family) => family switch
    {
        CheckFamily.Serving => "serving",
        CheckFamily.Prompt => "prompt",
        CheckFamily.Token => "token",
        CheckFamily.Training => "training",
        _ => throw Core.Units.Invariant.Broken($"there is no family {(int)family}"),
    };

    private static CheckSummary Of(string name, IEnumerable<CheckedRow> rows)
    {
        var errors = rows.GroupBy(row => (row.Family, row.Case)).Select(rowsOfCase => Median([.. rowsOfCase.Select(row => Math.Abs(row.Error)).Order()])).Order().ToList();
        return new(name, errors.Count, Median(errors), errors[(errors.Count * 9 + 9) / 10 - 1]);
    }

    private static double Median(List<double> ordered) => (ordered[(ordered.Count - 1) / 2] + ordered[ordered.Count / 2]) / 2;
}
