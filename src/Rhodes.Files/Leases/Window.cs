using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Leases;

/// <summary>A stretch of the day that recurs on some days of the week, in UTC.</summary>
/// <param name="Days">Bit 0 is Sunday, as in <see cref="DayOfWeek"/>.</param>
/// <param name="To">At or before <paramref name="From"/>: on the next day.</param>
internal sealed record Window(int Days, Duration From, Duration To)
{
    private const int EveryDay = 0b1111111;
    private const long Day = 86_400_000;

    private static readonly Reader<int> DayNames = Read.OneOf("day", new Dictionary<string, int>
    {
        ["mon"] = 2, ["tue"] = 4, ["wed"] = 8, ["thu"] = 16, ["fri"] = 32, ["sat"] = 64, ["sun"] = 1,
        ["weekdays"] = 0b0111110, ["weekends"] = 0b1000001, ["daily"] = EveryDay,
    });

    private static readonly Reader<Duration> TimeOfDay =
        Read.Text<Duration>("a time of day in UTC such as 22:00, at most 24:00", TryParseTime);

    public static Reader<Window> Reader(Findings findings) => Read.With("a window {days, from, to}", (value, _) =>
    {
        if (MappingReader.Open(value, LeaseKeys.Window, findings) is not { } keys) return null;
        var days = keys.Optional("days", Read.OneOrMore(DayNames), [EveryDay]).Aggregate(0, (all, day) => all | day);
        var from = keys.Required("from", TimeOfDay);
        var to = keys.Required("to", TimeOfDay);
        if (keys.ValuesAreSound && from == to)
            keys.Refuse(
                keys.At("to"), "a window that ends when it starts", "another time; a whole day is from 00:00 to 24:00");
        return keys.IsSound ? new Window(days, from, to) : null;
    });

    /// <summary>The steps that the windows cut out of a stretch; what overlaps or abuts is one step.</summary>
    public static IReadOnlyList<DraftStep> Expand(IReadOnlyList<Window> windows, DraftStep stretch)
    {
        List<DraftStep> cuts = [];
        for (var midnight = (stretch.From.Milliseconds / Day - 1) * Day; midnight < stretch.Until.Milliseconds; midnight += Day)
            foreach (var window in windows) window.AddCut(midnight, stretch, cuts);
        List<DraftStep> steps = [];
        foreach (var cut in cuts.OrderBy(cut => cut.From))
        {
            if (steps.Count == 0 || cut.From > steps[^1].Until) steps.Add(cut);
            else steps[^1] = steps[^1] with { Until = Instant.Later(steps[^1].Until, cut.Until) };
        }
        return steps;
    }

    private void AddCut(long midnight, DraftStep stretch, List<DraftStep> cuts)
    {
        var dayOfWeek = (int)((midnight / Day + 4) % 7); // the epoch was a Thursday, and no stretch begins before it
        if ((Days >> dayOfWeek & 1) == 0) return;
        var end = To <= From ? midnight + Day + To.Milliseconds : midnight + To.Milliseconds;
        var from = Instant.Later(stretch.From, new Instant(midnight + From.Milliseconds));
        var until = Instant.Earlier(stretch.Until, new Instant(end));
        if (from < until) cuts.Add(stretch with { From = from, Until = until });
    }

    private static bool TryParseTime(string text, out Duration time, out string fault)
    {
        (time, fault) = (default, "");
        if (text.Length != 5 || text[2] != ':') return false;
        if (!int.TryParse(text.AsSpan(0, 2), System.Globalization.NumberStyles.None, null, out var hours)) return false;
        if (!int.TryParse(text.AsSpan(3, 2), System.Globalization.NumberStyles.None, null, out var minutes)) return false;
        time = Duration.FromMinutes(hours * 60 + minutes);
        return minutes < 60 && time <= Duration.FromHours(24);
    }
}
