using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Cli;

/// <summary>Reads what commands are given: files, instants, names. Whatever is wrong was said when it returns false.</summary>
internal static class Loading
{
    private static IReadOnlyCollection<string> Kinds { get; } = [.. Catalogue.Kinds.Select(kind => kind.Id)];

    public static bool TryLoadScenario(string path, Terminal terminal, [NotNullWhen(true)] out ScenarioSpec? scenario)
    {
        var loaded = ScenarioFiles.Load(path, Kinds);
        scenario = loaded.Value;
        if (!loaded.IsSound) terminal.Refuse(loaded.Problems);
        return loaded.IsSound;
    }

    public static bool TryLoadSite(string path, Terminal terminal, [NotNullWhen(true)] out SiteSpec? site)
    {
        var loaded = SiteFiles.Load(path, Kinds);
        site = loaded.Value;
        if (!loaded.IsSound) terminal.Refuse(loaded.Problems);
        return loaded.IsSound;
    }

    /// <summary>An instant, or a duration since <paramref name="from"/>.</summary>
    public static bool TryReadTime(string option, string text, Instant from, Terminal terminal, out Instant at)
    {
        at = default;
        if (Quantities.TryParseDuration(text, out var since, out _)) at = from + since;
        else if (!Quantities.TryParseInstant(text, out at, out var fault))
        {
            terminal.Refuse($"{option}: '{text}'{(fault.Length > 0 ? " " : "")}{fault}; expected {Quantities.InstantForm}, or a duration since the start such as 36h");
            return false;
        }

        if (at >= from) return true;
        terminal.Refuse($"{option}: {at} is before the start {from}; expected an instant of the scenario, or a duration since its start such as 36h");
        return false;
    }

    /// <param name="asked">What <c>--until</c> says; null: it was not given, and nor is an end.</param>
    public static bool TryReadUntil(string? asked, Instant from, Terminal terminal, out Instant? until)
    {
        until = null;
        if (asked is null) return true;
        if (!TryReadTime("--until", asked, from, terminal, out var end)) return false;
        until = end;
        return true;
    }

    /// <summary>Whether a file can be written; it is said if not.</summary>
    public static bool TryCreate(string option, string path, Terminal terminal, [NotNullWhen(true)] out FileStream? file) =>
        TryOpen(option, path, FileMode.Create, terminal, out file);

    /// <summary>Whether a file can be opened so that it can be written; it is said if not.</summary>
    public static bool TryOpen(string option, string path, FileMode mode, Terminal terminal, [NotNullWhen(true)] out FileStream? file)
    {
        file = null;
        try
        {
            file = new(path, mode, FileAccess.Write);
            return true;
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            terminal.Refuse($"{option}: '{path}' cannot be written: {no.Message}");
            return false;
        }
    }
}
