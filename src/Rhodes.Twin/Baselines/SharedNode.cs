using Rhodes.Core.Fabric;

namespace Rhodes.Twin.Baselines;

/// <summary>Nodes of a pool that a tenant's job may use: any, or, where tenants are kept apart, those that no other tenant is on.</summary>
/// <param name="occupant">The tenant that was on each node last; null: tenants share nodes.</param>
internal readonly struct SharedNode(NodeStock stock, int[]? occupant, int tenant) : INodeFilter
{
    public bool AdmitsAll => occupant is null;

    public bool Admits(int node) => occupant is null || occupant[node] == tenant || stock.IsUntouched(node);
}
