using Rhodes.Files.Settings;
using Rhodes.Files.Yaml;

namespace Rhodes.Files;

/// <summary>
/// A value that somebody puts in place of one in the files of a scenario or its site, before they are read:
/// <c>leases.lab.steps[0].cells=40 x rack</c>.
/// </summary>
/// <param name="Path">The file (scenario, fabric, tenants or leases), then keys, and in lists names or numbers from 0.</param>
/// <param name="Value">As it would stand in the file.</param>
/// <param name="Origin">Where somebody wrote it, as messages name it: <c>--set leases.lab.cells</c>.</param>
public sealed record Setting(string Path, string Value, string Origin)
{
    private const string Form = "PATH=VALUE, such as leases.lab.cells=\"40 x rack\" or scenario.seed=8";

    /// <param name="option">The option that it was given with: <c>--set</c>.</param>
    /// <returns>The setting, or what is wrong with its form. Whether the path leads anywhere is told when the files are read.</returns>
    public static Loaded<Setting> Parse(string option, string text)
    {
        var end = text.IndexOf('=', StringComparison.Ordinal);
        if (end <= 0) return Loaded<Setting>.From(null, [Wrong(option, Shown.Quoted(text), Form)]);
        Setting setting = new(text[..end].Trim(), text[(end + 1)..].Trim(), $"{option} {Shown.Plain(text[..end].Trim())}");
        return SettingPath.Problem(setting) is { } problem ? Loaded<Setting>.From(null, [problem]) : Loaded<Setting>.From(setting, []);
    }

    internal static Problem Wrong(string origin, string found, string expected, string? nearest = null) =>
        new() { File = origin, Line = 0, Column = 0, Found = found, Expected = expected, Nearest = nearest };
}
