using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Jobs;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads a trace's place and what its jobs are given; never the trace itself.</summary>
/// <param name="folder">That paths in the scenario start from.</param>
/// <param name="site">Null: it could not be read, and is not checked against.</param>
internal sealed class TraceReader(Findings findings, string folder, SiteSpec? site)
{
    private static readonly Reader<TraceFormat> Format = Read.OneOf("trace format", new Dictionary<string, TraceFormat>
    {
        ["philly"] = TraceFormat.Philly, ["swf"] = TraceFormat.Swf,
    });

    private static readonly Reader<TraceProcessor> Processor = Read.OneOf("processor", new Dictionary<string, TraceProcessor>
    {
        ["device"] = TraceProcessor.Device, ["node"] = TraceProcessor.Node,
    });

    private readonly Reader<string> _tenant = Read.Known("tenant", site?.Tenants.Select(tenant => tenant.Name).ToList());
    private readonly JobTermsReader _terms = new(findings, site);

    public TraceSource? ReadTrace(YamlValue value)
    {
        if (MappingReader.Open(value, ScenarioKeys.Trace, findings) is not { } keys) return null;
        var path = ReadPath(keys);
        var format = keys.Required("format", Format);
        var tenants = keys.OptionalText("tenants", Read.With("a mapping of the trace's names to tenants", ReadTenants)) ?? [];
        var select = keys.OptionalText("select", Read.With("a selection {from, until, first}", ReadSelect));
        var starts = keys.OptionalValue("starts", Read.Instant);
        var processor = keys.Optional("processor", Processor, TraceProcessor.Device);
        if (keys.ValuesAreSound && format != TraceFormat.Swf && keys.Has("processor"))
            keys.Refuse(keys.KeyAt("processor"), "'processor' of a trace that is not SWF", "it only beside 'format: swf'");
        var copies = keys.OptionalText("copies", Read.With("copies {count, jitter}", ReadCopies));
        var sizes = keys.Optional("sizes", WeightTable.Sizes, []);
        var assign = keys.OptionalText("assign", Read.With("what is assigned {tenants, claims}", ReadAssigned));
        if (keys.ValuesAreSound && tenants.Count > 0 && assign is { Tenants.Count: > 0 })
            keys.Refuse(keys.KeyAt("tenants"), "'tenants' beside 'assign: {tenants}'", "one of the two");
        var jobs = _terms.Read(keys);
        if (!keys.IsSound) return null;
        return new TraceSource
        {
            Path = path!, Format = format, Tenants = tenants, From = select?.From, Until = select?.Until, First = select?.First,
            Starts = starts, Processor = processor, Copies = copies, Sizes = sizes, AssignedTenants = assign?.Tenants ?? [],
            AssignedClaims = assign?.Claims ?? [], Jobs = jobs!, Place = findings.Place(keys.At("trace")),
        };
    }

    private string? ReadPath(MappingReader keys)
    {
        if (keys.Required("trace", Read.Words) is not { } written) return null;
        var path = Paths.Join(folder, written);
        if (File.Exists(path)) return path;
        var found = Directory.Exists(path) ? "which is a folder" : "which is not there";
        keys.Refuse(keys.At("trace"), $"the trace {Shown.Quoted(written)}, {found}", "a file, its path from the scenario's folder");
        return null;
    }

    private Dictionary<string, string>? ReadTenants(YamlValue value, Findings _)
    {
        if (value is not YamlMapping mapping)
        {
            findings.Add(value.At, value.Describe(), "a mapping of the trace's names to tenants");
            return null;
        }
        var sound = true;
        Dictionary<string, string> tenants = new(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            sound &= _tenant.TryRead(entry.Value, findings, out var tenant);
            tenants[entry.Key] = tenant ?? "";
        }
        return sound ? tenants : null;
    }

    private TraceCopies? ReadCopies(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, ScenarioKeys.Copies, findings) is not { } keys) return null;
        var copies = new TraceCopies(
            keys.Optional("count", Read.WholeNumber(1, 10_000), 1), keys.Optional("jitter", Read.Duration, Duration.Zero));
        return keys.IsSound ? copies : null;
    }

    private Assigned? ReadAssigned(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, ScenarioKeys.Assign, findings) is not { } keys) return null;
        var assigned = new Assigned(
            keys.Optional("tenants", WeightTable.Of("tenants with weights, such as {lab: 3, house: 1}", _tenant), []),
            keys.Optional("claims", WeightTable.Of("claims with weights, such as {either: 80, loan: 20}", WorkParts.Claim), []));
        return keys.IsSound ? assigned : null;
    }

    private Selection? ReadSelect(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, ScenarioKeys.Select, findings) is not { } keys) return null;
        var selection = new Selection(
            keys.OptionalValue("from", Read.Instant), keys.OptionalValue("until", Read.Instant),
            keys.OptionalValue("first", Read.WholeNumber(1, 1_000_000_000)));
        if (keys.ValuesAreSound && selection.Until <= selection.From)
            keys.Refuse(keys.At("until"), $"'until' {selection.Until} is not after 'from' {selection.From}", "a later instant");
        return keys.IsSound ? selection : null;
    }

    private sealed record Assigned(IReadOnlyList<Weighted<string>> Tenants, IReadOnlyList<Weighted<Claim>> Claims);

    private sealed record Selection(Instant? From, Instant? Until, int? First);
}
