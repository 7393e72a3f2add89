using Rhodes.Files.Yaml;

namespace Rhodes.Files.Settings;

/// <summary>Reads files as if the settings stood in them. Problems with what was set name the setting, never a line that does not have it.</summary>
internal sealed class SettingsInFiles(IReadOnlyList<Setting> settings)
{
    public const string Scenario = "scenario", Fabric = "fabric", Tenants = "tenants", Leases = "leases";

    public static readonly IReadOnlyList<string> Files = [Scenario, Fabric, Tenants, Leases];

    public static readonly SettingsInFiles None = new([]);

    /// <summary>Of paths that cannot lead anywhere, whatever the files hold.</summary>
    public static List<Problem> Problems(IReadOnlyList<Setting> settings) => [.. settings.Select(SettingPath.Problem).OfType<Problem>()];

    /// <param name="file">One of <see cref="Files"/>, as paths name it.</param>
    /// <returns>Null when it cannot be read; then the findings say why.</returns>
    public YamlValue? Load(string file, string what, Findings findings)
    {
        var document = YamlDocument.Load(findings.File, what, findings);
        foreach (var setting in settings)
        {
            var path = SettingPath.Parse(setting.Path)!;
            if (document is null || path[0] != file) continue;
            // These two files are a list under their own name, which nobody says twice.
            if (file is Tenants or Leases) path.Insert(1, file);
            document = ValueOf(setting, findings) is { } value ? new Placement(setting, path, value, findings).In(document) : null;
        }
        return document;
    }

    private static YamlValue? ValueOf(Setting setting, Findings findings)
    {
        Mark at = new(0, 0, setting.Origin);
        if (setting.Value.Length == 0)
        {
            findings.Add(at, "nothing behind '='", "a value, as it would stand in the file");
            return null;
        }
        Findings inside = new(setting.Origin);
        var value = YamlDocument.Parse(setting.Value, "a value, as it would stand in the file", inside);
        foreach (var problem in inside.InOrder()) findings.Add(at, $"{Shown.Quoted(setting.Value)}: {problem.Found}", problem.Expected, null, problem.Advice);
        return inside.Count > 0 || value is null ? null : Moved(value, at);
    }

    /// <summary>The same value, and its place is the setting.</summary>
    private static YamlValue Moved(YamlValue value, Mark at) => value switch
    {
        YamlText text => text.MovedTo(at),
        YamlList list => new YamlList(at, [.. list.Items.Select(item => Moved(item, at))]),
        YamlMapping mapping => new YamlMapping(at, [.. mapping.Entries.Select(entry => new YamlEntry(entry.Key, at, Moved(entry.Value, at)))]),
        _ => value,
    };
}
