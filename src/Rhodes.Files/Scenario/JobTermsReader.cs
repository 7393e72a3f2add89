using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Jobs;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads what all jobs of a trace or of a generator have in common, under their key <c>jobs</c>.</summary>
/// <param name="site">Null: it could not be read, and is not checked against.</param>
internal sealed class JobTermsReader(Findings findings, SiteSpec? site)
{
    private static readonly Reader<TimeLimitTerm> TimeLimit = Reading.Read.Text<TimeLimitTerm>(
        "a factor of the true run time such as 2x, at least 1x, or a duration such as 12h", TryParseLimit);

    private readonly Reader<IReadOnlyList<KindChoice>> _accelerator = WorkParts.Accelerator(site?.Kinds);

    /// <returns>Null when they are unsound; then so is <paramref name="source"/>.</returns>
    public JobTerms? Read(MappingReader source)
    {
        var value = source.Has("jobs") ? source.Required("jobs", new Reader<YamlValue>("the terms of jobs", Same)) : null;
        if (MappingReader.Open(value ?? new YamlMapping(source.Start, []), ScenarioKeys.JobTerms, findings) is not { } keys)
        {
            source.MarkUnsound();
            return null;
        }
        var kinds = keys.Optional("accelerator", _accelerator, []);
        var segment = keys.OptionalText("segment", WorkParts.Segment);
        var jobs = new JobTerms
        {
            Claim = keys.Optional("claim", WorkParts.Claim, Claim.Either),
            Priority = keys.Optional("priority", Reading.Read.Priority, 0),
            Preemptible = keys.Optional("preemptible", Reading.Read.YesOrNo, true),
            Checkpoint = keys.OptionalText("checkpoint", WorkParts.Checkpoint)?.Spec,
            TimeLimit = keys.OptionalValue("time-limit", TimeLimit),
            Kinds = kinds,
            DevicesPerNode = ReadDevicesPerNode(keys, kinds),
            Within = keys.OptionalValue("within", Reading.Read.Level),
            Segment = segment?.Spec,
        };
        if (segment is not null && jobs.Within is { } within && within >= segment.Spec.Level)
            keys.Refuse(
                keys.At("within"), $"'within: {within.Name()}' around segments of level {segment.Spec.Level.Name()}",
                $"a level around {segment.Spec.Level.Name()}");
        if (!keys.IsSound) source.MarkUnsound();
        return keys.IsSound ? jobs : null;
    }

    /// <summary>What the file says, or what all nodes of the accepted kinds have.</summary>
    private int ReadDevicesPerNode(MappingReader keys, IReadOnlyList<KindChoice> kinds)
    {
        if (site is null || keys.Has("devices-per-node")) return keys.Optional("devices-per-node", Reading.Read.Devices, 1);
        var sizes = site.Fabric.Pools.Where(pool => kinds.Count == 0 || kinds.Any(choice => choice.Kind == pool.Kind))
            .Select(pool => pool.DevicesPerNode).Distinct().ToList();
        if (sizes.Count == 1) return sizes[0];
        if (keys.ValuesAreSound)
        {
            var there = sizes.Count == 0 ? "there is no node of these kinds" : $"nodes have {Shown.Names(sizes.Select(size => $"{size}"))}";
            keys.Refuse(
                keys.Start, $"no 'devices-per-node', where {there}", "'devices-per-node': how devices are packed onto nodes");
        }
        return 1;
    }

    private static bool TryParseLimit(string text, out TimeLimitTerm limit, out string fault)
    {
        limit = default;
        if (!text.EndsWith('x'))
        {
            var isDuration = Quantities.TryParseDuration(text, out var length, out fault);
            limit = new TimeLimitTerm(null, length);
            if (isDuration && length == Duration.Zero) fault = "is zero";
            return isDuration && fault.Length == 0;
        }
        if (!Quantities.TryParseSpeed(text[..^1], out var factor, out fault)) return false;
        limit = new TimeLimitTerm(factor, null);
        if (factor < 1000) fault = "is less than 1x";
        return fault.Length == 0;
    }

    private static bool Same(YamlValue value, Findings _, out YamlValue result)
    {
        result = value;
        return true;
    }
}
