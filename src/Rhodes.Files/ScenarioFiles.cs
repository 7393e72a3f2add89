using Rhodes.Files.Scenario;
using Rhodes.Files.Settings;
using Rhodes.Files.Yaml;

namespace Rhodes.Files;

/// <summary>Reads a scenario with the site that it plays on.</summary>
public static class ScenarioFiles
{
    public const string ScenarioFile = "scenario.yaml";

    /// <param name="path">A scenario file, or a folder with a <c>scenario.yaml</c>.</param>
    /// <param name="kinds">The accelerator kinds that are known.</param>
    /// <param name="set">Values in place of those in the files; null: none.</param>
    /// <returns>The scenario, or every problem of its file and of its site's files. Never throws for what a file may be or hold.</returns>
    public static Loaded<ScenarioSpec> Load(string path, IReadOnlyCollection<string> kinds, IReadOnlyList<Setting>? set = null)
    {
        if (SettingsInFiles.Problems(set ?? []) is { Count: > 0 } misplaced) return Loaded<ScenarioSpec>.From(null, misplaced);
        var file = Directory.Exists(path) ? Paths.Join(path, ScenarioFile) : Paths.Shown(path);
        var findings = new Findings(file);
        SettingsInFiles settings = new(set ?? []);
        if (settings.Load(SettingsInFiles.Scenario, ScenarioReader.What, findings) is not { } document)
            return Loaded<ScenarioSpec>.From(null, findings.InOrder());
        var folder = Path.GetDirectoryName(file) ?? "";
        var site = LoadSite(document, folder, kinds, settings);
        var reader = new ScenarioReader(findings, folder, site.Value);
        var scenario = reader.ReadScenario(document, DefaultName(folder));
        if (scenario is not null) scenario = scenario with { Files = [file, .. scenario.Site.Files, .. NamedFiles(document).Select(name => Paths.Join(folder, name))] };
        return Loaded<ScenarioSpec>.From(scenario, [.. site.Problems, .. findings.InOrder(), .. reader.InFaultFiles]);
    }

    /// <summary>The site of the scenario's own folder, unless it names another one, or other files in place of the site's.</summary>
    private static Loaded<SiteSpec> LoadSite(YamlValue document, string folder, IReadOnlyCollection<string> kinds, SettingsInFiles settings)
    {
        var written = Written(document, "site");
        var site = written is null ? folder : Path.Combine(folder, written);
        if (site.Length == 0) site = ".";
        string[] keys = ["fabric", "tenants", "leases"];
        if (keys.All(key => Written(document, key) is null)) return SiteFiles.Load(site, kinds, settings);
        string PathOf(string key, string own) => Written(document, key) is { } other ? Paths.Join(folder, other) : Paths.Join(Paths.Shown(site), own);
        return SiteFiles.Load(
            Paths.Shown(site), PathOf("fabric", SiteFiles.FabricFile), PathOf("tenants", SiteFiles.TenantsFile),
            PathOf("leases", SiteFiles.LeasesFile), kinds, settings);
    }

    private static string? Written(YamlValue document, string key) =>
        (document as YamlMapping)?.Find(key)?.Value is YamlText { IsNothing: false } text ? text.Text : null;

    /// <summary>Traces, shapes, faults: whatever the scenario names besides its site.</summary>
    private static IEnumerable<string> NamedFiles(YamlValue value) => value switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry =>
            entry is { Key: "trace" or "file" or "fault-file", Value: YamlText name } ? [name.Text] : NamedFiles(entry.Value)),
        YamlList list => list.Items.SelectMany(NamedFiles),
        _ => [],
    };

    private static string DefaultName(string folder)
    {
        var name = Path.GetFileName(Path.GetFullPath(folder.Length == 0 ? "." : folder));
        return name.Length == 0 ? "scenario" : name;
    }
}
