using Rhodes.Files.Sweep;
using Rhodes.Files.Yaml;

namespace Rhodes.Files;

/// <summary>Reads what is to be swept: from a file, or from options.</summary>
public static class SweepFiles
{
    public const string SweepFile = "sweep.yaml";

    /// <param name="path">A sweep file, or a folder with a <c>sweep.yaml</c>.</param>
    /// <param name="baselines">The names of baselines that are known.</param>
    /// <returns>The sweep, or every problem of its file. Never throws for what a file may be or hold.</returns>
    public static Loaded<SweepSpec> Load(string path, IReadOnlyCollection<string> baselines)
    {
        var file = Directory.Exists(path) ? Paths.Join(path, SweepFile) : Paths.Shown(path);
        Findings findings = new(file);
        var folder = Path.GetDirectoryName(file) ?? "";
        var sweep = YamlDocument.Load(file, SweepReader.What, findings) is { } document
            ? new SweepReader(findings, folder, baselines).ReadSweep(document, DefaultName(file)) : null;
        return Loaded<SweepSpec>.From(sweep, findings.InOrder());
    }

    /// <summary>One <c>--vary PATH=V1,V2,...</c>; commas inside brackets and quotes divide nothing.</summary>
    public static Loaded<SweptPath> Parse(string option, string text)
    {
        var end = text.IndexOf('=', StringComparison.Ordinal);
        Findings findings = new(end > 0 ? $"{option} {Shown.Plain(text[..end].Trim())}" : option);
        SweptPath? swept = null;
        if (end <= 0) findings.AddToWhole(Shown.Quoted(text), "PATH=V1,V2,..., such as scenario.seed=1,2,3");
        else if (YamlDocument.Parse($"[{text[(end + 1)..]}]", "values with commas between them", findings) is { } values)
            swept = SweepReader.ReadValues(text[..end].Trim(), values, findings.File, findings);
        // Columns would be those of the list that the text was made into.
        return Loaded<SweptPath>.From(swept, [.. findings.InOrder().Select(problem => problem with { Line = 0, Column = 0 })]);
    }

    /// <summary>The file's own name, or that of its folder where the file has the usual one.</summary>
    private static string DefaultName(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        if (name != Path.GetFileNameWithoutExtension(SweepFile)) return name;
        return Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) is { Length: > 0 } folder ? folder : name;
    }
}
