using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads how a load changes with time: by hours of the day and days of the week, or as a column of a file has it.</summary>
/// <param name="folder">That paths in the scenario start from.</param>
internal sealed class ShapeReader(Findings findings, string folder, Horizon horizon)
{
    private const int MostWeight = 1_000;
    private const int MostInFile = 1_000_000;

    /// <summary>The epoch was a Thursday.</summary>
    private static readonly Instant AMonday = Instant.Beginning + Duration.FromDays(4);

    private static readonly Reader<IReadOnlyList<int>> Weights = Read.ListOf(Read.WholeNumber(0, MostWeight), atLeast: 1);

    public LoadShape? ReadShape(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, ScenarioKeys.Shape, findings) is not { } keys) return null;
        var shape = keys.Has("file") ? ReadFile(keys) : ReadWeek(keys);
        return keys.IsSound ? shape : null;
    }

    private static LoadShape? ReadWeek(MappingReader keys)
    {
        foreach (var key in new[] { "column", "every" })
            if (keys.Has(key)) keys.Refuse(keys.KeyAt(key), $"'{key}' without 'file'", "it only beside 'file'");
        if (!keys.Has("day") && !keys.Has("week")) keys.Refuse(keys.Start, "a shape of nothing", "'day', 'week', or 'file'");
        var day = ReadWeights(keys, "day", 24, "hour from midnight UTC");
        var week = ReadWeights(keys, "week", 7, "day from Monday");
        if (!keys.ValuesAreSound) return null;
        return new LoadShape(AMonday, Duration.FromHours(1), [.. week.SelectMany(ofDay => day.Select(ofHour => ofDay * ofHour))]);
    }

    private static IReadOnlyList<int> ReadWeights(MappingReader keys, string key, int count, string each)
    {
        var weights = keys.Optional(key, Weights, [.. Enumerable.Repeat(1, count)]);
        if (!keys.ValuesAreSound) return weights;
        if (weights.Count != count) keys.Refuse(keys.At(key), $"{weights.Count} weights", $"{count}, one for each {each}");
        else if (weights.All(weight => weight == 0)) keys.Refuse(keys.At(key), "weights that are all zero", "at least one above zero");
        return weights;
    }

    private LoadShape? ReadFile(MappingReader keys)
    {
        foreach (var key in new[] { "day", "week" })
            if (keys.Has(key)) keys.Refuse(keys.KeyAt(key), $"'{key}' beside 'file'", "one of the two");
        var file = keys.Required("file", Read.Words);
        var column = keys.Required("column", Read.Words);
        var every = keys.Required("every", Read.LongerThanZero);
        if (!keys.ValuesAreSound) return null;
        Findings inFile = new(Paths.Join(folder, file!));
        var weights = ReadColumn(inFile, column!);
        // The first problem of the file, told where the scenario names it: one mistake is enough to say that it is of no use.
        if (inFile.InOrder() is [var problem, ..]) keys.Refuse(keys.At("file"), $"a file that cannot be used ({problem})", "a CSV file with numbers");
        return weights is null ? null : new LoadShape(horizon.From, every, weights);
    }

    private static List<int>? ReadColumn(Findings inFile, string column)
    {
        if (SourceText.Read(inFile.File, "a CSV file with numbers", inFile) is not { } text) return null;
        var lines = text.Split('\n');
        var header = lines[0].TrimEnd('\r').Split(',');
        var index = Array.IndexOf(header, column);
        if (index < 0)
        {
            inFile.Add(new Mark(1, 1), $"no column {Shown.Quoted(column)}", Shown.OneOf(header), Nearest.To(column, header));
            return null;
        }
        List<int> weights = [];
        for (var i = 1; i < lines.Length && inFile.Count == 0; i++)
            if (lines[i].TrimEnd('\r') is { Length: > 0 } line) ReadWeight(line, i + 1, index, weights, inFile);
        if (inFile.Count == 0 && weights.All(weight => weight == 0)) inFile.AddToWhole("no number above zero in the column", "at least one");
        return inFile.Count == 0 ? weights : null;
    }

    private static void ReadWeight(string line, int number, int index, List<int> weights, Findings inFile)
    {
        var fields = line.Split(',');
        if (fields.Length <= index) inFile.Add(new Mark(number, 1), $"{fields.Length} columns", $"at least {index + 1}");
        else if (Quantities.TryParseWhole(fields[index], 0, MostInFile, out var weight, out var fault)) weights.Add(weight);
        else
        {
            Mark at = new(number, fields.Take(index).Sum(field => field.Length + 1) + 1);
            inFile.Add(at, $"{Shown.Quoted(fields[index])} {fault}".TrimEnd(), $"a whole number from 0 to {MostInFile}");
        }
    }
}
