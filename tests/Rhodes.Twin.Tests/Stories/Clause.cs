using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Tests.Stories;

/// <summary>The words between two commas of a story's line, and how one is read.</summary>
internal sealed class Clause(string text)
{
    private readonly string[] _words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public string Text => string.Join(' ', _words);

    public int Count => _words.Length;

    /// <summary>Empty behind the last.</summary>
    public string this[int place] => place < _words.Length ? _words[place] : "";

    public IEnumerable<string> From(int place) => _words.Skip(place);

    public int Number(int place) => int.Parse(this[place], null);

    /// <summary>The word after another; null when that is not there.</summary>
    public string? After(string word) => Array.IndexOf(_words, word) is >= 0 and var place ? this[place + 1] : null;

    public Instant? TimeAfter(string word) => After(word) is { } time ? Time(time) : null;

    public Duration? LengthAfter(string word) => After(word) is { } length ? Length(length) : null;

    public static bool IsTime(string word) => word.Contains(':', StringComparison.Ordinal) && char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[^1]);

    /// <summary><c>00:10</c>, <c>26:05:30</c>, <c>00:00:00.001</c> since midnight.</summary>
    public static Instant Time(string clock)
    {
        var parts = clock.Split(':');
        var seconds = parts.Length > 2 ? decimal.Parse(parts[2], null) : 0;
        return Story.Midnight + new Duration((int.Parse(parts[0], null) * 3_600_000L) + (int.Parse(parts[1], null) * 60_000L) + (long)(seconds * 1_000));
    }

    /// <summary><c>1h30m</c>, <c>45s</c>, <c>1ms</c>, <c>-1m</c>.</summary>
    public static Duration Length(string text)
    {
        long total = 0;
        var sign = text[0] == '-' ? -1 : 1;
        for (var at = sign < 0 ? 1 : 0; at < text.Length;)
        {
            var digits = at;
            while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
            var unit = digits;
            while (unit < text.Length && !char.IsAsciiDigit(text[unit])) unit++;
            total += long.Parse(text[at..digits], null) * UnitMs(text[digits..unit]);
            at = unit;
        }

        return new(sign * total);
    }

    public static Level LevelOf(string word) => Enum.Parse<Level>(word, ignoreCase: true);

    /// <summary><c>node</c>; <c>rack/17</c>: seventeen nodes; <c>pod/2/4</c>: two racks of four nodes; <c>pod/0/6</c>: six nodes anywhere.</summary>
    public static CellShape Shape(string word)
    {
        var parts = word.Split('/');
        if (parts.Length == 1) return CellShape.OneNode;
        var inside = parts[1..].Select(part => int.Parse(part, null)).ToArray();
        var racks = inside.Length > 1 ? inside[^2] : 0;
        var pods = inside.Length > 2 ? inside[^3] : 0;
        return new(LevelOf(parts[0]), 0, pods, racks, inside[^1]);
    }

    private static long UnitMs(string unit) => unit switch
    {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => throw new FormatException($"'{unit}' is no unit of time"),
    };
}
