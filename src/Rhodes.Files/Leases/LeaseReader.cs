using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Leases;

/// <summary>
/// Reads <c>leases.yaml</c>. What it gives is complete: pools named, devices and isolation turned into cells, windows into steps.
/// </summary>
/// <param name="tenants">Null: they could not be read, and are not checked against.</param>
/// <param name="fabric">Null: it could not be read, and is not checked against.</param>
/// <param name="mayExceed">More cells than there are may be asked for: the lease book says no to them, not the reader.</param>
internal sealed class LeaseReader(Findings findings, IReadOnlyList<TenantSpec>? tenants, FabricSpec? fabric, bool mayExceed = false)
{
    public const string What = "the site's leases, under the key 'leases'";

    private static readonly Reader<LeaseMode> Mode = Read.OneOf("mode", new Dictionary<string, LeaseMode>
    {
        ["guaranteed"] = LeaseMode.Guaranteed, ["dedicated"] = LeaseMode.Dedicated,
    });

    private readonly UniqueNames _names = new("lease", findings);
    private readonly Dictionary<string, Instant> _confirmAt = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, PoolTree>? _pools = fabric is null ? null : PoolTree.Of(fabric);

    /// <summary>Where each lease's name stands.</summary>
    public IReadOnlyDictionary<string, SourcePlace> Places => _names.Places();

    /// <summary>When those leases are asked for that say so.</summary>
    public IReadOnlyDictionary<string, Instant> ConfirmAt => _confirmAt;

    /// <returns>Null when there are problems; then the findings have them.</returns>
    public IReadOnlyList<LeaseSpec>? ReadLeases(YamlValue document)
    {
        if (MappingReader.Open(document, LeaseKeys.File, findings) is not { } keys) return null;
        var leases = keys.Required("leases", Read.ListOf(Read.With("a lease", ReadLease)));
        return keys.IsSound ? leases : null;
    }

    /// <summary>One lease, which may stand anywhere.</summary>
    public LeaseSpec? ReadLease(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, LeaseKeys.Lease, findings) is not { } keys) return null;
        var name = _names.Required(keys, "name");
        var tenant = keys.Required("tenant", Read.Known("tenant", tenants?.Select(each => each.Name).ToList()));
        var pool = ReadPool(keys);
        var mode = keys.Optional("mode", Mode, LeaseMode.Guaranteed);
        var notice = keys.Optional("recall-notice", Read.Duration, Duration.FromMinutes(2));
        var isolation = ReadIsolation(keys, mode);
        var nominal = keys.OptionalText("nominal", Read.With("a nominal size such as {racks: 4, nodes: 15}", NominalSize.Read));
        var steps = LeaseSteps.Read(keys, findings);
        ReadConfirmAt(keys, name, steps);
        if (!keys.ValuesAreSound || _pools is null) return null;
        var sized = new LeaseSizing(keys, _pools[pool!], mayExceed).Size(steps, nominal, isolation);
        if (sized is null || !keys.IsSound) return null;
        return new LeaseSpec
        {
            Name = name!, Tenant = tenant!, Pool = pool!, Shape = sized.Shape, Steps = sized.Steps, Mode = mode, RecallNotice = notice,
        };
    }

    private string? ReadPool(MappingReader keys)
    {
        if (keys.OneOf("pool", "kind") is not { } key) return null;
        if (key == "pool") return keys.Required("pool", Read.Known("pool", _pools?.Keys.ToList()));
        var kinds = fabric?.Pools.Select(pool => pool.Kind).Distinct().ToList();
        if (keys.Required("kind", Read.Known("accelerator kind of this site", kinds)) is not { } kind || fabric is null) return null;
        var pools = fabric.Pools.Where(pool => pool.Kind == kind).Select(pool => pool.Name).ToList();
        if (pools.Count == 1) return pools[0];
        keys.Refuse(
            keys.At("kind"), $"kind '{kind}', of which this site has {pools.Count} pools",
            $"'pool' in place of 'kind', one of {Shown.Names(pools)}");
        return null;
    }

    private static Level? ReadIsolation(MappingReader keys, LeaseMode mode)
    {
        var isolation = keys.OptionalValue("isolation", Read.Level);
        if (isolation is not null && mode != LeaseMode.Dedicated)
            keys.Refuse(keys.KeyAt("isolation"), "'isolation' in a guaranteed lease", "it only beside 'mode: dedicated'");
        return isolation;
    }

    private void ReadConfirmAt(MappingReader keys, string? name, IReadOnlyList<DraftStep> steps)
    {
        if (keys.OptionalValue("confirm-at", Read.Instant) is not { } at || name is null || steps.Count == 0) return;
        if (at > steps[0].From)
            keys.Refuse(
                keys.At("confirm-at"), $"'confirm-at' {at} is after the lease starts at {steps[0].From}",
                "an instant before, or the same");
        _confirmAt[name] = at;
    }
}
