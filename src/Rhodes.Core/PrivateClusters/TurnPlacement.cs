using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>Nodes whose cell lasts long enough.</summary>
internal readonly struct LastsUntil(VirtualPool pool, Instant until) : INodeFilter
{
    public bool AdmitsAll => until <= pool.AllLastUntil;

    public bool Admits(int node) => pool.UsableUntil(node) >= until;
}

/// <summary>Which of a private cluster's books a place is looked for in.</summary>
internal enum View
{
    /// <summary>What is free now.</summary>
    Now = 0,

    /// <summary>What is free now beside what the first in line is promised.</summary>
    Beside = 1,

    /// <summary>What will be free at the promised instant.</summary>
    Ahead = 2,

    /// <summary>As if every cell that there ever was or will be were open, whole and free.</summary>
    Empty = 3,
}

internal readonly struct TurnGround(PrivateCluster cluster, View view, Instant until) : IGround<LastsUntil>
{
    public int Pools => cluster.Pools.Length;

    public NodeStock StockOf(int pool) => view switch
    {
        View.Now => cluster.Pools[pool].Stock,
        View.Beside => cluster.Pools[pool].Beside,
        View.Ahead => cluster.Pools[pool].Ahead,
        _ => cluster.Pools[pool].Empty,
    };

    public string KindOf(int pool) => cluster.Pools[pool].Spec.Kind;

    public LastsUntil FilterOf(int pool) => new(cluster.Pools[pool], until);
}

/// <summary>Where a gang fits in a private cluster.</summary>
internal static class TurnPlacement
{
    /// <param name="until">How long the cells must last; the beginning of time where it does not matter.</param>
    /// <returns>A share for each group, with the speed there; null when they do not all fit.</returns>
    public static (VirtualShare[] Place, int Speed)? Find(PrivateCluster cluster, View view, JobSpec job, Instant until) =>
        Search(cluster, view, until).Find(job) is var (place, speed)
            ? (Array.ConvertAll(place, static share => new VirtualShare(share.Pool, share.Demand, share.Nodes)), speed)
            : null;

    public static bool Fits(PrivateCluster cluster, View view, JobSpec job, Instant until) => Search(cluster, view, until).Fits(job);

    /// <summary>The pools with cells of kinds that a group accepts.</summary>
    public static IEnumerable<int> PoolsFor(PrivateCluster cluster, GroupSpec group)
    {
        var search = Search(cluster, View.Empty, Instant.Beginning);
        for (var rank = 0; search.TryChoice(group, rank, out var pool, out _); rank++) yield return pool;
    }

    private static GangPlacement<TurnGround, LastsUntil> Search(PrivateCluster cluster, View view, Instant until) =>
        new(new(cluster, view, until), cluster.Scratch);
}
