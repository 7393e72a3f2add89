namespace Rhodes.Core.Model;

/// <summary>The nodes of one shape at a site, and so one tree of the fabric.</summary>
public sealed record PoolSpec
{
    /// <summary>Unique at the site: <c>h100</c>.</summary>
    public required string Name { get; init; }

    /// <summary>An accelerator kind of the <see cref="Catalogue"/>: <c>h100-sxm</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whole accelerators on a node, at least 1.</summary>
    public required int DevicesPerNode { get; init; }

    /// <summary>CPU cores of a node that jobs may use.</summary>
    public required int CoresPerNode { get; init; }

    /// <summary>Main memory of a node that jobs may use, in MiB.</summary>
    public required long MemoryMibPerNode { get; init; }
}

/// <summary>One node and its place. Names of halls are unique at the site, of pods in their hall, of racks in their pod.</summary>
/// <param name="Name">The node's stable name, unique at the site.</param>
/// <param name="Pool">The name of its pool.</param>
public sealed record NodeSpec(string Name, string Hall, string Pod, string Rack, string Pool);

/// <summary>A site's hardware as people describe it, expanded to nodes.</summary>
public sealed record FabricSpec
{
    public required string Site { get; init; }

    public required IReadOnlyList<PoolSpec> Pools { get; init; }

    public required IReadOnlyList<NodeSpec> Nodes { get; init; }
}
