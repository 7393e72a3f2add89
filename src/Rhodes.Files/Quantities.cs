using System.Globalization;
using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>
/// Quantities as people write them, in files and on the command line. Each method says what is wrong in words that go behind the text.
/// </summary>
public static class Quantities
{
    public const string DurationForm = "a duration such as 30m, 45s, 1.5h, 1h30m or 21d";
    public const string InstantForm = "an instant such as 2026-06-01, 2026-06-01T08:30Z or 2026-06-01T08:30:00+02:00";
    public const string MemoryForm = "an amount of memory such as 80 GiB, 512 MiB or 64 GB";
    public const string SpeedForm = "a speed such as 1.43, from 0.001 to 1000 with at most three decimals";
    public const string PriceForm = "a price of one device for an hour such as 2.10 or \"2.10 USD/h\"";
    public const string CellsForm = "a count of cells such as 40 x rack";

    /// <summary>Far above any; keeps products of a site's device-hours exact.</summary>
    private const int MostUsdPerHour = 10_000;

    private static readonly Duration Longest = Duration.FromDays(365_250);

    /// <summary>No file may name a later one, so that sums of an instant and durations stay inside the calendar.</summary>
    private static readonly Instant Latest =
        new(DateTimeOffset.Parse("3000-01-01T00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());

    private static readonly (string Name, long Milliseconds)[] TimeUnits =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    private static readonly (string Name, long Bytes)[] MemoryUnits =
    [
        ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("PiB", 1L << 50),
        ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("PB", 1_000_000_000_000_000),
    ];

    /// <summary>One or more numbers with units, largest unit first. Never negative, at most a thousand years, whole milliseconds.</summary>
    public static bool TryParseDuration(string text, out Duration duration, out string fault)
    {
        duration = default;
        if (text.StartsWith('-')) return No("is negative", out fault);
        if (text.Contains(' ')) return No("has a space in it", out fault);
        var total = 0m;
        var lastUnit = -1;
        for (var rest = text.AsSpan(); rest.Length > 0 || lastUnit < 0;)
        {
            if (!TryTakeNumber(ref rest, out var number)) return No("", out fault);
            var letters = rest.IndexOfAnyExceptInRange('a', 'z');
            var name = (letters < 0 ? rest : rest[..letters]).ToString();
            if (name.Length == 0) return No(rest.Length == 0 ? "has no unit" : "", out fault);
            var unit = Array.FindIndex(TimeUnits, known => known.Name == name);
            if (unit < 0) return No($"has the unknown unit '{name}'", out fault);
            if (unit <= lastUnit) return No("has its units in the wrong order", out fault);
            total += number * TimeUnits[unit].Milliseconds;
            lastUnit = unit;
            rest = rest[name.Length..];
        }
        if (total > Longest.Milliseconds) return No("is more than a thousand years", out fault);
        if (total != decimal.Truncate(total)) return No("is not in whole milliseconds", out fault);
        duration = new Duration((long)total);
        return Yes(out fault);
    }

    /// <summary>ISO 8601 with <c>Z</c> or an offset; a date alone is midnight UTC. From 1970 to 3000.</summary>
    public static bool TryParseInstant(string text, out Instant instant, out string fault)
    {
        instant = default;
        if (!TryParseTime(text, out var time, out fault)) return false;
        var milliseconds = time.ToUnixTimeMilliseconds();
        if (milliseconds < 0) return No("is before 1970", out fault);
        if (milliseconds > Latest.Milliseconds) return No("is after the year 2999", out fault);
        instant = new Instant(milliseconds);
        return Yes(out fault);
    }

    /// <summary>In MiB, rounded down.</summary>
    public static bool TryParseMemory(string text, out long mib, out string fault)
    {
        mib = 0;
        if (text.StartsWith('-')) return No("is negative", out fault);
        var rest = text.AsSpan();
        if (!TryTakeNumber(ref rest, out var number)) return No("", out fault);
        var name = rest.TrimStart(' ').ToString();
        if (name.Length == 0) return No("has no unit", out fault);
        var unit = Array.FindIndex(MemoryUnits, known => known.Name == name);
        if (unit < 0) return No($"has the unknown unit '{Yaml.Shown.Plain(name)}'", out fault);
        var whole = decimal.Truncate(number * MemoryUnits[unit].Bytes / (1L << 20));
        if (whole < 1) return No("is less than 1 MiB", out fault);
        if (whole > 1L << 40) return No("is more than 1024 PiB", out fault);
        mib = (long)whole;
        return Yes(out fault);
    }

    /// <summary>In thousandths of the reference speed.</summary>
    public static bool TryParseSpeed(string text, out int thousandths, out string fault) =>
        TryParseThousandths(text, 1, 1_000_000, out thousandths, out fault);

    /// <summary>A number with at most three decimals, in thousandths, as are its bounds.</summary>
    public static bool TryParseThousandths(string text, int least, int most, out int thousandths, out string fault)
    {
        thousandths = 0;
        if (text.StartsWith('-')) return No("is negative", out fault);
        var rest = text.AsSpan();
        if (!TryTakeNumber(ref rest, out var number) || rest.Length > 0) return No("", out fault);
        if (number * 1000 < least) return No($"is less than {least / 1000m:0.###}", out fault);
        if (number * 1000 > most) return No($"is more than {most / 1000m:0.###}", out fault);
        if (number * 1000 != decimal.Truncate(number * 1000)) return No("has more than three decimals", out fault);
        thousandths = (int)(number * 1000);
        return Yes(out fault);
    }

    /// <summary>USD for one device and hour; the unit may be left out. Zero is possible, less is not.</summary>
    public static bool TryParsePrice(string text, out decimal usdPerHour, out string fault)
    {
        usdPerHour = 0;
        if (text.StartsWith('-')) return No("is negative", out fault);
        var rest = text.AsSpan();
        if (!TryTakeNumber(ref rest, out var number)) return No("", out fault);
        var unit = rest.Trim(' ').ToString();
        if (unit is not ("" or "USD/h")) return No($"has the unknown unit '{Yaml.Shown.Plain(unit)}'; prices are in USD/h", out fault);
        if (number > MostUsdPerHour) return No($"is more than {MostUsdPerHour} USD/h", out fault);
        usdPerHour = number;
        return Yes(out fault);
    }

    /// <summary>A count, <c>x</c> or <c>×</c>, and a level; its plural is as good.</summary>
    public static bool TryParseCells(string text, out CellCount cells, out string fault)
    {
        cells = default;
        var sign = text.IndexOfAny(['x', '×']);
        if (sign < 0) return No("", out fault);
        if (!TryParseWhole(text[..sign].Trim(), 1, Reading.Read.MostOfAnything, out var count, out fault)) return false;
        var word = text[(sign + 1)..].Trim();
        foreach (var level in Enum.GetValues<Level>())
        {
            if (word != level.Name() && word != level.Name() + "s") continue;
            cells = new CellCount(count, level);
            return true;
        }
        return No($"names no level of the fabric: site, hall, pod, rack or node", out fault);
    }

    /// <summary>Digits, also in groups: <c>220_000</c>.</summary>
    public static bool TryParseWhole(string text, int least, int most, out int number, out string fault)
    {
        number = 0;
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var body = digits.StartsWith('-') ? digits.AsSpan(1) : digits;
        if (body.Length == 0 || body.IndexOfAnyExceptInRange('0', '9') >= 0) return No("", out fault);
        if (text.StartsWith('_') || text.EndsWith('_')) return No("", out fault);
        if (body.Length > 18) return No(digits[0] == '-' ? "is too small" : "is too large", out fault);
        var value = long.Parse(digits, CultureInfo.InvariantCulture);
        if (value < least) return No("is too small", out fault);
        if (value > most) return No("is too large", out fault);
        number = (int)value;
        return Yes(out fault);
    }

    private static readonly System.Buffers.SearchValues<char> NumberLetters = System.Buffers.SearchValues.Create("0123456789.");

    /// <summary>Takes digits with at most one point from the front.</summary>
    private static bool TryTakeNumber(ref ReadOnlySpan<char> rest, out decimal number)
    {
        var end = rest.IndexOfAnyExcept(NumberLetters);
        var digits = end < 0 ? rest : rest[..end];
        number = 0;
        if (digits.Length is 0 or > 15 || !char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(digits[^1])) return false;
        rest = rest[digits.Length..];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    private static bool TryParseTime(string text, out DateTimeOffset time, out string fault)
    {
        const DateTimeStyles asUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var culture = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", culture, asUtc, out time)) return Yes(out fault);
        if (DateTimeOffset.TryParseExact(text, TimeForms, culture, asUtc, out time)) return No("has no time zone", out fault);
        var zoned = Array.ConvertAll(TimeForms, form => form + (text.EndsWith('Z') ? "'Z'" : "zzz"));
        return DateTimeOffset.TryParseExact(text, zoned, culture, asUtc, out time) ? Yes(out fault) : No("", out fault);
    }

    private static bool Yes(out string fault)
    {
        fault = "";
        return true;
    }

    private static bool No(string why, out string fault)
    {
        fault = why;
        return false;
    }
}
