using Rhodes.Core.Fabric;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Looks for a domain for each wish. First the wishes alone, beside what is planned; then with every tenure that has not
/// started taken up and put down again, in a few orders; last, where that is small, every way there is.
/// </summary>
internal sealed class BookSearch(BookView view, AskedTime time, BookPages pages)
{
    /// <summary>Steps of the exhaustive search: enough to finish small books, too few to be felt on large ones.</summary>
    private const int MostSteps = 20_000;

    private readonly FreePlaces _places = new(view.Tree, pages.Facts);

    /// <summary>Whether the last search left nothing out.</summary>
    public bool WasExhaustive { get; private set; }

    /// <param name="lifted">What is planned and changes: it is among the wishes, or is no more.</param>
    /// <param name="mayReplan">False: only what fits beside the plan as it stands is found.</param>
    /// <returns>Where everything that changes stands; null when no plan was found.</returns>
    public List<Tenure>? Find(List<Wish> wishes, List<PlannedTenure> lifted, bool mayReplan)
    {
        WasExhaustive = false;
        var drafts = pages.Drafts(time.Stretches);
        Question question = new(view.Now, wishes, lifted, new(view.Tree, pages, time, drafts, _places));
        var found = FindBeside(question);
        return found is null && mayReplan ? FindByReplanning(question) : found;
    }

    private List<Tenure>? FindBeside(Question question)
    {
        var placing = question.On(pages.Taken);
        var start = placing.Mark;
        placing.Lift(question.Lifted);
        var found = placing.TryTake(question.Pinned) ? placing.Place(WishOrder.Sorted(question.Free, WishOrder.Widest), mayStay: true) : null;
        placing.BackTo(start);
        return found is null ? null : [.. question.Pinned.Select(wish => wish.Tenure), .. found];
    }

    private List<Tenure>? FindByReplanning(Question question)
    {
        var placing = question.On(pages.StartedTaken);
        var start = placing.Mark;
        placing.Lift(question.LiftedStarted);
        var arePinnedFree = placing.TryTake(question.Pinned);
        placing.BackTo(start);
        if (!arePinnedFree) return null;
        var found = pages.Passes.Select(pass => pass.Find(question)).FirstOrDefault(each => each is not null) ?? FindEveryWay(question, placing);
        return found is null ? null : [.. question.Pinned.Select(wish => wish.Tenure), .. found];
    }

    private List<Tenure>? FindEveryWay(Question question, Placing placing)
    {
        var start = placing.Mark;
        placing.Lift(question.LiftedStarted);
        placing.TryTake(question.Pinned);
        var steps = MostSteps;
        var found = placing.PlaceEveryWay(pages.Widest.With(question, 0), ref steps);
        placing.BackTo(start);
        WasExhaustive = found is null && steps > 0 && question.Pinned.Count == 0 && pages.Started.Count == question.LiftedStarted.Count;
        return found?.FindAll(tenure => !pages.IsPlanned(tenure));
    }
}
