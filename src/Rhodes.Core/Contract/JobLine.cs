using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>A job's place in a line, and what its time limit says of how long it needs what it gets.</summary>
/// <param name="Rank">The lowest goes first.</param>
/// <param name="Number">Among equals the lowest goes first.</param>
/// <param name="NeedsMs">How long its nodes must last at the least.</param>
/// <param name="LimitMs">The longest that it may run; the greatest number where it has no limit.</param>
public readonly record struct LineEntry(long Rank, int Number, long NeedsMs, long LimitMs)
{
    /// <summary>Before every entry.</summary>
    public static readonly LineEntry Start = new(long.MinValue, int.MinValue, 0, 0);

    public bool IsBefore(LineEntry other) => Rank != other.Rank ? Rank < other.Rank : Number < other.Number;
}

/// <summary>Which entries are looked for: those that need less than a bound, another bound for those with a short limit.</summary>
public readonly record struct LineBounds(long NeedsBelow, long Shortest, long ShortNeedsBelow)
{
    public static readonly LineBounds None = new(long.MaxValue, -1, 0);

    public bool Admits(long needsMs, long limitMs) => needsMs < NeedsBelow || (limitMs <= Shortest && needsMs < ShortNeedsBelow);
}

/// <summary>Jobs in an order that changes at any place, in a few operations however long it is: sorted runs of bounded length.</summary>
/// <remarks>Hot. Each run knows the least of its bounds, so that runs without an entry that is looked for are passed over whole.</remarks>
public sealed class JobLine
{
    private const int RunLength = 64;

    private readonly List<Run> _runs = [];
    private Run? _spare;

    public int Count { get; private set; }

    public void Add(LineEntry entry)
    {
        Count++;
        if (_runs.Count == 0) _runs.Add(NewRun());
        var index = Math.Max(0, RunOf(entry));
        var run = _runs[index];
        if (run.Count == RunLength)
        {
            var next = NewRun();
            run.SplitTo(next, atTheEnd: run.Entries[run.Count - 1].IsBefore(entry));
            _runs.Insert(index + 1, next);
            if (next.Count == 0 || !entry.IsBefore(next.Entries[0])) run = next;
        }

        run.Insert(entry);
    }

    public void Remove(LineEntry entry)
    {
        var index = RunOf(entry);
        Invariant.Holds(index >= 0, "only what stands in a line can leave it");
        _runs[index].Remove(entry);
        Count--;
        if (_runs[index].Count > 0) return;
        _spare = _runs[index];
        _runs.RemoveAt(index);
    }

    /// <summary>The first entry after one, which need not be in the line.</summary>
    public bool TryNext(LineEntry after, out LineEntry next) => TryNext(after, LineBounds.None, out next);

    /// <summary>The first entry after one that the bounds admit.</summary>
    public bool TryNext(LineEntry after, LineBounds bounds, out LineEntry next)
    {
        for (var index = Math.Max(0, RunOf(after)); index < _runs.Count; index++)
        {
            var run = _runs[index];
            if (!bounds.Admits(run.LeastNeedsMs, run.LeastLimitMs)) continue;
            for (var i = run.PlaceAfter(after); i < run.Count; i++)
            {
                next = run.Entries[i];
                if (bounds.Admits(next.NeedsMs, next.LimitMs)) return true;
            }
        }

        next = default;
        return false;
    }

    /// <summary>The last entry whose rank is below one.</summary>
    public bool TryLastBelow(long rank, out LineEntry last)
    {
        LineEntry bound = new(rank, int.MinValue, 0, 0);
        var index = RunOf(bound);
        last = default;
        if (index < 0) return false;
        var place = _runs[index].PlaceAfter(bound) - 1;   // the run starts before the bound, and so has one
        last = _runs[index].Entries[place];
        return true;
    }

    /// <returns>The last run that starts at or before the entry; -1 when all start later.</returns>
    private int RunOf(LineEntry entry)
    {
        var (low, high) = (0, _runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entry.IsBefore(_runs[middle].Entries[0])) high = middle;
            else low = middle + 1;
        }

        return low - 1;
    }

    private Run NewRun()
    {
        var run = _spare ?? new();
        _spare = null;
        return run;
    }

    private sealed class Run
    {
        public LineEntry[] Entries { get; } = new LineEntry[RunLength];

        public int Count { get; private set; }

        public long LeastNeedsMs { get; private set; } = long.MaxValue;

        public long LeastLimitMs { get; private set; } = long.MaxValue;

        /// <summary>The place of the first entry after one.</summary>
        public int PlaceAfter(LineEntry entry)
        {
            var (low, high) = (0, Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (entry.IsBefore(Entries[middle])) high = middle;
                else low = middle + 1;
            }

            return low;
        }

        public void Insert(LineEntry entry)
        {
            var place = PlaceAfter(entry);
            Invariant.Holds(place == 0 || Entries[place - 1].IsBefore(entry), "a job stands in a line once");
            Array.Copy(Entries, place, Entries, place + 1, Count - place);
            Entries[place] = entry;
            Count++;
            (LeastNeedsMs, LeastLimitMs) = (Math.Min(LeastNeedsMs, entry.NeedsMs), Math.Min(LeastLimitMs, entry.LimitMs));
        }

        public void Remove(LineEntry entry)
        {
            var place = PlaceAfter(entry) - 1;
            Invariant.Holds(place >= 0 && Entries[place].Rank == entry.Rank && Entries[place].Number == entry.Number, "only what stands in a line can leave it");
            var gone = Entries[place];
            Count--;
            Array.Copy(Entries, place + 1, Entries, place, Count - place);
            if (gone.NeedsMs == LeastNeedsMs || gone.LimitMs == LeastLimitMs) FindLeast();
        }

        /// <summary>Gives the later half away; nothing, when what comes next comes at the end: lines mostly grow there.</summary>
        public void SplitTo(Run next, bool atTheEnd)
        {
            var half = atTheEnd ? Count : Count / 2;
            Array.Copy(Entries, half, next.Entries, 0, Count - half);
            (next.Count, Count) = (Count - half, half);
            FindLeast();
            next.FindLeast();
        }

        private void FindLeast()
        {
            (LeastNeedsMs, LeastLimitMs) = (long.MaxValue, long.MaxValue);
            for (var i = 0; i < Count; i++)
                (LeastNeedsMs, LeastLimitMs) = (Math.Min(LeastNeedsMs, Entries[i].NeedsMs), Math.Min(LeastLimitMs, Entries[i].LimitMs));
        }
    }
}
