using Rhodes.Files.Scenario;
using Rhodes.Files.Yaml;

namespace Rhodes.Files;

/// <summary>Reads a scenario with the site that it plays on.</summary>
public static class ScenarioFiles
{
    public const string ScenarioFile = "scenario.yaml";

    /// <param name="path">A scenario file, or a folder with a <c>scenario.yaml</c>.</param>
    /// <param name="kinds">The accelerator kinds that are known.</param>
    /// <returns>The scenario, or every problem of its file and of its site's files. Never throws for what a file may be or hold.</returns>
    public static Loaded<ScenarioSpec> Load(string path, IReadOnlyCollection<string> kinds)
    {
        var file = Directory.Exists(path) ? Paths.Join(path, ScenarioFile) : Paths.Shown(path);
        var findings = new Findings(file);
        if (YamlDocument.Load(file, ScenarioReader.What, findings) is not { } document)
            return Loaded<ScenarioSpec>.From(null, findings.InOrder());
        var folder = Path.GetDirectoryName(file) ?? "";
        var site = LoadSite(document, folder, kinds);
        var reader = new ScenarioReader(findings, folder, site.Value);
        var scenario = reader.ReadScenario(document, DefaultName(folder));
        return Loaded<ScenarioSpec>.From(scenario, [.. site.Problems, .. findings.InOrder(), .. reader.InFaultFiles]);
    }

    /// <summary>The site of the scenario's own folder, unless it names another one, or other files in place of the site's.</summary>
    private static Loaded<SiteSpec> LoadSite(YamlValue document, string folder, IReadOnlyCollection<string> kinds)
    {
        var written = Written(document, "site");
        var site = written is null ? folder : Path.Combine(folder, written);
        if (site.Length == 0) site = ".";
        string[] keys = ["fabric", "tenants", "leases"];
        if (keys.All(key => Written(document, key) is null)) return SiteFiles.Load(site, kinds);
        string PathOf(string key, string own) => Written(document, key) is { } other ? Paths.Join(folder, other) : Paths.Join(Paths.Shown(site), own);
        return SiteFiles.Load(
            Paths.Shown(site), PathOf("fabric", SiteFiles.FabricFile), PathOf("tenants", SiteFiles.TenantsFile),
            PathOf("leases", SiteFiles.LeasesFile), kinds);
    }

    private static string? Written(YamlValue document, string key) =>
        (document as YamlMapping)?.Find(key)?.Value is YamlText { IsNothing: false } text ? text.Text : null;

    private static string DefaultName(string folder)
    {
        var name = Path.GetFileName(Path.GetFullPath(folder.Length == 0 ? "." : folder));
        return name.Length == 0 ? "scenario" : name;
    }
}
