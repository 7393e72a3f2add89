using Rhodes.Core.Model;

namespace Rhodes.Core.Fabric;

/// <summary>What a group takes of each node of a pool.</summary>
public static class Demand
{
    /// <summary>
    /// Cores and memory in proportion to the devices where the group does not say. All devices of a node are the whole node:
    /// nobody can use the rest of it.
    /// </summary>
    /// <returns>Null when no node of the pool has as much.</returns>
    public static NodeDemand? Of(GroupSpec group, NodeDemand capacity)
    {
        NodeDemand demand = new(
            group.DevicesPerNode,
            group.CoresPerNode ?? (int)((long)capacity.Cores * group.DevicesPerNode / capacity.Devices),
            group.MemoryMibPerNode ?? (capacity.MemoryMib / capacity.Devices * group.DevicesPerNode));
        if (demand.Devices > capacity.Devices || demand.Cores > capacity.Cores || demand.MemoryMib > capacity.MemoryMib) return null;
        return demand.Devices == capacity.Devices ? capacity : demand;
    }
}
