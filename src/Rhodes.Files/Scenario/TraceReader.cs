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

    private static readonly Reader<TraceTimeLimit> TimeLimit = Read.Text<TraceTimeLimit>(
        "a factor of the true run time such as 2x, at least 1x, or a duration such as 12h", TryParseLimit);

    private readonly Reader<string> _tenant = Read.Known("tenant", site?.Tenants.Select(tenant => tenant.Name).ToList());
    private readonly Reader<IReadOnlyList<KindChoice>> _accelerator = WorkParts.Accelerator(site?.Kinds);

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
        var jobs = ReadJobs(keys);
        if (!keys.IsSound) return null;
        return new TraceSource
        {
            Path = path!, Format = format, Tenants = tenants, From = select?.From, Until = select?.Until, First = select?.First,
            Starts = starts, Processor = processor, Jobs = jobs!, Place = findings.Place(keys.At("trace")),
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

    private TraceJobs? ReadJobs(MappingReader trace)
    {
        var value = trace.Has("jobs") ? trace.Required("jobs", new Reader<YamlValue>("a trace's jobs", Same)) : null;
        if (MappingReader.Open(value ?? new YamlMapping(trace.Start, []), ScenarioKeys.TraceJobs, findings) is not { } keys)
        {
            trace.MarkUnsound();
            return null;
        }
        var kinds = keys.Optional("accelerator", _accelerator, []);
        var jobs = new TraceJobs
        {
            Claim = keys.Optional("claim", WorkParts.Claim, Claim.Either),
            Priority = keys.Optional("priority", Read.Priority, 0),
            Preemptible = keys.Optional("preemptible", Read.YesOrNo, true),
            Checkpoint = keys.OptionalText("checkpoint", WorkParts.Checkpoint)?.Spec,
            TimeLimit = keys.OptionalValue("time-limit", TimeLimit),
            Kinds = kinds,
            DevicesPerNode = ReadDevicesPerNode(keys, kinds),
            Within = keys.OptionalValue("within", Read.Level),
        };
        if (!keys.IsSound) trace.MarkUnsound();
        return keys.IsSound ? jobs : null;
    }

    /// <summary>What the file says, or what all nodes of the accepted kinds have.</summary>
    private int ReadDevicesPerNode(MappingReader keys, IReadOnlyList<KindChoice> kinds)
    {
        if (site is null || keys.Has("devices-per-node")) return keys.Optional("devices-per-node", Read.Devices, 1);
        var sizes = site.Fabric.Pools.Where(pool => kinds.Count == 0 || kinds.Any(choice => choice.Kind == pool.Kind))
            .Select(pool => pool.DevicesPerNode).Distinct().ToList();
        if (sizes.Count == 1) return sizes[0];
        if (keys.ValuesAreSound)
        {
            var there = sizes.Count == 0 ? "there is no node of these kinds" : $"nodes have {Shown.Names(sizes.Select(size => $"{size}"))}";
            keys.Refuse(
                keys.Start, $"no 'devices-per-node', where {there}", "'devices-per-node': how a trace's devices are packed onto nodes");
        }
        return 1;
    }

    private static bool TryParseLimit(string text, out TraceTimeLimit limit, out string fault)
    {
        limit = default;
        if (!text.EndsWith('x'))
        {
            var isDuration = Quantities.TryParseDuration(text, out var length, out fault);
            limit = new TraceTimeLimit(null, length);
            if (isDuration && length == Duration.Zero) fault = "is zero";
            return isDuration && fault.Length == 0;
        }
        if (!Quantities.TryParseSpeed(text[..^1], out var factor, out fault)) return false;
        limit = new TraceTimeLimit(factor, null);
        if (factor < 1000) fault = "is less than 1x";
        return fault.Length == 0;
    }

    private static bool Same(YamlValue value, Findings _, out YamlValue result)
    {
        result = value;
        return true;
    }

    private sealed record Selection(Instant? From, Instant? Until, int? First);
}
