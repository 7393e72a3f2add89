using Rhodes.Core.Fabric;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>Puts wishes down one after the other beside what stands, each where it breaks the least.</summary>
internal sealed class Placing
{
    private readonly BookView _view;
    private readonly Timeline _time;
    private readonly ShapeFacts _facts;
    private readonly FreePlaces _places;
    private readonly Occupancy _taken;

    /// <param name="standing">What is never moved.</param>
    public Placing(BookView view, Timeline time, ShapeFacts facts, IEnumerable<PlannedTenure> standing)
    {
        (_view, _time, _facts) = (view, time, facts);
        _places = new(view.Tree, facts);
        _taken = new(view.Tree, time.Stretches);
        foreach (var planned in standing) _taken.Take(planned.Tenure.Domain, planned.From, planned.Until);
        _taken.StartDrafting();
    }

    public int Mark => _taken.Mark;

    public void BackTo(int mark) => _taken.BackTo(mark);

    public void Take(Tenure tenure)
    {
        var (from, until) = _time.Of(tenure.From, tenure.Until);
        _taken.Take(tenure.Domain, from, until);
    }

    public bool IsFree(Wish wish, Domain domain)
    {
        if (!_facts.DoesHold(wish.Shape, domain)) return false;
        var (from, until) = WindowOf(wish);
        return _taken.IsFree(domain, from, until);
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
            while (end < ordered.Count && AreAlike(ordered[first], ordered[end])) end++;
            if (!PlaceAlike(ordered.GetRange(first, end - first), mayStay, placed)) return null;
            first = end;
        }

        return placed;
    }

    /// <summary>Every way to place the wishes, up to a number of steps.</summary>
    /// <returns>Null when there is none, or <paramref name="steps"/> ran out.</returns>
    public List<Tenure>? PlaceEveryWay(List<Wish> ordered, ref int steps)
    {
        List<(Tenure Tenure, int Mark)> placed = [];
        for (var from = 0; placed.Count < ordered.Count;)
        {
            var wish = ordered[placed.Count];
            var level = wish.Shape.Level;
            var place = from;
            while (place < _view.Tree.Count(level))
            {
                if (--steps <= 0) return null;
                if (IsFree(wish, new(level, place))) break;
                place++;
            }

            if (place < _view.Tree.Count(level))
            {
                placed.Add((wish.Tenure with { Domain = new(level, place) }, Mark));
                Take(placed[^1].Tenure);
                // Wishes that are alike go in order of their domains: exchanged, they would be the same plan.
                from = placed.Count < ordered.Count && AreAlike(wish, ordered[placed.Count]) ? place + 1 : 0;
                continue;
            }

            if (placed.Count == 0) return null;
            from = placed[^1].Tenure.Domain.Index + 1;
            BackTo(placed[^1].Mark);
            placed.RemoveAt(placed.Count - 1);
        }

        return placed.ConvertAll(each => each.Tenure);
    }

    private static bool AreAlike(Wish a, Wish b) =>
        a.Shape == b.Shape && a.Tenure.From == b.Tenure.From && a.Tenure.Until == b.Tenure.Until;

    /// <summary>Places cells of one shape and window: the free domains are looked up once for all of them.</summary>
    private bool PlaceAlike(List<Wish> alike, bool mayStay, List<Tenure> placed)
    {
        var moving = alike;
        if (mayStay && alike.Exists(wish => wish.Preferred)) moving = alike.FindAll(wish => !TryStay(wish, placed));
        if (moving.Count == 0) return true;
        var (from, until) = WindowOf(moving[0]);
        if (_places.Best(_taken, moving[0].Shape, from, until, moving.Count) is not { } best) return false;
        for (var i = 0; i < moving.Count; i++) Put(moving[i], best[i], placed);
        return true;
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

    private (int From, int Until) WindowOf(Wish wish) => _time.Of(wish.Tenure.From, wish.Tenure.Until);
}
