using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>What the calendar will ask for next: cells to open, cells to close, domains to clear for a dedicated cell.</summary>
public sealed class TenureTimers
{
    private readonly SortedSet<(long At, int Pool, int Tenure)> _opens = [];
    private readonly SortedSet<(long At, int Pool, int Tenure)> _closes = [];
    private readonly SortedSet<(long At, int Pool, int Tenure)> _clears = [];
    private readonly Dictionary<(int Pool, int Tenure), (long Opens, long Closes, long Clears)> _set = [];

    /// <summary>
    /// The next instant after <paramref name="now"/> at which one is due. A clearing may stay due for a while, since the
    /// domain is another dedicated cell's until the instant at which this one opens.
    /// </summary>
    public Instant Next(Instant now) => Instant.Earlier(Earliest(_opens), Instant.Earlier(Earliest(_closes), EarliestAfter(_clears, now)));

    /// <summary>When the next cell opens.</summary>
    public Instant NextOpening => Earliest(_opens);

    public void Set(int pool, int tenure, Instant opens, Instant closes, Instant clears)
    {
        Clear(pool, tenure);
        _set.Add((pool, tenure), (opens.Milliseconds, closes.Milliseconds, clears.Milliseconds));
        if (!opens.IsNever) _opens.Add((opens.Milliseconds, pool, tenure));
        if (!closes.IsNever) _closes.Add((closes.Milliseconds, pool, tenure));
        if (!clears.IsNever) _clears.Add((clears.Milliseconds, pool, tenure));
    }

    public void Clear(int pool, int tenure)
    {
        if (!_set.Remove((pool, tenure), out var at)) return;
        _opens.Remove((at.Opens, pool, tenure));
        _closes.Remove((at.Closes, pool, tenure));
        _clears.Remove((at.Clears, pool, tenure));
    }

    public List<(int Pool, int Tenure)> ToOpen(Instant now) => Due(_opens, now);

    public List<(int Pool, int Tenure)> ToClose(Instant now) => Due(_closes, now);

    public List<(int Pool, int Tenure)> ToClear(Instant now) => Due(_clears, now);

    private static Instant Earliest(SortedSet<(long At, int Pool, int Tenure)> set) => set.Count == 0 ? Instant.Never : new(set.Min.At);

    private static Instant EarliestAfter(SortedSet<(long At, int Pool, int Tenure)> set, Instant now)
    {
        foreach (var (at, _, _) in set)
            if (at > now.Milliseconds) return new(at);
        return Instant.Never;
    }

    private static List<(int Pool, int Tenure)> Due(SortedSet<(long At, int Pool, int Tenure)> set, Instant now)
    {
        List<(int, int)> due = [];
        foreach (var (at, pool, tenure) in set)
        {
            if (at > now.Milliseconds) break;
            due.Add((pool, tenure));
        }

        return due;
    }
}
