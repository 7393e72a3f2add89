using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Settings;

/// <summary>
/// A way into a file: <c>leases.lab.steps[0].cells</c>. What stands in brackets may have dots in it, and is the same otherwise.
/// </summary>
internal static class SettingPath
{
    private const string Form = "a path such as leases.lab.steps[0].cells";

    /// <summary>What is wrong with its form or its file; null when that is sound.</summary>
    public static Problem? Problem(Setting setting)
    {
        if (Parse(setting.Path) is not { } parts) return Setting.Wrong(setting.Origin, Shown.Quoted(setting.Path), Form);
        var file = parts[0];
        if (!SettingsInFiles.Files.Contains(file))
            return Setting.Wrong(setting.Origin, $"unknown file {Shown.Quoted(file)}", $"one of {Shown.Names(SettingsInFiles.Files)}", Nearest.To(file, SettingsInFiles.Files));
        return parts.Count > 1 ? null : Setting.Wrong(setting.Origin, $"'{file}', a whole file", $"{Form} inside it");
    }

    /// <returns>The file, then the steps inside it; null when it is no path.</returns>
    public static List<string>? Parse(string path)
    {
        List<string> parts = [];
        for (var at = 0; at < path.Length || parts.Count == 0;)
        {
            var inBrackets = at < path.Length && path[at] == '[';
            if (parts.Count > 0 && !inBrackets && path[at++] != '.') return null;
            if (inBrackets) at++;
            var end = inBrackets ? path.IndexOf(']', at) : path.AsSpan(at).IndexOfAny('.', '[') is >= 0 and var length ? at + length : path.Length;
            if (end <= at) return null;
            parts.Add(path[at..end].Trim());
            at = inBrackets ? end + 1 : end;
        }
        return parts;
    }
}
