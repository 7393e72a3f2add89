using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook.Slow;

/// <summary>
/// Looks for a domain for each wish. First the wishes alone, beside what is planned; then with every tenure that has not
/// started taken up and put down again, in a few orders; last, where that is small, every way there is.
/// </summary>
internal sealed class SlowBookSearch(BookView view)
{
    /// <summary>Steps of the exhaustive search: enough to finish small books, too few to be felt on large ones.</summary>
    private const int MostSteps = 20_000;

    /// <summary>Whether the last search left nothing out.</summary>
    public bool WasExhaustive { get; private set; }

    /// <returns>Where everything that changes stands; null when no plan was found.</returns>
    public List<Tenure>? Find(List<SlowWish> wishes, List<int> removed)
    {
        WasExhaustive = false;
        using SlowPlanDraft draft = new(view.Plan);
        foreach (var id in removed) draft.Remove(id);
        foreach (var wish in wishes) draft.Remove(wish.Tenure.Id);
        var pinned = wishes.Where(wish => wish.Pinned).ToList();
        var free = wishes.Where(wish => !wish.Pinned).ToList();

        if (pinned.TrueForAll(wish => IsFree(wish, wish.Tenure.Domain)))
        {
            var mark = draft.Mark;
            foreach (var wish in pinned) draft.Set(wish.Tenure);
            if (PlaceGreedily(draft, free, Widest) is { } beside) return [.. pinned.Select(wish => wish.Tenure), .. beside];
            draft.BackTo(mark);
        }

        return FindByReplanning(draft, pinned, free);
    }

    /// <summary>Larger cells first, then earlier, then longer ones.</summary>
    private static int Widest(SlowWish a, SlowWish b) =>
        First(a.Shape.Level.CompareTo(b.Shape.Level), b.Shape.TotalNodes.CompareTo(a.Shape.TotalNodes),
            a.Tenure.From.CompareTo(b.Tenure.From), b.Tenure.Until.CompareTo(a.Tenure.Until), a.Tenure.Id.CompareTo(b.Tenure.Id));

    private static int Earliest(SlowWish a, SlowWish b) =>
        First(a.Tenure.From.CompareTo(b.Tenure.From), a.Shape.Level.CompareTo(b.Shape.Level), a.Tenure.Id.CompareTo(b.Tenure.Id));

    private static int Longest(SlowWish a, SlowWish b) =>
        First((b.Tenure.Until - b.Tenure.From).CompareTo(a.Tenure.Until - a.Tenure.From), a.Shape.Level.CompareTo(b.Shape.Level),
            a.Tenure.Id.CompareTo(b.Tenure.Id));

    private static int First(params ReadOnlySpan<int> comparisons)
    {
        foreach (var comparison in comparisons)
            if (comparison != 0) return comparison;
        return 0;
    }

    private List<Tenure>? FindByReplanning(SlowPlanDraft draft, List<SlowWish> pinned, List<SlowWish> free)
    {
        var unstarted = view.Plan.All.Where(tenure => tenure.From > view.Now)
            .Select(tenure => new SlowWish(tenure, view.ClassOf(tenure).Shape, Pinned: false, Preferred: true)).ToList();
        foreach (var wish in unstarted) draft.Remove(wish.Tenure.Id);
        if (!pinned.TrueForAll(wish => IsFree(wish, wish.Tenure.Domain))) return null;
        foreach (var wish in pinned) draft.Set(wish.Tenure);

        List<SlowWish> all = [.. free, .. unstarted];
        List<SlowWish> anywhere = [.. all.Select(wish => wish with { Preferred = false })];
        var found = PlaceGreedily(draft, all, Widest) ?? PlaceGreedily(draft, anywhere, Widest)
            ?? PlaceGreedily(draft, anywhere, Earliest) ?? PlaceGreedily(draft, anywhere, Longest) ?? PlaceExhaustively(draft, anywhere);
        if (found is null) return null;
        var before = unstarted.ToDictionary(wish => wish.Tenure.Id, wish => wish.Tenure);
        return [.. pinned.Select(wish => wish.Tenure), .. found.Where(tenure => !before.TryGetValue(tenure.Id, out var was) || was != tenure)];
    }

    private List<Tenure>? PlaceGreedily(SlowPlanDraft draft, List<SlowWish> wishes, Comparison<SlowWish> order)
    {
        var mark = draft.Mark;
        List<SlowWish> ordered = [.. wishes];
        ordered.Sort(order);
        List<Tenure> placed = [];
        for (var first = 0; first < ordered.Count;)
        {
            var end = first + 1;
            while (end < ordered.Count && AreAlike(ordered[first], ordered[end])) end++;
            if (!PlaceAlike(draft, ordered[first..end], placed))
            {
                draft.BackTo(mark);
                return null;
            }

            first = end;
        }

        draft.BackTo(mark);
        return placed;
    }

