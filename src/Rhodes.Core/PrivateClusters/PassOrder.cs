namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// The order in which one pass looks at the waiting jobs: by priority; at one priority the project that holds the least for
/// its weight goes first, which changes as jobs start; in a project by arrival.
/// </summary>
internal sealed class PassOrder
{
    private readonly PrivateCluster _cluster;
    private readonly int[] _waiting;
    private readonly Queue<Turn>[] _ofProject;
    private int _next;

    public PassOrder(PrivateCluster cluster)
    {
        _cluster = cluster;
        _waiting = new int[cluster.Waiting.Count];
        for (var i = 0; i < _waiting.Length; i++) _waiting[i] = cluster.Waiting[i];
        _ofProject = [.. Enumerable.Range(0, cluster.Projects.Count).Select(_ => new Queue<Turn>())];
    }

    /// <returns>The next job in line; null after the last.</returns>
    public Turn? Next()
    {
        if (_ofProject.Length == 1) return _next < _waiting.Length ? _cluster[_waiting[_next++]] : null;
        var first = FurthestBehind();
        if (first < 0 && !LoadNextPriority()) return null;
        return _ofProject[FurthestBehind()].Dequeue();
    }

    private bool LoadNextPriority()
    {
        if (_next == _waiting.Length) return false;
        var priority = _cluster[_waiting[_next]].Priority;
        for (; _next < _waiting.Length && _cluster[_waiting[_next]].Priority == priority; _next++)
        {
            var turn = _cluster[_waiting[_next]];
            _ofProject[turn.Project].Enqueue(turn);
        }

        return true;
    }

    private int FurthestBehind()
    {
        var best = -1;
        for (var project = 0; project < _ofProject.Length; project++)
        {
            if (_ofProject[project].Count == 0) continue;
            if (best < 0 || _cluster.Projects.IsFurtherBehind(project, best)) best = project;   // strict: the first of equals stays
        }

        return best;
    }
}
