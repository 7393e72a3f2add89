using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>When each turn next needs a decision by itself: its end, its limit, or the time to leave.</summary>
public sealed class TurnTimers
{
    private readonly SortedSet<(long At, int Number)> _due = [];
    private readonly Dictionary<int, long> _atOf = [];

    public Instant Next => _due.Count == 0 ? Instant.Never : new(_due.Min.At);

    /// <summary>Never clears the timer.</summary>
    public void Set(int number, Instant at)
    {
        Clear(number);
        if (at.IsNever) return;
        _due.Add((at.Milliseconds, number));
        _atOf.Add(number, at.Milliseconds);
    }

    public void Clear(int number)
    {
        if (_atOf.Remove(number, out var at)) _due.Remove((at, number));
    }

    /// <summary>The numbers of the turns that are due, earliest first, then in order of their numbers.</summary>
    public List<int> Due(Instant now)
    {
        List<int> due = [];
        foreach (var (at, number) in _due)
        {
            if (at > now.Milliseconds) break;
            due.Add(number);
        }

        return due;
    }
}
