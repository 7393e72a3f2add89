using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// How many cells of each shape are promised in each stretch of time, and the first stretch in which more would be needed
/// than there is. Each count is of something that every plan would need.
/// </summary>
/// <remarks>Hot: once for each question. All cells that may change are of one shape, so that everything planned is counted once.</remarks>
internal sealed class CellCounts
{
    private readonly AskedTime _time;
    private readonly IReadOnlyList<CellLimit> _limits;
    private readonly int[] _more;       // by stretch: how many more cells than planned, against the one before; room for one question
    private readonly int[] _wished;

    /// <param name="shape">Of the cells that are asked about.</param>
    public CellCounts(AskedTime time, BookPages pages, CellShape shape)
    {
        _time = time;
        _limits = pages.LimitsOf(shape);
        _more = new int[time.Stretches];
        _wished = new int[time.Stretches];
    }

    /// <summary>Planned cells of each shape, by stretch.</summary>
    public static Dictionary<CellShape, int[]> Count(Timeline time, IReadOnlyList<PlannedTenure> cells)
    {
        Dictionary<CellShape, int[]> counts = [];
        CellShape shape = default;
        int[] changes = [];
        foreach (var cell in cells)
        {
            if (cell.Shape != shape)   // cells of one lease follow each other
            {
                shape = cell.Shape;
                if (!counts.TryGetValue(shape, out changes!)) counts.Add(shape, changes = new int[time.Stretches]);
            }

            changes[cell.Window.From]++;
            changes[cell.Window.Until]--;
        }

        foreach (var each in counts.Values)
            for (var i = 1; i < each.Length; i++) each[i] += each[i - 1];
        return counts;
    }

    /// <summary>The first instant at which too much would be needed, while a wish is open.</summary>
    /// <param name="lifted">The cells of the class that do not stay as they are.</param>
    /// <returns>Never when counting shows nothing.</returns>
    public Instant FirstShort(IReadOnlyList<PlannedTenure> lifted, IReadOnlyList<Wish> wishes)
    {
        Array.Clear(_more);
        Array.Clear(_wished);
        foreach (var planned in lifted) Add(_more, planned.Tenure, -1);
        foreach (var wish in wishes)
        {
            Add(_more, wish.Tenure, 1);
            Add(_wished, wish.Tenure, 1);
        }

        var (more, wished) = (0, 0);
        for (var stretch = 0; stretch < _time.Stretches; stretch++)
        {
            more += _more[stretch];
            wished += _wished[stretch];
            if (wished > 0 && IsBroken(_time.PlannedOf(stretch), more)) return _time.StartOf(stretch);
        }

        return Instant.Never;
    }

    /// <summary>Whether too much would be needed with one more lease of the class; what is planned alone never needs too much.</summary>
    public bool IsShort(LeaseSpec more)
    {
        foreach (var step in more.Steps)
        {
            var (from, until) = _time.PlannedOf(_time.Of(step.From, step.Until));
            for (var stretch = from; stretch < until; stretch++)
                if (IsBroken(stretch, step.Cells)) return true;
        }

        return false;
    }

    private bool IsBroken(int stretch, int more)
    {
        foreach (var limit in _limits)
            if (limit.IsBroken(stretch, more)) return true;
        return false;
    }

    private void Add(int[] changes, Tenure tenure, int cells)
    {
        var (from, until) = _time.Of(tenure.From, tenure.Until);
        changes[from] += cells;
        changes[until] -= cells;
    }
}
