using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Fabric;

/// <summary>Reads <c>fabric.yaml</c>: the pools, and the tree of halls, pods, racks and nodes, where any level may be left out.</summary>
internal sealed class FabricReader(Findings findings, IReadOnlyCollection<string> kinds)
{
    public const string What = "the site's hardware: site, pools, and halls, pods, racks or nodes";

    /// <summary>Four times what the largest campus plans; a slip of a zero is far more likely.</summary>
    public const int MostNodes = 4_000_000;

    private static readonly Reader<NamePattern> Pattern = Read.Text<NamePattern>(
        "a name, in which {n} stands for a number, {s} for a number at the site, and {hall}, {pod} and {rack} for what it stands in",
        NamePattern.TryParse!);

    private readonly UniqueNames _pools = new("pool", findings);
    private readonly HashSet<string> _usedPools = new(StringComparer.Ordinal);

    /// <returns>Null when there are problems; then the findings have them.</returns>
    public FabricSpec? ReadFabric(YamlValue document)
    {
        if (MappingReader.Open(document, FabricKeys.Fabric, findings) is not { } keys) return null;
        var site = keys.Required("site", Read.Name);
        var pools = keys.Required("pools", Read.ListOf(Read.With("a pool", ReadPool), atLeast: 1)) ?? [];
        var branches = ReadInside(keys, "halls", "pods", "racks", "nodes");
        if (!keys.IsSound) return null;
        foreach (var unused in _pools.All.Where(pool => !_usedPools.Contains(pool)))
            keys.Refuse(_pools[unused], $"pool '{unused}' has no nodes", "nodes for every pool");
        var total = Branch.Sum(branches);
        if (total > MostNodes) keys.Refuse(keys.Start, $"a fabric of {total} nodes", $"at most {MostNodes} nodes");
        if (!keys.IsSound) return null;
        var nodes = new FabricExpansion(findings).Expand(branches, (int)total);
        return nodes is null ? null : new FabricSpec { Site = site!, Pools = pools, Nodes = nodes };
    }

    private PoolSpec? ReadPool(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, FabricKeys.Pool, findings) is not { } keys) return null;
        var name = _pools.Required(keys, "name");
        var kind = keys.Required("kind", Read.Known("accelerator kind", kinds));
        var devices = keys.Required("devices-per-node", Read.Devices);
        var cores = keys.Required("cores-per-node", Read.WholeNumber(1, 65_536));
        var memory = keys.Required("memory-per-node", Read.MemoryMib);
        return keys.IsSound
            ? new PoolSpec { Name = name!, Kind = kind!, DevicesPerNode = devices, CoresPerNode = cores, MemoryMibPerNode = memory }
            : null;
    }

    private IReadOnlyList<Branch> ReadInside(MappingReader keys, params string[] levels)
    {
        if (keys.OneOf(levels) is not { } key) return [];
        return keys.Required(key, key switch
        {
            "halls" => Domains(Level.Hall, FabricKeys.Hall, "pods", "racks", "nodes"),
            "pods" => Domains(Level.Pod, FabricKeys.Pod, "racks", "nodes"),
            "racks" => Domains(Level.Rack, FabricKeys.Rack, "nodes"),
            _ => Read.OneOrMore(Read.With("a group of nodes", ReadNodes)),
        }) ?? [];
    }

    private Reader<IReadOnlyList<Branch>> Domains(Level level, KeySet set, params string[] inside) =>
        Read.OneOrMore(Read.With(set.What, (value, _) =>
        {
            if (MappingReader.Open(value, set, findings) is not { } keys) return null;
            var branch = ReadBranch(keys, level) with { Inside = ReadInside(keys, inside) };
            return keys.IsSound ? branch : null;
        }));

    private Branch? ReadNodes(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, FabricKeys.Nodes, findings) is not { } keys) return null;
        var pool = keys.Required("pool", Read.Known("pool", _pools.All));
        if (pool is not null) _usedPools.Add(pool);
        var branch = ReadBranch(keys, Level.Node) with { Pool = pool ?? "" };
        return keys.IsSound ? branch : null;
    }

    private static Branch ReadBranch(MappingReader keys, Level level)
    {
        var branch = new Branch
        {
            Level = level,
            Count = keys.Optional("count", Read.Count, 1),
            Name = keys.OptionalText("name", Pattern),
            NameAt = keys.At("name"),
            First = keys.OptionalValue("first", Read.WholeNumber(0, 1_000_000_000)),
        };
        if (branch is { Count: > 1, Name.Counts: false })
            keys.Refuse(branch.NameAt, $"the name '{branch.Name!.Text}' for {branch.Count} of them", "a name with {n} in it for a number");
        return branch;
    }
}
