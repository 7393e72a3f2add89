using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Cli.Live;

/// <summary>Instants and lengths of time as tables have room for them.</summary>
internal static class Times
{
    /// <summary>An instant that a server wrote, to the second: <c>2026-01-05 09:30:00</c>, in UTC. Empty for none.</summary>
    public static string When(string? at) => at is null ? "" : Read(at) is { } instant ? $"{instant}"[..19].Replace('T', ' ') : Client.Plain.Text(at);

    /// <summary>How long it is from one instant to another, in its two largest units: <c>2d 4h</c>, <c>12m 5s</c>.</summary>
    public static string Between(string? from, string? to)
    {
        if (from is null || to is null || Read(from) is not { } first || Read(to) is not { } last) return "";
        var seconds = Math.Max(0, last.Milliseconds - first.Milliseconds) / 1_000;
        return seconds switch
        {
            < 60 => $"{seconds}s",
            < 3_600 => $"{seconds / 60}m {seconds % 60:00}s",
            < 86_400 => $"{seconds / 3_600}h {seconds % 3_600 / 60:00}m",
            _ => $"{seconds / 86_400:#,0}d {seconds % 86_400 / 3_600:00}h",
        };
    }

    /// <summary>The same of a number of seconds.</summary>
    public static string Length(decimal seconds) => $"{new Duration((long)(seconds * 1_000))}";

    private static Instant? Read(string text) => Quantities.TryParseInstant(text, out var at, out _) ? at : null;
}
