using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.People;

/// <summary>Who may do what at a site: its users, and the keys by which they are known. A fold of events; whether somebody may, the edge asks.</summary>
public sealed class Directory
{
    private readonly SortedDictionary<(int Tenant, string Name), Role> _users = new(UserOrder.Instance);
    private readonly SortedDictionary<string, Key> _keys = new(StringComparer.Ordinal);

    /// <summary>By tenant, then by name.</summary>
    public IEnumerable<User> Users => _users.Select(user => new User(user.Key.Tenant, user.Key.Name, user.Value));

    /// <summary>By id.</summary>
    public IEnumerable<Key> Keys => _keys.Values;

    public bool TryFindUser(int tenant, string name, out User user)
    {
        user = _users.TryGetValue((tenant, name), out var role) ? new(tenant, name, role) : default;
        return user.Name is not null;
    }

    public bool TryFindKey(string id, out Key key) => _keys.TryGetValue(id, out key!);

    /// <summary>How many users of a role there are.</summary>
    public int Count(Role role) => _users.Values.Count(each => each == role);

    /// <returns>False when the event is about something else.</returns>
    public bool Fold(Event @event)
    {
        switch (@event)
        {
            case UserAdded e: _users[(e.Tenant, e.Name)] = e.Role; return true;
            case UserRemoved e: Remove(e.Tenant, e.Name); return true;
            case KeyIssued e: _keys[e.Id] = new(e.Id, e.Tenant, e.User, e.Hash, e.Label, e.Until); return true;
            case KeyRevoked e: _keys.Remove(e.Id); return true;
            default: return false;
        }
    }

    public void Restore(IEnumerable<User> users, IEnumerable<Key> keys)
    {
        foreach (var user in users) _users.Add((user.Tenant, user.Name), user.Role);
        foreach (var key in keys) _keys.Add(key.Id, key);
    }

    private void Remove(int tenant, string name)
    {
        _users.Remove((tenant, name));
        foreach (var key in _keys.Values.Where(key => key.Tenant == tenant && string.Equals(key.User, name, StringComparison.Ordinal)).ToList()) _keys.Remove(key.Id);
    }

    private sealed class UserOrder : IComparer<(int Tenant, string Name)>
    {
        public static readonly UserOrder Instance = new();

        public int Compare((int Tenant, string Name) x, (int Tenant, string Name) y) =>
            x.Tenant != y.Tenant ? x.Tenant.CompareTo(y.Tenant) : string.CompareOrdinal(x.Name, y.Name);
    }
}

/// <param name="Tenant">By index.</param>
public readonly record struct User(int Tenant, string Name, Role Role);

/// <summary>As in <see cref="KeySpec"/>.</summary>
public sealed record Key(string Id, int Tenant, string User, string Hash, string Label, Instant Until);
