using System.Collections.Concurrent;
using System.Collections.Immutable;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.People;
using Rhodes.Files;
using Rhodes.Server.Log;
using Rhodes.Server.Site;

namespace Rhodes.Server.Views;

/// <summary>What seldom changes at a site, as far as it is durable: who there is, and of what shapes its machines are.</summary>
/// <param name="Tenants">By index.</param>
/// <param name="Users">By tenant's index and name.</param>
/// <param name="Keys">By id.</param>
public sealed record Facts(
    string Site, ImmutableArray<TenantSpec> Tenants, ImmutableArray<PoolSpec> Pools, ImmutableSortedDictionary<(int Tenant, string Name), Role> Users, ImmutableDictionary<string, Key> Keys)
{
    /// <returns>-1: there is no such tenant.</returns>
    public int TenantIndex(string name)
    {
        for (var i = 0; i < Tenants.Length; i++)
            if (string.Equals(Tenants[i].Name, name, StringComparison.Ordinal)) return i;
        return -1;
    }

    private readonly ConcurrentDictionary<int, SiteSpec> _described = [];

    /// <summary>What is described anew where something changed.</summary>
    private Facts(Facts other) => (Site, Tenants, Pools, Users, Keys, _described) = (other.Site, other.Tenants, other.Pools, other.Users, other.Keys, []);

    /// <summary>What a document that is sent for one tenant may name: no other tenant.</summary>
    public SiteSpec As(int tenant) => _described.GetOrAdd(tenant, index => Describe([Tenants[index]]));

    /// <summary>What a document of the owner's may name.</summary>
    public SiteSpec AsOwner() => Describe([.. Tenants]);

    private SiteSpec Describe(IReadOnlyList<TenantSpec> tenants) => new()
    {
        Folder = "", Fabric = new() { Site = Site, Pools = [.. Pools], Nodes = [] }, Tenants = tenants, Leases = [],
        ConfirmAt = ImmutableDictionary<string, Core.Units.Instant>.Empty, LeasePlaces = ImmutableDictionary<string, SourcePlace>.Empty,
        Kinds = [.. Catalogue.Kinds.Select(kind => kind.Id).Union(Pools.Select(pool => pool.Kind))],
    };
}

/// <summary>Keeps <see cref="Facts"/> up to date. To be asked by any thread.</summary>
public sealed class SiteFacts : IDurableFollower
{
    private volatile Facts _now;

    /// <param name="state">What the log says at a start.</param>
    public SiteFacts(SiteState state) => _now = new(
        state.Fabric.Site, [.. state.Tenants.Select(tenant => tenant.Spec)], [.. state.Fabric.Pools.Select(pool => pool.Spec)],
        state.People.Users.ToImmutableSortedDictionary(user => (user.Tenant, user.Name), user => user.Role),
        state.People.Keys.ToImmutableDictionary(key => key.Id, StringComparer.Ordinal));

    public Facts Now => _now;

    public void Follow(long firstSequence, IReadOnlyList<Entry> durable)
    {
        foreach (var entry in durable)
            foreach (var @event in entry.Events) _now = After(_now, @event);
    }

    private static Facts After(Facts facts, Event @event) => @event switch
    {
        FabricChanged e => facts with { Site = e.Site, Pools = facts.Pools.AddRange(e.AddedPools) },
        TenantAdded e => facts with { Tenants = facts.Tenants.Add(e.Spec) },
        UserAdded e => facts with { Users = facts.Users.SetItem((e.Tenant, e.Name), e.Role) },
        UserRemoved e => facts with
        {
            Users = facts.Users.Remove((e.Tenant, e.Name)),
            Keys = facts.Keys.RemoveRange(facts.Keys.Values.Where(key => key.Tenant == e.Tenant && key.User == e.Name).Select(key => key.Id)),
        },
        KeyIssued e => facts with { Keys = facts.Keys.SetItem(e.Id, new(e.Id, e.Tenant, e.User, e.Hash, e.Label, e.Until)) },
        KeyRevoked e => facts with { Keys = facts.Keys.Remove(e.Id) },
        _ => facts,
    };
}
