using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Jobs;

/// <summary>Reads a gang, or one group of several, and checks that some node of the site could carry it.</summary>
/// <param name="site">Null: it could not be read, and is not checked against.</param>
internal sealed class GroupReader(SiteSpec? site)
{
    /// <summary>Ten times the devices of the largest campus that is planned, and far inside an int.</summary>
    private const int MostDevices = 100_000_000;

    private readonly Reader<IReadOnlyList<KindChoice>> _accelerator = WorkParts.Accelerator(site?.Kinds);

    /// <summary>From <c>gang:</c> or <c>groups:</c>, of which a job has just one.</summary>
    public IReadOnlyList<GroupSpec> ReadGroups(MappingReader keys)
    {
        if (keys.OneOf("gang", "groups") is not { } key) return [];
        var group = Read.With("a gang such as {nodes: 4, devices-per-node: 8}", ReadGroup);
        if (key == "gang") return keys.Required("gang", group) is { } gang ? [gang] : [];
        var groups = keys.Required("groups", Read.ListOf(group, atLeast: 1)) ?? [];
        var devices = groups.Sum(each => (long)each.Nodes * each.DevicesPerNode);
        if (devices > MostDevices) keys.Refuse(keys.At("groups"), $"{devices} devices", $"at most {MostDevices}");
        return groups;
    }

    private GroupSpec? ReadGroup(YamlValue value, Findings findings)
    {
        if (MappingReader.Open(value, JobKeys.Group, findings) is not { } keys) return null;
        var segment = keys.OptionalText("segment", WorkParts.Segment);
        var group = new GroupSpec
        {
            Nodes = keys.Optional("nodes", Read.Count, 1),
            DevicesPerNode = keys.Required("devices-per-node", Read.Devices),
            CoresPerNode = keys.OptionalValue("cores-per-node", Read.WholeNumber(1, 65_536)),
            MemoryMibPerNode = keys.OptionalValue("memory-per-node", Read.MemoryMib),
            Kinds = keys.Optional("accelerator", _accelerator, []),
            Within = keys.OptionalValue("within", Read.Level),
            Segment = segment?.Spec,
        };
        if (!keys.ValuesAreSound) return null;
        if (segment is not null) CheckSegment(keys, group, segment);
        if ((long)group.Nodes * group.DevicesPerNode > MostDevices)
            keys.Refuse(keys.At("nodes"), $"{(long)group.Nodes * group.DevicesPerNode} devices", $"at most {MostDevices}");
        CheckNodes(keys, group);
        return keys.IsSound ? group : null;
    }

    private static void CheckSegment(MappingReader keys, GroupSpec group, Segment segment)
    {
        if (group.Nodes % segment.Spec.Nodes != 0)
            keys.Refuse(
                segment.At, $"segments of {segment.Spec.Nodes} nodes in a group of {group.Nodes}", "a divisor of the group's nodes");
        if (group.Within is { } within && within >= segment.Spec.Level)
            keys.Refuse(
                keys.At("within"), $"'within: {within.Name()}' around segments of level {segment.Spec.Level.Name()}",
                $"a level around {segment.Spec.Level.Name()}");
    }

    private void CheckNodes(MappingReader keys, GroupSpec group)
    {
        if (site is null) return;
        var accepted = group.Kinds.Select(choice => choice.Kind).ToHashSet(StringComparer.Ordinal);
        List<PoolSpec> pools = [.. site.Fabric.Pools.Where(pool => accepted.Count == 0 || accepted.Contains(pool.Kind))];
        if (pools.Count == 0)
        {
            var there = site.Fabric.Pools.Select(pool => pool.Kind).Distinct();
            keys.Refuse(keys.At("accelerator"), "kinds of which this site has none", $"at least one of {Shown.Names(there)}");
            return;
        }
        var devices = pools.Max(pool => pool.DevicesPerNode);
        var cores = pools.Max(pool => pool.CoresPerNode);
        var memory = pools.Max(pool => pool.MemoryMibPerNode);
        if (group.DevicesPerNode > devices)
            keys.Refuse(
                keys.At("devices-per-node"), $"{group.DevicesPerNode} devices on a node",
                $"at most {devices}, as the largest node of these kinds has");
        if (group.CoresPerNode > cores)
            keys.Refuse(
                keys.At("cores-per-node"), $"{group.CoresPerNode} cores on a node",
                $"at most {cores}, as the largest node of these kinds has");
        if (group.MemoryMibPerNode > memory)
            keys.Refuse(
                keys.At("memory-per-node"), $"{group.MemoryMibPerNode} MiB on a node",
                $"at most {memory} MiB, as the largest node of these kinds has");
    }
}
