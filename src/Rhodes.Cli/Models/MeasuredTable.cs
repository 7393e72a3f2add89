namespace Rhodes.Cli.Models;

/// <summary>Tables of measurements that are in the program, row by row. Their cells have no commas and no quotes in them.</summary>
internal static class MeasuredTable
{
    /// <param name="name">Of the file in <c>Measured/</c>.</param>
    public static IEnumerable<MeasuredRow> Read(string name)
    {
        using var stream = typeof(MeasuredTable).Assembly.GetManifestResourceStream(name) ?? throw Core.Units.Invariant.Broken($"{name} is not in the program");
        using StreamReader reader = new(stream);
        var columns = reader.ReadLine()!.Split(',');
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (cells.Length != columns.Length) throw Core.Units.Invariant.Broken($"{name} has {cells.Length} cells in '{line}'");
            yield return new(columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        }
    }
}

/// <summary>Cells by the names of their columns.</summary>
internal sealed record MeasuredRow(IReadOnlyDictionary<string, string> Cells)
{
    public string Text(string column) => Cells[column];

    /// <summary>Null where the cell is empty.</summary>
    public double? Number(string column) => Cells[column].Length == 0 ? null : double.Parse(Cells[column], System.Globalization.CultureInfo.InvariantCulture);

    public double Given(string column) => Number(column) ?? throw Core.Units.Invariant.Broken($"a measured row has no {column}");

    public int Count(string column) => int.Parse(Cells[column], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether it may set factors, so that it is never counted.</summary>
    public bool Calibrates => Cells["role"] == "calibrate";
}
