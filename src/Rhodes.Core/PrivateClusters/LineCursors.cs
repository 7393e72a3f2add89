using Rhodes.Core.Contract;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// The order in which one look goes through the ready jobs: by priority; at one priority the project that holds the least
/// for its weight goes first, which changes as jobs start; in a project by arrival. Passes over jobs of lines that are known
/// not to fit.
/// </summary>
/// <remarks>Hot: one step for each job that is looked at, not for each that waits.</remarks>
internal sealed class LineCursors(PrivateCluster cluster)
{
    private readonly List<PriorityQueue<int, LineEntry>> _next = [];   // lines by their next job, for each project
    private Cursor[] _cursors = [];

    /// <summary>Begins anew, before the first job of every line.</summary>
    public void Begin()
    {
        while (_next.Count < cluster.Projects.Count) _next.Add(new(InOrder.Instance));
        foreach (var lines in _next) lines.Clear();
        if (_cursors.Length < cluster.Ready.Lines) Array.Resize(ref _cursors, Math.Max(cluster.Ready.Lines, _cursors.Length * 2));
        for (var line = 0; line < cluster.Ready.Lines; line++)
        {
            _cursors[line] = new(LineEntry.Start, LineBounds.None);
            Queue(line);
        }
    }

    /// <summary>From here on every line is looked through again, whatever was known not to fit; one is yet to go on.</summary>
    public void ForgetBounds(int current)
    {
        foreach (var lines in _next) lines.Clear();
        for (var line = 0; line < cluster.Ready.Lines; line++)
        {
            _cursors[line] = _cursors[line] with { Bounds = LineBounds.None };
            if (line != current) Queue(line);
        }
    }

    /// <returns>The next job in line; null after the last. <see cref="GoOn"/> must be called for its line before the next one.</returns>
    public Turn? Next()
    {
        var project = FurthestBehind();
        if (project < 0) return null;
        var line = _next[project].Dequeue();
        cluster.Ready[line].TryNext(_cursors[line].After, _cursors[line].Bounds, out var entry);
        _cursors[line] = _cursors[line] with { After = entry };
        return cluster[entry.Number];
    }

    public LineBounds BoundsOf(int line) => _cursors[line].Bounds;

    /// <summary>Goes on in a line, with the jobs that its bounds still admit.</summary>
    public void GoOn(int line, LineBounds bounds)
    {
        _cursors[line] = _cursors[line] with { Bounds = bounds };
        Queue(line);
    }

    private void Queue(int line)
    {
        if (cluster.Ready[line].TryNext(_cursors[line].After, _cursors[line].Bounds, out var entry)) _next[cluster.Ready.ProjectOf(line)].Enqueue(line, entry);
    }

    /// <returns>Of the projects with a job of the highest priority the one that is furthest behind, the first of equals; -1 when none has any.</returns>
    private int FurthestBehind()
    {
        var (best, rank) = (-1, long.MaxValue);
        for (var project = 0; project < _next.Count; project++)
        {
            if (!_next[project].TryPeek(out _, out var entry) || entry.Rank > rank) continue;
            if (best < 0 || entry.Rank < rank || cluster.Projects.IsFurtherBehind(project, best)) (best, rank) = (project, entry.Rank);
        }

        return best;
    }

    private readonly record struct Cursor(LineEntry After, LineBounds Bounds);

    private sealed class InOrder : IComparer<LineEntry>
    {
        public static readonly InOrder Instance = new();

        public int Compare(LineEntry x, LineEntry y) => x.IsBefore(y) ? -1 : y.IsBefore(x) ? 1 : 0;
    }
}
