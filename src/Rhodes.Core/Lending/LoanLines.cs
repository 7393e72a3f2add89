using Rhodes.Core.Contract;
using Rhodes.Core.Model;

namespace Rhodes.Core.Lending;

/// <summary>
/// One tenant's jobs that ask for a loan, in a line for each shape; and how far they have been looked through while lending
/// goes on. Passes over the whole line of a shape that does not fit.
/// </summary>
public sealed class LoanLines
{
    private readonly Dictionary<int, JobLine> _lines = [];
    private readonly HashSet<int> _new = [];
    private readonly HashSet<int> _ofSeveralGroups = [];   // looked at always: that they did not fit says nothing
    private readonly PriorityQueue<int, (long Rank, int Number)> _next = new();   // shapes by their next job
    private readonly List<int> _shapes = [];

    public int Count { get; private set; }

    /// <summary>Whether any asks that did not when lending last ended.</summary>
    public bool HasNew { get; private set; }

    /// <summary>Whether any gang of several groups asks.</summary>
    public bool AnyOfSeveralGroups => _ofSeveralGroups.Count > 0;

    /// <summary>Whether any might fit although nothing became idle.</summary>
    public bool MayFit => HasNew || AnyOfSeveralGroups;

    public void Add(int shape, JobSpec job, int number)
    {
        if (!_lines.TryGetValue(shape, out var line)) _lines.Add(shape, line = new());
        if (job.IsOfSeveralGroups) _ofSeveralGroups.Add(shape);
        else if (line.Count == 0) _new.Add(shape);
        line.Add(EntryOf(job.Priority, number));
        HasNew = true;
        Count++;
    }

    public void Remove(int shape, JobSpec job, int number)
    {
        var line = _lines[shape];
        line.Remove(EntryOf(job.Priority, number));
        if (line.Count == 0) _ofSeveralGroups.Remove(shape);
        Count--;
    }

    /// <summary>Begins to look through them.</summary>
    /// <param name="onlyNew">Just those of new shapes, and gangs of several groups: nothing became idle, so that what did not fit does not fit now.</param>
    public void Begin(bool onlyNew)
    {
        _next.Clear();
        _shapes.Clear();
        if (!onlyNew)
        {
            _shapes.AddRange(_lines.Keys);   // the queue below has an order of its own
        }
        else
        {
            _shapes.AddRange(_new);
            _shapes.AddRange(_ofSeveralGroups);
        }

        foreach (var shape in _shapes) GoOn(shape);
    }

    /// <summary>The next job, and its shape; false after the last. It is passed over unless <see cref="GoOn"/> is called for its shape.</summary>
    public bool TryNext(out int number, out int shape)
    {
        var isThere = _next.TryDequeue(out shape, out var entry);
        number = entry.Number;
        return isThere;
    }

    /// <summary>The next of a shape is looked at too.</summary>
    public void GoOn(int shape)
    {
        if (_lines[shape].TryNext(LineEntry.Start, out var entry)) _next.Enqueue(shape, (entry.Rank, entry.Number));
    }

    /// <summary>All were looked at that there was reason to look at.</summary>
    public void End()
    {
        HasNew = false;
        _new.Clear();
    }

    /// <summary>The first job after one in the tenant's own order, over all shapes; for those that go through them all.</summary>
    public bool TryNext(LineEntry after, out LineEntry next)
    {
        next = default;
        var isThere = false;
        foreach (var line in _lines.Values)
        {
            if (!line.TryNext(after, out var entry) || (isThere && !entry.IsBefore(next))) continue;
            (isThere, next) = (true, entry);
        }

        return isThere;
    }

    private static LineEntry EntryOf(int priority, int number) => new(-(long)priority, number, 0, 0);
}
