using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// How many cells of each shape are promised in each stretch of time, and the first stretch in which more would be needed
/// than there is. Each count is of something that every plan would need.
/// </summary>
/// <remarks>Hot: once for each question. All cells that may change are of one shape, so that the others are counted once.</remarks>
internal sealed class CellCounts
{
    private readonly Timeline _time;
    private readonly List<Limit> _limits = [];
    private readonly int[] _changing;   // by stretch: how many more cells than in the one before; room for one question
    private readonly int[] _wished;
    private readonly int[] _own;        // by stretch: planned cells of the class that is asked about

    /// <param name="changing">The shape of the cells that are asked about.</param>
    /// <param name="own">Cells of the class that is asked about, as they are planned.</param>
    /// <param name="others">All other cells, which stay.</param>
    public CellCounts(
        Timeline time, Tree tree, ShapeFacts facts, CellShape changing, IEnumerable<PlannedTenure> own, IEnumerable<PlannedTenure> others)
    {
        _time = time;
        _changing = new int[time.Stretches];
        _wished = new int[time.Stretches];
        _own = Count(own).GetValueOrDefault(changing) ?? new int[time.Stretches];
        var counts = Count(others);
        List<CellShape> shapes = [.. counts.Keys.Append(changing).Distinct()];
        foreach (var shape in shapes)
        {
            int EachTakes(CellShape other) => CountProof.EachTakes(facts, other, shape);
            var present = shape == changing ? null : counts[shape];
            _limits.Add(new(facts.Count(shape), EachTakes(changing), Sum(counts, EachTakes), present));
        }

        _limits.Add(new(tree.Nodes, facts.SmallestSize(changing), Sum(counts, facts.SmallestSize), null));
    }

    /// <summary>The first instant at which too much would be needed, while a wish is open.</summary>
    /// <param name="staying">The cells of the changing shape that stay as they are.</param>
    /// <returns>Never when counting shows nothing.</returns>
    public Instant FirstShort(IEnumerable<Tenure> staying, IEnumerable<Wish> wishes)
    {
        Array.Clear(_changing);
        Array.Clear(_wished);
        foreach (var tenure in staying) Add(_changing, tenure);
        foreach (var wish in wishes)
        {
            Add(_changing, wish.Tenure);
            Add(_wished, wish.Tenure);
        }

        var (cells, wished) = (0, 0);
        for (var stretch = 0; stretch < _time.Stretches; stretch++)
        {
            cells += _changing[stretch];
            wished += _wished[stretch];
            if (wished == 0) continue;
            foreach (var limit in _limits)
                if (limit.IsBroken(stretch, cells)) return _time.StartOf(stretch);
        }

        return Instant.Never;
    }

    /// <summary>Whether too much would be needed with one more lease of the class; what is planned alone never needs too much.</summary>
    public bool IsShort(LeaseSpec more)
    {
        foreach (var step in more.Steps)
        {
            var (from, until) = _time.Of(step.From, step.Until);
            for (var stretch = from; stretch < until; stretch++)
                foreach (var limit in _limits)
                    if (limit.IsBroken(stretch, _own[stretch] + step.Cells)) return true;
        }

        return false;
    }

    private Dictionary<CellShape, int[]> Count(IEnumerable<PlannedTenure> cells)
    {
        Dictionary<CellShape, int[]> counts = [];
        CellShape shape = default;
        int[] changes = [];
        foreach (var cell in cells)
        {
            if (cell.Shape != shape) changes = ChangesOf(shape = cell.Shape, counts);   // cells of one lease follow each other
            changes[cell.From]++;
            changes[cell.Until]--;
        }

        foreach (var each in counts.Values)
            for (var i = 1; i < each.Length; i++) each[i] += each[i - 1];
        return counts;
    }

    private int[] ChangesOf(CellShape shape, Dictionary<CellShape, int[]> counts)
    {
        if (!counts.TryGetValue(shape, out var changes)) counts.Add(shape, changes = new int[_time.Stretches]);
        return changes;
    }

    private void Add(int[] changes, Tenure tenure)
    {
        var (from, until) = _time.Of(tenure.From, tenure.Until);
        changes[from]++;
        changes[until]--;
    }

    private long[] Sum(Dictionary<CellShape, int[]> counts, Func<CellShape, int> each)
    {
        var sums = new long[_time.Stretches];
        foreach (var (shape, count) in counts)
        {
            var factor = each(shape);
            for (var i = 0; i < sums.Length && factor != 0; i++) sums[i] += (long)factor * count[i];
        }

        return sums;
    }

    /// <summary>So many of something there are.</summary>
    /// <param name="Each">What each cell of the changing shape takes of it.</param>
    /// <param name="Taken">What all others take of it, by stretch.</param>
    /// <param name="Present">Where it is no limit, as no cell is of its shape; null: it always is one.</param>
    private sealed record Limit(long There, int Each, long[] Taken, int[]? Present)
    {
        public bool IsBroken(int stretch, int cells) => Taken[stretch] + ((long)Each * cells) > There && (Present is null || Present[stretch] > 0);
    }
}