    private static bool AreAlike(SlowWish a, SlowWish b) =>
        a.Shape == b.Shape && a.Tenure.From == b.Tenure.From && a.Tenure.Until == b.Tenure.Until;

    /// <summary>Places cells of one shape and window: the free domains are looked up once for all of them.</summary>
    private bool PlaceAlike(SlowPlanDraft draft, List<SlowWish> alike, List<Tenure> placed)
    {
        List<SlowWish> elsewhere = [];
        foreach (var wish in alike)
        {
            if (wish.Preferred && IsFree(wish, wish.Tenure.Domain)) Place(draft, wish, wish.Tenure.Domain, placed);
            else elsewhere.Add(wish);
        }

        if (elsewhere.Count == 0) return true;
        var free = FreeDomains(elsewhere[0]);
        if (free.Count < elsewhere.Count) return false;
        for (var i = 0; i < elsewhere.Count; i++) Place(draft, elsewhere[i], free[i], placed);
        return true;
    }

    private static void Place(SlowPlanDraft draft, SlowWish wish, Domain domain, List<Tenure> placed)
    {
        var tenure = wish.Tenure with { Domain = domain };
        draft.Set(tenure);
        placed.Add(tenure);
    }

    /// <summary>The domains that a wish could have, those first that break the least: few free siblings, at the inner level first.</summary>
    private List<Domain> FreeDomains(SlowWish wish)
    {
        var level = wish.Shape.Level;
        List<Domain> free = [];
        for (var i = 0; i < view.Tree.Count(level); i++)
            if (IsFree(wish, new(level, i))) free.Add(new(level, i));
        if (level == Level.Site) return free;
        var siblings = CountBy(free, level - 1);
        var cousins = level > Level.Hall ? CountBy(free, level - 2) : siblings;
        return [.. free.OrderBy(domain => siblings[Around(domain, level - 1)])
            .ThenBy(domain => cousins[Around(domain, level > Level.Hall ? level - 2 : level - 1)]).ThenBy(domain => domain.Index)];
    }

    private int[] CountBy(List<Domain> domains, Level level)
    {
        var counts = new int[view.Tree.Count(level)];
        foreach (var domain in domains) counts[Around(domain, level)]++;
        return counts;
    }

    private int Around(Domain domain, Level level) => view.Tree.DomainOf(level, view.Tree.First(domain));

    private bool IsFree(SlowWish wish, Domain domain) =>
        view.Plan.IsFree(domain, Instant.Later(wish.Tenure.From, view.Now), wish.Tenure.Until)
        && CellFit.Fits(view.Tree, domain, wish.Shape, default(AnyNode));

    /// <summary>Every way to place the wishes, up to a number of steps.</summary>
    private List<Tenure>? PlaceExhaustively(SlowPlanDraft draft, List<SlowWish> wishes)
    {
        List<SlowWish> ordered = [.. wishes];
        ordered.Sort(Widest);
        List<Tenure> placed = [];
        var steps = MostSteps;
        var found = TryRest(draft, ordered, 0, placed, ref steps);
        WasExhaustive = !found && steps > 0 && !view.Plan.All.Any(tenure => tenure.From <= view.Now);
        draft.BackTo(draft.Mark - placed.Count);
        return found ? placed : null;
    }

    private bool TryRest(SlowPlanDraft draft, List<SlowWish> wishes, int next, List<Tenure> placed, ref int steps)
    {
        if (next == wishes.Count) return true;
        // Wishes that are alike go in order of their domains: exchanged, they would be the same plan.
        var isLikeTheOneBefore = next > 0 && AreAlike(wishes[next - 1], wishes[next]);
        for (var i = isLikeTheOneBefore ? placed[^1].Domain.Index + 1 : 0; i < view.Tree.Count(wishes[next].Shape.Level); i++)
        {
            if (--steps <= 0) return false;
            Domain domain = new(wishes[next].Shape.Level, i);
            if (!IsFree(wishes[next], domain)) continue;
            var mark = draft.Mark;
            Place(draft, wishes[next], domain, placed);
            if (TryRest(draft, wishes, next + 1, placed, ref steps)) return true;
            draft.BackTo(mark);
            placed.RemoveAt(placed.Count - 1);
        }

        return false;
    }
}
