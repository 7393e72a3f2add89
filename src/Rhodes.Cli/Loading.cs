using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Cli;

/// <summary>Reads what commands are given: files, instants, names. Whatever is wrong was said when it returns false.</summary>
internal static class Loading
{
    private static IReadOnlyCollection<string> Kinds { get; } = [.. Catalogue.Kinds.Select(kind => kind.Id)];

    /// <summary>The option that puts values in place of those in a scenario's files.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "Read the files as if VALUE stood at PATH in them; may be given again.", HelpName = "PATH=VALUE", DefaultValueFactory = _ => [],
    };

    /// <param name="set">What <see cref="Set"/> was given.</param>
    public static bool TryLoadScenario(string path, string[] set, Terminal terminal, [NotNullWhen(true)] out ScenarioSpec? scenario)
    {
        scenario = null;
        if (!TryReadSettings(set, terminal, out var settings)) return false;
        var loaded = Load(path, settings);
        scenario = loaded.Value;
        if (scenario is not null) return true;
        terminal.Refuse(loaded.Problems);
        // A value that was set may also be wrong beside one that is only written down, and the place told is the latter's.
        if (loaded.Problems.Any(problem => settings.TrueForAll(setting => setting.Origin != problem.File)))
            foreach (var setting in settings) terminal.Error.WriteLine($"  (read with {setting.Path}={setting.Value})");
        return false;
    }

    public static Loaded<ScenarioSpec> Load(string path, IReadOnlyList<Setting> settings) => ScenarioFiles.Load(path, Kinds, settings);

    public static bool TryReadSettings(string[] set, Terminal terminal, out List<Setting> settings)
    {
        var parsed = set.Select(text => Setting.Parse("--set", text)).ToList();
        settings = [.. parsed.Select(each => each.Value).OfType<Setting>()];
        if (settings.Count < parsed.Count) terminal.Refuse(parsed.SelectMany(each => each.Problems));
        return settings.Count == parsed.Count;
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
