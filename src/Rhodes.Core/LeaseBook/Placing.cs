using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>What all places of one question share.</summary>
/// <param name="Drafts">Where wishes are put down, in stretches of the question's time.</param>
internal sealed record PlacingRoom(Tree Tree, BookPages Pages, AskedTime Time, Occupancy Drafts, FreePlaces Places);

/// <summary>A window in stretches of the plan, rounded outwards, and in those of the question.</summary>
internal readonly record struct PlacedWindow(Window Planned, Window Asked);

/// <summary>
/// Puts wishes down one after the other beside what stands, each where it breaks the least. What stands is known by stretches of the
/// plan, in each of which it does not change; wishes may start and end inside of them.
/// </summary>
internal sealed class Placing(PlacingRoom room, Occupancy planned)
{
    /// <summary>Everything that was taken or lifted until now.</summary>
    public (int Planned, int Drafted) Mark => (planned.Mark, room.Drafts.Mark);

    public void BackTo((int Planned, int Drafted) mark)
    {
        planned.BackTo(mark.Planned);
        room.Drafts.BackTo(mark.Drafted);
    }

    public void Lift(IReadOnlyList<PlannedTenure> lifted) => planned.Lift(lifted);

    /// <summary>Takes all of them where they are, if they are free there.</summary>
    /// <returns>False when one of them is not; none is taken then.</returns>
    public bool TryTake(IReadOnlyList<Wish> wishes)
    {
        foreach (var wish in wishes)
            if (!IsFree(wish, wish.Tenure.Domain)) return false;
        foreach (var wish in wishes) Take(wish.Tenure);
        return true;
    }

    /// <summary>Places all wishes, those of one shape and window together.</summary>
    /// <param name="ordered">In the order in which they are placed.</param>
    /// <param name="mayStay">Whether those that are planned already stay where they are if they can.</param>
    /// <returns>Null when one of them finds no place. What was taken stays taken.</returns>
    public List<Tenure>? Place(List<Wish> ordered, bool mayStay)
    {
        List<Tenure> placed = new(ordered.Count);
        for (var first = 0; first < ordered.Count;)
        {
            var end = first + 1;
            while (end < ordered.Count && ordered[first].IsAlike(ordered[end])) end++;
            if (!TryPlaceAlike(ordered.GetRange(first, end - first), mayStay, placed)) return null;
            first = end;
        }

        return placed;
    }

    /// <summary>Places cells of one shape and window: the free domains are looked up once for all of them.</summary>
    public bool TryPlaceAlike(List<Wish> alike, bool mayStay, List<Tenure> placed)
    {
        var moving = alike;
        if (mayStay && alike.Exists(wish => wish.Preferred)) moving = alike.FindAll(wish => !TryStay(wish, placed));
        if (moving.Count == 0) return true;
        if (room.Places.Best(this, moving[0].Shape, WindowOf(moving[0].Tenure), moving.Count) is not { } best) return false;
        for (var i = 0; i < moving.Count; i++) Put(moving[i], best[i], placed);
        return true;
    }

    /// <summary>Every way to place the wishes, up to a number of steps.</summary>
    /// <param name="ordered">In the order in which they are placed; read no further than the search comes.</param>
    /// <returns>Null when there is none, or <paramref name="steps"/> ran out.</returns>
    public List<Tenure>? PlaceEveryWay(IEnumerable<Wish> ordered, ref int steps)
    {
        using var unread = ordered.GetEnumerator();
        List<Wish> wishes = [];
        List<(Tenure Tenure, (int, int) Mark)> placed = [];
        for (var from = 0; placed.Count < wishes.Count || unread.MoveNext();)
        {
            if (placed.Count == wishes.Count) wishes.Add(unread.Current);
            var wish = wishes[placed.Count];
            var level = wish.Shape.Level;
            // Wishes that are alike go in order of their domains: exchanged, they would be the same plan.
            var place = from >= 0 ? from : placed.Count > 0 && wishes[placed.Count - 1].IsAlike(wish) ? placed[^1].Tenure.Domain.Index + 1 : 0;
            while (place < room.Tree.Count(level))
            {
                if (--steps <= 0) return null;
                if (IsFree(wish, new(level, place))) break;
                place++;
            }

            if (place < room.Tree.Count(level))
            {
                placed.Add((wish.Tenure with { Domain = new(level, place) }, Mark));
                Take(placed[^1].Tenure);
                from = -1;
                continue;
            }

            if (placed.Count == 0) return null;
            from = placed[^1].Tenure.Domain.Index + 1;
            BackTo(placed[^1].Mark);
            placed.RemoveAt(placed.Count - 1);
        }

        return placed.ConvertAll(each => each.Tenure);
    }

    /// <summary>The numbers of the domains of a level that are free in a window, in order.</summary>
    /// <param name="holds">Those that count; null: all.</param>
    public void AddFree(Level level, PlacedWindow window, bool[]? holds, List<int> free)
    {
        for (var site = 0; site < room.Tree.Count(Level.Site); site++) AddFreeIn(new(Level.Site, site), level, window, holds, free);
    }

    private void AddFreeIn(Domain domain, Level level, PlacedWindow window, bool[]? holds, List<int> free)
    {
        if (planned.IsAt(domain, window.Planned) || room.Drafts.IsAt(domain, window.Asked)) return;
        if (domain.Level == level)
        {
            if (holds?[domain.Index] != false && !planned.IsInside(domain, window.Planned) && !room.Drafts.IsInside(domain, window.Asked)) free.Add(domain.Index);
            return;
        }

        var inner = domain.Level + 1;
        var (first, end) = inner == Level.Node ? (room.Tree.First(domain), room.Tree.End(domain)) : room.Tree.Inside(domain, inner);
        for (var i = first; i < end; i++) AddFreeIn(new(inner, i), level, window, holds, free);
    }

    private bool IsFree(Wish wish, Domain domain)
    {
        if (!room.Pages.Facts.DoesHold(wish.Shape, domain)) return false;
        var window = WindowOf(wish.Tenure);
        return planned.IsFree(domain, window.Planned) && room.Drafts.IsFree(domain, window.Asked);
    }

    private bool TryStay(Wish wish, List<Tenure> placed)
    {
        if (!wish.Preferred || !IsFree(wish, wish.Tenure.Domain)) return false;
        Put(wish, wish.Tenure.Domain, placed);
        return true;
    }

    private void Put(Wish wish, Domain domain, List<Tenure> placed)
    {
        var tenure = wish.Tenure with { Domain = domain };
        Take(tenure);
        placed.Add(tenure);
    }

    private void Take(Tenure tenure) => room.Drafts.Take(tenure.Domain, room.Time.Of(tenure.From, tenure.Until));

    private PlacedWindow WindowOf(Tenure tenure)
    {
        var asked = room.Time.Of(tenure.From, tenure.Until);
        return new(room.Time.PlannedOf(asked), asked);
    }
}
