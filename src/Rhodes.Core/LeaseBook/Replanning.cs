using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>Takes up all that has not started and puts it down anew, in a few orders; last, where that is small, every way there is.</summary>
internal sealed class Replanning
{
    /// <summary>Steps of the exhaustive search: enough to finish small books, too few to be felt on large ones.</summary>
    private const int MostSteps = 20_000;

    private static readonly Comparison<Wish>[] Orders = [WishOrder.Widest, WishOrder.Earliest, WishOrder.Longest];

    private readonly Placing _placing;
    private readonly List<Wish>[] _unstarted;   // by order
    private readonly bool _isAnythingOpen;

    /// <param name="others">Tenures of which no one is asked about.</param>
    public Replanning(BookView view, Timeline time, ShapeFacts facts, List<PlannedTenure> others)
    {
        var started = others.FindAll(other => other.Tenure.From <= view.Now);
        _isAnythingOpen = started.Count > 0;
        _placing = new(view, time, facts, started);
        var unstarted = others.Where(other => other.Tenure.From > view.Now).Select(other => new Wish(other.Tenure, other.Shape, Pinned: false, Preferred: true)).ToList();
        _unstarted = Array.ConvertAll(Orders, order => WishOrder.Sorted(unstarted, order));
    }

    /// <summary>Those of the others that may be moved.</summary>
    public IReadOnlyList<Wish> Unstarted => _unstarted[0];

    /// <summary>Whether the last search left nothing out.</summary>
    public bool WasExhaustive { get; private set; }

    /// <param name="pinned">Keep their domains.</param>
    /// <param name="free">May go anywhere.</param>
    /// <param name="open">Stand where they are.</param>
    /// <returns>Where all stand that may be moved; null when no plan was found.</returns>
    public List<Tenure>? Find(List<Wish> pinned, List<Wish> free, List<Tenure> open)
    {
        WasExhaustive = false;
        var start = _placing.Mark;
        foreach (var tenure in open) _placing.Take(tenure);
        if (!pinned.TrueForAll(wish => _placing.IsFree(wish, wish.Tenure.Domain)))
        {
            _placing.BackTo(start);
            return null;
        }

        foreach (var wish in pinned) _placing.Take(wish.Tenure);
        var found = Try(free, 0, mayStay: true) ?? Try(free, 0, mayStay: false) ?? Try(free, 1, mayStay: false) ?? Try(free, 2, mayStay: false);
        if (found is null)
        {
            var steps = MostSteps;
            found = _placing.PlaceEveryWay(InOrder(free, 0), ref steps);
            WasExhaustive = found is null && steps > 0 && !_isAnythingOpen && open.Count == 0 && pinned.Count == 0;
        }

        _placing.BackTo(start);
        return found;
    }

    private List<Tenure>? Try(List<Wish> free, int order, bool mayStay)
    {
        var mark = _placing.Mark;
        var found = _placing.Place(InOrder(free, order), mayStay);
        _placing.BackTo(mark);
        return found;
    }

    private List<Wish> InOrder(List<Wish> free, int order) => WishOrder.Merged(WishOrder.Sorted(free, Orders[order]), _unstarted[order], Orders[order]);
}
