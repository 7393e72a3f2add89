using System.Globalization;
using Rhodes.Files;

namespace Rhodes.Twin.Packing;

/// <summary>A CSV of whole numbers with a line of names, packed by gzip or not.</summary>
internal static class NumberTable
{
    /// <param name="columns">The first so many columns, by name; what follows is in the rows too.</param>
    /// <returns>The names, and the rows.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such table; the message says where, what was found and what was expected.</exception>
    public static (string[] Names, List<int[]> Rows) Read(string path, params string[] columns)
    {
        using StreamReader reader = new(Gzip.UnpackIfPacked(File.OpenRead(path)));
        var names = reader.ReadLine()?.Split(',') ?? [];
        if (!names.AsSpan().StartsWith(columns)) throw new InvalidDataException($"{path}, line 1: found '{string.Join(',', names)}'; expected the columns {string.Join(',', columns)}");
        List<int[]> rows = [];
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            if (fields.Length != names.Length) throw new InvalidDataException($"{path}, line {rows.Count + 2}: found {fields.Length} fields; expected {names.Length}");
            rows.Add([.. fields.Select((field, column) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw new InvalidDataException($"{path}, line {rows.Count + 2}, {names[column]}: found '{field}'; expected a whole number"))]);
        }

        return (names, rows);
    }
}
