namespace Rhodes.Core.Fabric;

/// <summary>Which nodes may be used beside being free. A struct, so that the search is compiled for it.</summary>
public interface INodeFilter
{
    /// <summary>True: every node is admitted, and counts per domain can be trusted as they are.</summary>
    bool AdmitsAll { get; }

    bool Admits(int node);
}

/// <summary>Every node.</summary>
public readonly struct AnyNode : INodeFilter
{
    public bool AdmitsAll => true;

    public bool Admits(int node) => true;
}
