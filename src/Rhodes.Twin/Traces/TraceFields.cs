using System.Globalization;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Traces;

/// <summary>The fields of one line. The first that is wrong becomes the <see cref="Problem"/>; look for it once, after the last.</summary>
/// <param name="unknown">True: -1 says that a figure is not known, and is read as null.</param>
internal ref struct TraceFields(string file, long number, ReadOnlySpan<char> line, ReadOnlySpan<Range> ranges, bool unknown)
{
    /// <summary>100 years. Longer is a slip of units, and would overflow once it is multiplied by processors.</summary>
    private const long LongestSeconds = 3_155_760_000;

    private readonly ReadOnlySpan<char> _line = line;
    private readonly ReadOnlySpan<Range> _ranges = ranges;

    public TraceProblem? Problem { get; private set; }

    /// <summary>A field without the blanks around it.</summary>
    public readonly ReadOnlySpan<char> Text(int field) => _line[_ranges[field]].Trim();

    /// <summary>Where a field's text starts, from 1.</summary>
    public readonly int Column(int field)
    {
        var (start, length) = _ranges[field].GetOffsetAndLength(_line.Length);
        var raw = _line.Slice(start, length);
        return start + (length - raw.TrimStart().Length) + 1;
    }

    /// <summary>A length of time, to the nearest millisecond.</summary>
    /// <returns>Null when it is unknown or wrong.</returns>
    public Duration? Seconds(int field, string name) =>
        Number(field, $"{name} in seconds", LongestSeconds) is { } seconds
            ? new(decimal.ToInt64(decimal.Round(seconds * 1_000, MidpointRounding.AwayFromZero)))
            : null;

    /// <summary>A whole number that is not negative.</summary>
    /// <returns>Null when it is unknown or wrong.</returns>
    public int? Whole(int field, string name) => (int?)WholeLong(field, name, int.MaxValue);

    /// <summary>As <see cref="Whole"/>, up to <paramref name="most"/>.</summary>
    public long? WholeLong(int field, string name, long most)
    {
        if (Number(field, name, most) is not { } value) return null;
        if (decimal.IsInteger(value)) return decimal.ToInt64(value);
        Fail(field, $"{name}, a whole number");
        return null;
    }

    /// <summary>Any number that is not negative.</summary>
    /// <returns>Null when it is unknown or wrong.</returns>
    public decimal? Figure(int field, string name) => Number(field, name, long.MaxValue);

    public void Fail(int field, string expected) =>
        Problem ??= new(file, number, Column(field), TraceProblem.Quote(Text(field)), expected);

    private decimal? Number(int field, string name, long most)
    {
        var text = Text(field);
        if (TryParse(text, out var value))
        {
            if (unknown && value == -1) return null;
            if (value >= 0 && value <= most) return value;
        }
        Fail(field, $"{name}, a number from 0 to {most:#,0}{(unknown ? ", or -1 where it is unknown" : "")}");
        return null;
    }

    // Most figures are whole, and reading them so takes a third of the time.
    private static bool TryParse(ReadOnlySpan<char> text, out decimal value)
    {
        var whole = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer);
        value = integer;
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint; // no exponents, no infinities
        return whole || decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out value);
    }
}
