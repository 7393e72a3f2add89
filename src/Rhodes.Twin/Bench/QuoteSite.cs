using Rhodes.Core.Model;

namespace Rhodes.Twin.Bench;

/// <summary>Hardware of the size and shape of the example Colossus 1: pods of 8 racks, of 8 nodes of 8 devices or of 18 nodes of 4.</summary>
internal static class QuoteSite
{
    private const int PodsPerHall = 49, RacksPerPod = 8;

    private static readonly (string Pool, int Pods, int NodesPerRack, int DevicesPerNode)[] Pools =
        [("h100", 293, 8, 8), ("h200", 98, 8, 8), ("gb200", 35, 18, 4)];

    public static FabricSpec Fabric() => new()
    {
        Site = "bench",
        Pools = [.. Pools.Select(pool => new PoolSpec { Name = pool.Pool, Kind = pool.Pool, DevicesPerNode = pool.DevicesPerNode, CoresPerNode = 112, MemoryMibPerNode = 1 << 20 })],
        Nodes = [.. from pool in Pools
                    from pod in Enumerable.Range(0, pool.Pods)
                    from rack in Enumerable.Range(0, RacksPerPod)
                    from node in Enumerable.Range(0, pool.NodesPerRack)
                    select new NodeSpec($"{pool.Pool}-{pod}-{rack}-{node}", $"{pool.Pool}-hall-{pod / PodsPerHall}", $"pod-{pod}", $"rack-{rack}", pool.Pool)],
    };
}
