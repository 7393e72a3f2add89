using Rhodes.Core.Contract;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// Jobs that wait for room and nothing else, in a line for each project and shape: what keeps the first of a line from
/// starting mostly keeps the others too, so a look need not see them all.
/// </summary>
internal sealed class ReadyJobs
{
    private readonly Dictionary<(int Project, int Shape), int> _lineOf = [];
    private readonly List<JobLine> _lines = [];
    private readonly List<int> _projects = [];

    private readonly SortedSet<(Duration Needs, int Number)> _ofSeveralGroups = [];

    public int Lines => _lines.Count;

    /// <summary>Whether any gang of several groups is ready.</summary>
    public bool AnyOfSeveralGroups => _ofSeveralGroups.Count > 0;

    /// <summary>How long such gangs need their nodes, each length once.</summary>
    public IEnumerable<Duration> NeedsOfSeveralGroups => _ofSeveralGroups.Select(gang => gang.Needs).Distinct();

    /// <summary>How long all that is ready needs its nodes, with the gangs of one group.</summary>
    public IEnumerable<Duration> Needs
    {
        get
        {
            foreach (var line in _lines)
                for (var entry = LineEntry.Start; line.TryNext(entry, out entry);) yield return new(entry.NeedsMs);
        }
    }

    /// <summary>Numbers of jobs that became ready since all was last decided; some may have started or ended meanwhile.</summary>
    public List<int> New { get; } = [];

    public JobLine this[int line] => _lines[line];

    public int ProjectOf(int line) => _projects[line];

    public int LineFor(int project, int shape)
    {
        if (_lineOf.TryGetValue((project, shape), out var line)) return line;
        _lineOf.Add((project, shape), line = _lines.Count);
        _lines.Add(new());
        _projects.Add(project);
        return line;
    }

    public void Add(Turn turn)
    {
        _lines[turn.Line].Add(turn.ReadyEntry);
        if (turn.Spec.IsOfSeveralGroups) _ofSeveralGroups.Add((turn.Needs, turn.Number));
        turn.IsReady = true;
        New.Add(turn.Number);
    }

    public void Remove(Turn turn)
    {
        _lines[turn.Line].Remove(turn.ReadyEntry);
        if (turn.Spec.IsOfSeveralGroups) _ofSeveralGroups.Remove((turn.Needs, turn.Number));
        turn.IsReady = false;
    }
}
