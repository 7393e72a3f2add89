namespace Rhodes.Core.Fabric;

/// <summary>The pools as a gang may use them: what is free, of which kind, and which of the nodes. A struct, so that the search is compiled for it.</summary>
public interface IGround<TFilter>
    where TFilter : struct, INodeFilter
{
    /// <summary>How many there are, by the site's index; one without nodes is passed over.</summary>
    int Pools { get; }

    NodeStock StockOf(int pool);

    string KindOf(int pool);

    TFilter FilterOf(int pool);
}

/// <summary>What a search writes on, kept by whoever searches often.</summary>
public sealed class GangScratch
{
    /// <summary>The nodes that were found last.</summary>
    public List<int> Found { get; } = [];

    /// <summary>Empty between two searches.</summary>
    public Trial Trial { get; } = new();
}

/// <summary>One pool as a gang may use it.</summary>
public readonly record struct PlacementPool<TFilter>(NodeStock Stock, string Kind, TFilter Filter)
    where TFilter : struct, INodeFilter;

/// <summary>Pools in a list.</summary>
public readonly struct ListedGround<TFilter>(IReadOnlyList<PlacementPool<TFilter>> pools) : IGround<TFilter>
    where TFilter : struct, INodeFilter
{
    public int Pools => pools.Count;

    public NodeStock StockOf(int pool) => pools[pool].Stock;

    public string KindOf(int pool) => pools[pool].Kind;

    public TFilter FilterOf(int pool) => pools[pool].Filter;
}
