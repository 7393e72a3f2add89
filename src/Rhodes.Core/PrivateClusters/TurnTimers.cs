using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>When each turn next needs a decision by itself: its end, its limit, or the time to leave.</summary>
/// <remarks>A heap that knows the place of each turn, so that a timer is moved in a few steps and nothing is allocated.</remarks>
public sealed class TurnTimers
{
    private readonly Dictionary<int, int> _placeOf = [];
    private readonly List<(long At, int Number)> _heap = [];
    private readonly List<int> _due = [];

    public Instant Next => _heap.Count == 0 ? Instant.Never : new(_heap[0].At);

    /// <summary>Never clears the timer.</summary>
    public void Set(int number, Instant at)
    {
        if (at.IsNever)
        {
            Clear(number);
            return;
        }

        if (!_placeOf.TryGetValue(number, out var place))
        {
            place = _heap.Count;
            _heap.Add(default);
        }
        else if (_heap[place].At == at.Milliseconds)
        {
            return;
        }

        Settle(place, (at.Milliseconds, number));
    }

    public void Clear(int number)
    {
        if (!_placeOf.Remove(number, out var place)) return;
        var last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        if (place < _heap.Count) Settle(place, last);
    }

    /// <summary>The numbers of the turns that are due, earliest first, then in order of their numbers; used again by the next call.</summary>
    public IReadOnlyList<int> Due(Instant now)
    {
        _due.Clear();
        if (_heap.Count > 0) AddDue(0, now.Milliseconds);
        if (_due.Count > 1) _due.Sort((a, b) => _heap[_placeOf[a]].CompareTo(_heap[_placeOf[b]]));
        return _due;
    }

    private void AddDue(int place, long now)
    {
        if (place >= _heap.Count || _heap[place].At > now) return;
        _due.Add(_heap[place].Number);
        AddDue((place * 2) + 1, now);
        AddDue((place * 2) + 2, now);
    }

    /// <summary>Puts an entry where it belongs, up or down from a free place.</summary>
    private void Settle(int place, (long At, int Number) entry)
    {
        while (place > 0 && entry.CompareTo(_heap[(place - 1) / 2]) < 0)
        {
            Put(place, _heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }

        for (var child = (place * 2) + 1; child < _heap.Count; child = (place * 2) + 1)
        {
            if (child + 1 < _heap.Count && _heap[child + 1].CompareTo(_heap[child]) < 0) child++;
            if (entry.CompareTo(_heap[child]) <= 0) break;
            Put(place, _heap[child]);
            place = child;
        }

        Put(place, entry);
    }

    private void Put(int place, (long At, int Number) entry)
    {
        _heap[place] = entry;
        _placeOf[entry.Number] = place;
    }
}
