using Rhodes.Core.Model;
using Rhodes.Files.Jobs;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files;

/// <summary>Reads a file of one job or one service, as a tenant submits it.</summary>
public static class JobFiles
{
    /// <summary>That are submitted together.</summary>
    public const int MostTogether = 1_000;

    /// <summary>Of text in each of them: what a job says stands in a server's memory until it is over.</summary>
    public const int MostLetters = 64 << 10;

    private const string What = "a job or a service, with 'kind: Job' or 'kind: Service'";
    private const string ManyWhat = "a list of jobs, each with 'kind: Job'";

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
        var file = ParseValue(bytes, What, findings) is { } document ? ReadFile(For(tenant, document, findings), site, findings) : null;
        return Loaded<JobFile>.From(file, findings.InOrder());
    }

    /// <summary>Many jobs from a list of such documents, or every problem of any of them. A service is a problem: it is submitted alone.</summary>
    /// <inheritdoc cref="Parse"/>
    public static Loaded<IReadOnlyList<JobFile>> ParseMany(string name, ReadOnlySpan<byte> bytes, SiteSpec site, string tenant)
    {
        var findings = new Findings(name);
        List<JobFile> files = [];
        if (ParseValue(bytes, ManyWhat, findings) is { } document)
        {
            if (document is not YamlList { Items: { Count: > 0 } items }) findings.Add(document.At, document.Describe(), ManyWhat);
            else if (items.Count > MostTogether) findings.Add(document.At, $"{items.Count} jobs", $"{MostTogether} at the most");
            else foreach (var item in items) AddJob(item);
        }

        return Loaded<IReadOnlyList<JobFile>>.From(findings.Count == 0 ? files : null, findings.InOrder());

        void AddJob(YamlValue item)
        {
            if (LettersOf(item) is > MostLetters and var letters)
            {
                findings.Add(item.At, $"a job with {letters} letters", $"{MostLetters} at the most", advice: "Put a long program into a file, and run that.");
                return;
            }

            var file = ReadFile(For(tenant, item, findings), site, findings);
            if (file?.Service is { } service) findings.Add(item.At, $"the service '{service.Name}' in a list of jobs", ManyWhat, advice: "Submit a service by itself.");
            else if (file is not null) files.Add(file);
        }
    }

    private static long LettersOf(YamlValue value) => value switch
    {
        YamlText text => text.Text.Length + 1,
        YamlList list => list.Items.Sum(LettersOf),
        YamlMapping mapping => mapping.Entries.Sum(entry => entry.Key.Length + 1 + LettersOf(entry.Value)),
        _ => 0,
    };

    private static YamlValue? ParseValue(ReadOnlySpan<byte> bytes, string what, Findings findings) =>
        JsonText.TryRead(bytes) ?? (SourceText.Decode(bytes, findings) is { } text ? YamlDocument.Parse(text, what, findings) : null);

    private static YamlValue For(string tenant, YamlValue document, Findings findings) => document is YamlMapping mapping ? Of(mapping, tenant, findings) : document;

    /// <summary>One that names another tenant is a mistake, whether there is such a tenant or not; the rest of it is read all the same.</summary>
    private static YamlMapping Of(YamlMapping document, string tenant, Findings findings)
    {
        if (document.Find("tenant") is { Value: YamlText { Text: var named } other } && named != tenant)
        {
            findings.Add(other.At, $"tenant {other.Describe()}", $"'{tenant}', for which it was submitted",
                advice: "Leave 'tenant' out and the file is good for any; or submit it with a key of that tenant, or, as the owner, for that tenant.");
        }
        else if (document.Has("tenant")) return document;
        YamlEntry its = new("tenant", document.At, new YamlText(document.At, tenant, isPlain: true));
        return new YamlMapping(document.At, [.. document.Entries.Where(entry => entry.Key != "tenant"), its]);
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
        List<(string Name, SourcePlace Place)> names = [];
        foreach (var after in draft.After)
        {
            if (Quantities.TryParseWhole(after.Value, 0, int.MaxValue, out var number, out _)) numbers.Add(number);
            else names.Add((after.Value, findings.Place(after.At)));
        }
        return new JobFile { Job = draft.Job with { After = numbers }, AfterNames = names, Place = findings.Place(draft.NameAt) };
    }
}
