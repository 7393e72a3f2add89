using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>Figures as people read them.</summary>
public static class Words
{
    public static string Count(long count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";

    /// <summary>As <see cref="Count"/>, and <c>no loan</c> for none.</summary>
    public static string CountOrNo(long count, string what) => count == 0 ? $"no {what}" : Count(count, what);

    /// <summary>Device-milliseconds as device-hours, to the tenth.</summary>
    public static string Hours(Int128 deviceMs) => $"{ReplayFigures.Hours(deviceMs):#,0.0}";

    /// <summary>Device-milliseconds as device-hours, with no more digits than mean anything.</summary>
    public static string RoundHours(Int128 deviceMs)
    {
        var hours = ReplayFigures.Hours(deviceMs);
        return hours >= 10_000_000 ? $"{hours / 1_000_000:#,0.0} million" : hours >= 100 ? $"{hours:#,0}" : $"{hours:0.#}";
    }

    /// <summary>A part of a whole in per cent; what is not nothing never shows as nothing.</summary>
    public static string Share(Int128 part, Int128 whole)
    {
        if (whole == 0) return "–";
        var percent = (decimal)part / (decimal)whole * 100;
        return percent is 0 or >= 99.95m ? $"{percent:0} %" : percent >= 0.1m ? $"{percent:0.0} %" : percent >= 0.001m ? $"{percent:0.000} %" : "< 0.001 %";
    }

    /// <summary>In days, or in hours where it is short.</summary>
    public static string Days(Duration duration) => duration >= Duration.FromDays(3)
        ? $"{duration.Milliseconds / 86_400_000m:0.0} days" : $"{duration.Milliseconds / 3_600_000m:0.0} hours";

    /// <summary>In the two largest units, which is as much as a table can show.</summary>
    public static string Time(long milliseconds)
    {
        foreach (var unit in new[] { 86_400_000L, 3_600_000L, 60_000L })
        {
            if (milliseconds < unit) continue;
            var step = unit == 86_400_000L ? 3_600_000L : unit / 60;
            return $"{new Duration(milliseconds / step * step)}";
        }

        return $"{milliseconds / 1_000m:0.#}s";
    }

    /// <summary>As <see cref="Time"/>, spelt out: <c>22 min 11 s</c>.</summary>
    public static string SpeltTime(long milliseconds)
    {
        List<string> parts = [];
        var left = (milliseconds + 500) / 1_000 * 1_000;
        foreach (var (unit, name) in new[] { (86_400_000L, "d"), (3_600_000L, "h"), (60_000L, "min"), (1_000L, "s") })
        {
            if (left >= unit && parts.Count < 2) parts.Add($"{left / unit} {name}");
            left = parts.Count < 2 ? left % unit : 0;
        }

        return parts.Count > 0 ? string.Join(' ', parts) : milliseconds == 0 ? "no time" : "under 1 s";
    }

    /// <summary><c>at once</c>, or <c>within 22 min 11 s</c>.</summary>
    public static string Within(long milliseconds) => milliseconds < 1_000 ? "at once" : $"within {SpeltTime(milliseconds)}";

    /// <summary>The day of an instant in UTC, with the time of day where the run is short.</summary>
    public static string Day(Instant at, Duration run)
    {
        if (at.IsNever) return "without end";
        var when = DateTimeOffset.FromUnixTimeMilliseconds(at.Milliseconds);
        return run > Duration.FromDays(20) ? $"{when:yyyy-MM-dd}" : $"{when:yyyy-MM-dd HH:mm}";
    }

    /// <summary><c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> parts) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";
}
