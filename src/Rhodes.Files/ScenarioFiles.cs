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
        var site = SiteFiles.Load(SiteFolder(document, folder), kinds);
        var reader = new ScenarioReader(findings, folder, site.Value);
        var scenario = reader.ReadScenario(document, DefaultName(folder));
        return Loaded<ScenarioSpec>.From(scenario, [.. site.Problems, .. findings.InOrder(), .. reader.InFaultFiles]);
    }

    /// <summary>The scenario's own folder, unless it names another one from there.</summary>
    private static string SiteFolder(YamlValue document, string folder)
    {
        var written = (document as YamlMapping)?.Find("site")?.Value as YamlText;
        var joined = written is null or { IsNothing: true } ? folder : Path.Combine(folder, written.Text);
        return joined.Length == 0 ? "." : joined;
    }

    private static string DefaultName(string folder)
    {
        var name = Path.GetFileName(Path.GetFullPath(folder.Length == 0 ? "." : folder));
        return name.Length == 0 ? "scenario" : name;
    }
}
