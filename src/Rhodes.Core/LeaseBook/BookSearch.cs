using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Looks for a domain for each wish. First the wishes alone, beside what is planned; then with every tenure that has not
/// started taken up and put down again, in a few orders; last, where that is small, every way there is.
/// </summary>
/// <param name="shape">Of all cells that are asked about.</param>
/// <param name="others">All other tenures.</param>
internal sealed class BookSearch(BookView view, CellShape shape, Timeline time, ShapeFacts facts, List<PlannedTenure> others)
{
    private readonly Placing _beside = new(view, time, facts, others);
    private Replanning? _replanning;   // most questions are answered without

    /// <summary>Whether the last search left nothing out.</summary>
    public bool WasExhaustive { get; private set; }

    /// <param name="staying">Tenures of the same class that nothing changes.</param>
    /// <param name="mayReplan">False: only what fits beside the plan as it stands is found.</param>
    /// <returns>Where everything that changes stands; null when no plan was found.</returns>
    public List<Tenure>? Find(List<Wish> wishes, List<Tenure> staying, bool mayReplan)
    {
        WasExhaustive = false;
        var pinned = wishes.FindAll(wish => wish.Pinned);
        var free = wishes.FindAll(wish => !wish.Pinned);
        var start = _beside.Mark;
        foreach (var tenure in staying) _beside.Take(tenure);
        var found = FindBeside(pinned, free);
        _beside.BackTo(start);
        return found is null && mayReplan ? FindByReplanning(pinned, free, staying) : found;
    }

    private List<Tenure>? FindBeside(List<Wish> pinned, List<Wish> free)
    {
        if (!pinned.TrueForAll(wish => _beside.IsFree(wish, wish.Tenure.Domain))) return null;
        foreach (var wish in pinned) _beside.Take(wish.Tenure);
        return _beside.Place(WishOrder.Sorted(free, WishOrder.Widest), mayStay: true) is { } placed
            ? [.. pinned.Select(wish => wish.Tenure), .. placed] : null;
    }

    private List<Tenure>? FindByReplanning(List<Wish> pinned, List<Wish> free, List<Tenure> staying)
    {
        _replanning ??= new(view, time, facts, others);
        var ownUnstarted = staying.FindAll(tenure => tenure.From > view.Now).ConvertAll(tenure => new Wish(tenure, shape, Pinned: false, Preferred: true));
        var found = _replanning.Find(pinned, [.. free, .. ownUnstarted], staying.FindAll(tenure => tenure.From <= view.Now));
        WasExhaustive = _replanning.WasExhaustive;
        if (found is null) return null;
        var before = ownUnstarted.Concat(_replanning.Unstarted).ToDictionary(wish => wish.Tenure.Id, wish => wish.Tenure);
        return [.. pinned.Select(wish => wish.Tenure), .. found.Where(tenure => !before.TryGetValue(tenure.Id, out var was) || was != tenure)];
    }
}
