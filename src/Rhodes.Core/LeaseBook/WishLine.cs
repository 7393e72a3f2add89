using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>All that has not started, in one order, and where a question changes it. A run is what is alike and follows each other.</summary>
internal sealed class WishLine
{
    private readonly Comparison<Wish> _order;
    private readonly List<Wish> _planned;
    private readonly List<int> _runs = [];   // where each begins

    public WishLine(IEnumerable<PlannedTenure> unstarted, Comparison<Wish> order)
    {
        _order = order;
        _planned = WishOrder.Sorted(unstarted.Select(WishOf), order);
        for (var i = 0; i < _planned.Count; i++)
            if (i == 0 || !_planned[i - 1].IsAlike(_planned[i])) _runs.Add(i);
    }

    /// <summary>The first place of a run.</summary>
    public int StartOf(int run) => run < _runs.Count ? _runs[run] : _planned.Count;

    public List<Wish> Run(int run) => _planned.GetRange(_runs[run], StartOf(run + 1) - _runs[run]);

    /// <summary>How many runs come before all that a question changes. One that it may become a part of is not among them.</summary>
    public int RunsBefore(Question question)
    {
        var first = _planned.Count;
        foreach (var wish in question.Free) first = Math.Min(first, PlaceOf(wish));
        foreach (var lifted in question.LiftedUnstarted) first = Math.Min(first, PlaceOf(WishOf(lifted)));
        var run = _runs.BinarySearch(first);
        return Math.Max(0, (run >= 0 ? run : ~run) - 1);
    }

    /// <summary>What is put down for a question, from a run on.</summary>
    public IEnumerable<Wish> With(Question question, int run)
    {
        var free = WishOrder.Sorted(question.Free, _order);
        List<int> lifted = [.. question.LiftedUnstarted.Select(planned => PlaceOf(WishOf(planned))).Order()];
        var (nextFree, nextLifted) = (0, 0);
        for (var place = StartOf(run); place < _planned.Count; place++)
        {
            while (nextFree < free.Count && _order(free[nextFree], _planned[place]) < 0) yield return free[nextFree++];
            if (nextLifted < lifted.Count && lifted[nextLifted] == place) nextLifted++;
            else yield return _planned[place];
        }

        while (nextFree < free.Count) yield return free[nextFree++];
    }

    /// <summary>The place of the first that does not come before a wish.</summary>
    private int PlaceOf(Wish wish)
    {
        var (low, high) = (0, _planned.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_order(_planned[middle], wish) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static Wish WishOf(PlannedTenure planned) => new(planned.Tenure, planned.Shape, Pinned: false, Preferred: true);
}
