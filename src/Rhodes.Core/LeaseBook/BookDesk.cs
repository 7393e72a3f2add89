using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Answers questions about the leases of one class. What is planned is made ready once for all questions (<see cref="BookPages"/>); a
/// question then costs what it changes.
/// </summary>
internal sealed class BookDesk
{
    /// <summary>A book with more cells that have not started is large.</summary>
    private const int MostMoved = 1_000;

    private readonly BookView _view;
    private readonly BookPages _pages;
    private readonly AskedTime _time;
    private readonly IReadOnlyList<PlannedTenure> _own;
    private readonly Wishes _wishes;
    private readonly CellCounts _counts;
    private readonly BookSearch _search;

    /// <param name="asked">Everything that may be asked: no other instants may come up.</param>
    public BookDesk(BookView view, CellClass cellClass, IEnumerable<LeaseSpec> asked)
    {
        _view = view;
        _pages = view.Memory.PagesFor(view);
        var number = view.NumberOf(cellClass);
        _time = new(view.Now, _pages.Time, asked);
        _own = _pages.Of(view.Tenant, number);
        _wishes = new(view, cellClass, number, _own.Select(planned => planned.Tenure));
        _counts = new(_time, _pages, cellClass.Shape);
        _search = new(view, _time, _pages);
    }

    /// <summary>What the plan becomes when the leases of the class are just these.</summary>
    public Answer Ask(IReadOnlyList<LeaseSpec> leases)
    {
        var (wishes, removed) = _wishes.Of(leases);
        var lifted = Lifted(wishes, removed);
        if (_counts.FirstShort(lifted, wishes) is { IsNever: false } at) return Answer.No(Certainty.Proved, Proof(at, wishes, lifted));
        if (_search.Find(wishes, lifted, mayReplan: true) is { } found) return Answer.Yes(new(found, removed));
        return _search.WasExhaustive
            ? Answer.No(Certainty.Proved, "every way to place the cells was tried, also with every lease that has not started moved")
            : Answer.No(Certainty.NotFound, "no plan was found, also with leases that have not started moved; there may be one");
    }

    /// <summary>
    /// Whether the answer is yes with one more lease. On large books only what fits beside the plan as it stands is a yes here: such
    /// questions come by the hundred, and taking up tens of thousands of cells for each would cost seconds.
    /// </summary>
    public bool CanAdd(IReadOnlyList<LeaseSpec> leases, LeaseSpec more)
    {
        if (_counts.IsShort(more)) return false;
        var (wishes, removed) = _wishes.Of([.. leases, more]);
        return _search.Find(wishes, Lifted(wishes, removed), mayReplan: _pages.Unstarted.Count <= MostMoved) is not null;
    }

    /// <summary>The tenures of the class that something changes, as they are planned.</summary>
    private List<PlannedTenure> Lifted(List<Wish> wishes, List<int> removed)
    {
        HashSet<int> changed = [.. removed, .. wishes.Select(wish => wish.Tenure.Id)];
        return [.. _own.Where(planned => changed.Contains(planned.Tenure.Id))];
    }

    private string Proof(Instant at, List<Wish> wishes, List<PlannedTenure> lifted)
    {
        HashSet<int> replaced = [.. lifted.Select(planned => planned.Tenure.Id)];
        var cells = _pages.Planned.Where(planned => !replaced.Contains(planned.Tenure.Id) && planned.Tenure.IsOpenAt(at)).Select(planned => planned.Shape)
            .Concat(wishes.Where(wish => wish.Tenure.IsOpenAt(at)).Select(wish => wish.Shape));
        return CountProof.Of(_view.Tree, _pages.Facts, at, cells) ?? throw Invariant.Broken("what was counted in stretches is so at their start");
    }
}
