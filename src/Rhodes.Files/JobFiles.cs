using Rhodes.Core.Model;
using Rhodes.Files.Jobs;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files;

/// <summary>Reads a file of one job or one service, as a tenant submits it.</summary>
public static class JobFiles
{
    private const string What = "a job or a service, with 'kind: Job' or 'kind: Service'";

    private static readonly Reader<bool> IsService =
        Read.OneOf("kind", new Dictionary<string, bool> { ["Job"] = false, ["Service"] = true });

    /// <returns>The work, or every problem of the file. Never throws for what a file may be or hold.</returns>
    public static Loaded<JobFile> Load(string path, SiteSpec site)
    {
        var findings = new Findings(Paths.Shown(path));
        var document = YamlDocument.Load(findings.File, What, findings);
        var file = document is null ? null : ReadFile(document, site, findings);
        return Loaded<JobFile>.From(file, findings.InOrder());
    }

    /// <summary>The same from bytes that somebody sent, for one tenant: where the document names none, that one is meant.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="site">With no other tenant.</param>
    public static Loaded<JobFile> Parse(string name, ReadOnlySpan<byte> bytes, SiteSpec site, string tenant)
    {
        var findings = new Findings(name);
        var document = SourceText.Decode(bytes, findings) is { } text ? YamlDocument.Parse(text, What, findings) : null;
        if (document is YamlMapping mapping && !mapping.Has("tenant"))
            document = new YamlMapping(mapping.At, [.. mapping.Entries, new YamlEntry("tenant", mapping.At, new YamlText(mapping.At, tenant, isPlain: true))]);
        var file = document is null ? null : ReadFile(document, site, findings);
        return Loaded<JobFile>.From(file, findings.InOrder());
    }

    private static JobFile? ReadFile(YamlValue document, SiteSpec site, Findings findings)
    {
        if (document is not YamlMapping mapping || mapping.Find("kind") is not { } kind)
        {
            findings.Add(document.At, document is YamlMapping ? "a file without 'kind'" : document.Describe(), What);
            return null;
        }
        if (!IsService.TryRead(kind.Value, findings, out var isService)) return null;
        var reader = new WorkReader(site, Read.Name);
        var keys = MappingReader.Open(document, isService ? JobKeys.ServiceFile : JobKeys.JobFile, findings)!;
        if (!isService) return reader.ReadJob(keys) is { } draft ? JobOf(draft, findings) : null;
        return reader.ReadService(keys) is { } service ? new JobFile { Service = service, Place = findings.Place(keys.At("name")) } : null;
    }

    private static JobFile JobOf(JobDraft draft, Findings findings)
    {
        List<int> numbers = [];
        List<string> names = [];
        foreach (var after in draft.After)
        {
            if (Quantities.TryParseWhole(after.Value, 0, int.MaxValue, out var number, out _)) numbers.Add(number);
            else names.Add(after.Value);
        }
        return new JobFile { Job = draft.Job with { After = numbers }, AfterNames = names, Place = findings.Place(draft.NameAt) };
    }
}
