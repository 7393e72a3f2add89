namespace Rhodes.Core.Fabric;

/// <summary>Domains of which somebody wants to know when something changes inside: own work leaves one of their nodes, a node fails or is repaired.</summary>
public sealed partial class PhysicalPool
{
    private readonly Dictionary<int, Domain> _watched = [];   // by tenure
    private readonly List<int> _unwanted = [];
    private readonly HashSet<int> _touched = [];
    private readonly int[] _watchedFor;   // by node; 0: not watched

    /// <summary>Whether something changed inside any watched domain.</summary>
    public bool IsAnyTouched => _touched.Count > 0;

    /// <summary>Whether something changed inside the domain that is watched for a tenure.</summary>
    public bool IsTouched(int tenure) => _touched.Contains(tenure);

    /// <summary>Watches the domain of a tenure; where it had another before, not that one any more.</summary>
    public void Watch(Domain domain, int tenure)
    {
        if (_watched.TryGetValue(tenure, out var watched))
        {
            if (watched == domain) return;
            Unwatch(tenure, watched);
        }

        _watched[tenure] = domain;
        Array.Fill(_watchedFor, tenure, Tree.First(domain), Tree.Size(domain));
    }

    /// <summary>Forgets what was touched so far, and watches no longer for tenures of which nobody wants to know.</summary>
    public void WatchOnlyFor(Func<int, bool> isWanted)
    {
        _touched.Clear();
        _unwanted.Clear();
        foreach (var tenure in _watched.Keys)
            if (!isWanted(tenure)) _unwanted.Add(tenure);
        foreach (var tenure in _unwanted)
        {
            _watched.Remove(tenure, out var domain);
            Unwatch(tenure, domain);
        }
    }

    private void Unwatch(int tenure, Domain domain)
    {
        // Another tenure may be watched there by now.
        for (var node = Tree.First(domain); node < Tree.End(domain); node++)
            if (_watchedFor[node] == tenure) _watchedFor[node] = 0;
    }

    /// <summary>Something changed on a node.</summary>
    public void Touch(int node)
    {
        if (_watchedFor[node] > 0) _touched.Add(_watchedFor[node]);
    }
}
