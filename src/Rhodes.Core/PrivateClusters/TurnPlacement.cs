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

/// <summary>Where a gang fits in a private cluster.</summary>
internal static class TurnPlacement
{
    /// <param name="until">How long the cells must last; the beginning of time where it does not matter.</param>
    /// <returns>A share for each group, with the speed there; null when they do not all fit in what is free now.</returns>
    public static (VirtualShare[] Place, int Speed)? Find(PrivateCluster cluster, JobSpec job, Instant until) =>
        Search(cluster, pool => pool.Stock, until).Find(job) is var (place, speed)
            ? (Array.ConvertAll(place, share => new VirtualShare(share.Pool, share.Demand, share.Nodes)), speed)
            : null;

    /// <summary>Whether the gang fits when every cell that there ever was or will be is open, whole and free.</summary>
    public static bool EverFits(PrivateCluster cluster, JobSpec job) => Search(cluster, pool => pool.Empty, Instant.Beginning).Find(job) is not null;

    /// <summary>The pools with cells of kinds that a group accepts.</summary>
    public static IEnumerable<int> PoolsFor(PrivateCluster cluster, GroupSpec group) =>
        Search(cluster, pool => pool.Empty, Instant.Beginning).Choices(group).Select(choice => choice.Pool);

    private static GangPlacement<LastsUntil> Search(PrivateCluster cluster, Func<VirtualPool, NodeStock> stockOf, Instant until) =>
        new([.. cluster.Pools.Select(pool => new PlacementPool<LastsUntil>(stockOf(pool), pool.Spec.Kind, new(pool, until)))]);
}
