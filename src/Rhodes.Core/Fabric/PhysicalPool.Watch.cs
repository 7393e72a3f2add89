namespace Rhodes.Core.Fabric;

/// <summary>Domains of which somebody wants to know when something changes inside: own work leaves one of their nodes, a node fails or is repaired.</summary>
public sealed partial class PhysicalPool
{
    private readonly List<(Domain Domain, int Tenure)> _watched = [];
    private readonly HashSet<int> _touched = [];
    private readonly int[] _watchedFor;   // by node; 0: not watched

    /// <summary>Whether something changed inside any watched domain.</summary>
    public bool IsAnyTouched => _touched.Count > 0;

    /// <summary>Whether something changed inside the domain that is watched for a tenure.</summary>
    public bool IsTouched(int tenure) => _touched.Contains(tenure);

    public void Watch(Domain domain, int tenure)
    {
        _watched.Add((domain, tenure));
        Array.Fill(_watchedFor, tenure, Tree.First(domain), Tree.Size(domain));
    }

    public void WatchNothing()
    {
        foreach (var (domain, _) in _watched) Array.Fill(_watchedFor, 0, Tree.First(domain), Tree.Size(domain));
        _watched.Clear();
        _touched.Clear();
    }

    /// <summary>Something changed on a node.</summary>
    public void Touch(int node)
    {
        if (_watchedFor[node] > 0) _touched.Add(_watchedFor[node]);
    }
}
