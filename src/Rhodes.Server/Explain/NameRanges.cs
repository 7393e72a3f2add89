namespace Rhodes.Server.Explain;

/// <summary>Many names in few words: <c>n001 n002 n003 n007</c> are <c>n001..n003, n007</c>.</summary>
public static class NameRanges
{
    /// <param name="names">In order; only neighbours are joined.</param>
    /// <param name="most">More ranges than this are only counted.</param>
    public static string Of(IEnumerable<string> names, int most = 8)
    {
        List<(string First, string Last)> ranges = [];
        foreach (var name in names)
        {
            if (ranges.Count > 0 && IsNext(ranges[^1].Last, name)) ranges[^1] = (ranges[^1].First, name);
            else ranges.Add((name, name));
        }

        var shown = ranges.Take(most).Select(range => range.First == range.Last ? range.First : $"{range.First}..{LastPart(range.Last)}");
        return string.Join(", ", shown) + (ranges.Count > most ? $", and {ranges.Count - most} more runs" : "");
    }

    private static bool IsNext(string a, string b)
    {
        var (stem, number) = Split(a);
        var (stemOfB, numberOfB) = Split(b);
        return number >= 0 && numberOfB == number + 1 && string.Equals(stem, stemOfB, StringComparison.Ordinal);
    }

    private static (string Stem, long Number) Split(string name)
    {
        var digits = name.Length;
        while (digits > 0 && char.IsAsciiDigit(name[digits - 1])) digits--;
        return name.Length - digits is > 0 and < 18 ? (name[..digits], long.Parse(name.AsSpan(digits), provider: null)) : (name, -1);
    }

    private static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];
}
