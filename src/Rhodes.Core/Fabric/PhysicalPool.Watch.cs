namespace Rhodes.Core.Fabric;

/// <summary>Domains of which somebody wants to know when work on its tenant's own claim leaves one of their nodes.</summary>
public sealed partial class PhysicalPool
{
    private readonly List<Domain> _watched = [];
    private readonly bool[] _isWatched;

    /// <summary>Whether own work left a watched node since <see cref="WatchNothing"/>.</summary>
    public bool IsAnyWatchedFree { get; private set; }

    public bool IsWatched(int node) => _isWatched[node];

    public void Watch(Domain domain)
    {
        _watched.Add(domain);
        Array.Fill(_isWatched, true, Tree.First(domain), Tree.Size(domain));
    }

    public void WatchNothing()
    {
        foreach (var domain in _watched) Array.Fill(_isWatched, false, Tree.First(domain), Tree.Size(domain));
        _watched.Clear();
        IsAnyWatchedFree = false;
    }
}
