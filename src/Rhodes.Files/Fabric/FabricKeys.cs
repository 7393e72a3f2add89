using Rhodes.Files.Reading;

namespace Rhodes.Files.Fabric;

internal static class FabricKeys
{
    public static readonly KeySet Fabric = new("the fabric", "site", "pools", "halls", "pods", "racks", "nodes");
    public static readonly KeySet Pool = new("a pool", "name", "kind", "devices-per-node", "cores-per-node", "memory-per-node");
    public static readonly KeySet Hall = new("a hall", "name", "count", "first", "pods", "racks", "nodes");
    public static readonly KeySet Pod = new("a pod", "name", "count", "first", "racks", "nodes");
    public static readonly KeySet Rack = new("a rack", "name", "count", "first", "nodes");
    public static readonly KeySet Nodes = new("a group of nodes", "name", "count", "first", "pool");
}
