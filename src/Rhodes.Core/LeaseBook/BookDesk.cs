using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Answers questions about the leases of one class. What they share is made ready once: time cut into stretches, what others have in
/// each, and counts; a question then costs what it changes.
/// </summary>
internal sealed class BookDesk
{
    /// <summary>A book with more cells that have not started is large.</summary>
    private const int MostMoved = 1_000;

    private readonly BookView _view;
    private readonly bool _isLarge;
    private readonly Timeline _time;
    private readonly ShapeFacts _facts;
    private readonly List<Tenure> _own;
    private readonly Wishes _wishes;
    private readonly CellCounts _counts;
    private readonly BookSearch _search;

    /// <param name="asked">Everything that may be asked: no other instants may come up.</param>
    public BookDesk(BookView view, CellClass cellClass, IEnumerable<LeaseSpec> asked)
    {
        _view = view;
        var number = view.NumberOf(cellClass);
        List<Tenure> all = new(view.Plan.Count);   // lists that grow into the thousands would be copied again and again
        all.AddRange(view.Plan.All);
        _time = new(view.Now, all, asked);
        List<PlannedTenure> own = [], others = new(all.Count);
        foreach (var tenure in all)
        {
            var (from, until) = _time.Of(tenure.From, tenure.Until);
            if (tenure.Tenant == view.Tenant && tenure.Class == number) own.Add(new(tenure, cellClass.Shape, from, until));
            else others.Add(new(tenure, view.ClassOf(tenure).Shape, from, until));
        }

        _own = own.ConvertAll(planned => planned.Tenure);
        _isLarge = all.Count(tenure => tenure.From > view.Now) > MostMoved;
        _facts = new(view.Tree);
        _wishes = new(view, cellClass, number, _own);
        _counts = new(_time, view.Tree, _facts, cellClass.Shape, own, others);
        _search = new(view, cellClass.Shape, _time, _facts, others);
    }

    /// <summary>What the plan becomes when the leases of the class are just these.</summary>
    public Answer Ask(IReadOnlyList<LeaseSpec> leases)
    {
        var (wishes, removed) = _wishes.Of(leases);
        var staying = Staying(wishes, removed);
        if (_counts.FirstShort(staying, wishes) is { IsNever: false } at) return Answer.No(Certainty.Proved, Proof(at, wishes, removed));
        if (_search.Find(wishes, staying, mayReplan: true) is { } found) return Answer.Yes(new(found, removed));
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
        return _search.Find(wishes, Staying(wishes, removed), mayReplan: !_isLarge) is not null;
    }

    /// <summary>The tenures of the class that nothing changes.</summary>
    private List<Tenure> Staying(List<Wish> wishes, List<int> removed)
    {
        HashSet<int> changed = [.. removed, .. wishes.Select(wish => wish.Tenure.Id)];
        return _own.FindAll(tenure => !changed.Contains(tenure.Id));
    }

    private string Proof(Instant at, List<Wish> wishes, List<int> removed)
    {
        HashSet<int> replaced = [.. removed, .. wishes.Select(wish => wish.Tenure.Id)];
        var cells = _view.Plan.All.Where(tenure => !replaced.Contains(tenure.Id) && tenure.IsOpenAt(at)).Select(tenure => _view.ClassOf(tenure).Shape)
            .Concat(wishes.Where(wish => wish.Tenure.IsOpenAt(at)).Select(wish => wish.Shape));
        return CountProof.Of(_view.Tree, _facts, at, cells) ?? throw Invariant.Broken("what was counted in stretches is so at their start");
    }
}
