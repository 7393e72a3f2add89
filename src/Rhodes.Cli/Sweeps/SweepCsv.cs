using System.Text;
using System.Text.Json;

namespace Rhodes.Cli.Sweeps;

/// <summary>A sweep for spreadsheets: a line for each run and system, with the names of the JSON.</summary>
internal static class SweepCsv
{
    public static void Write(SweepTable table, Stream stream)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        var columns = table.Runs.SelectMany(run => run.Rows).Take(1).SelectMany(Flat).Select(pair => pair.Name).ToList();
        WriteLine(writer, [.. table.Sweep.Vary.Select(swept => swept.Path), .. columns, "failure"]);
        foreach (var run in table.Runs)
        {
            var values = run.Varied.Select(setting => setting.Value).ToList();
            if (run.Failure is { } failure) WriteLine(writer, [.. values, .. columns.Select(_ => ""), failure.ReplaceLineEndings(" ")]);
            foreach (var row in run.Rows) WriteLine(writer, [.. values, .. Flat(row).Select(pair => pair.Value), ""]);
        }
    }

    /// <summary>What is inside an object is named after it: <c>wait_seconds_p50</c>.</summary>
    private static IEnumerable<(string Name, string Value)> Flat(JsonElement row) => row.EnumerateObject().SelectMany(property =>
        property.Value.ValueKind == JsonValueKind.Object
            ? Flat(property.Value).Select(inside => ($"{property.Name}_{inside.Name}", inside.Value))
            : [(property.Name, property.Value.ToString())]);

    private static void WriteLine(StreamWriter writer, List<string> cells) => writer.WriteLine(string.Join(',', cells.Select(Cell)));

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
