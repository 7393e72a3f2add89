using Rhodes.Core.Fabric;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Puts all that has not started down anew in one order. What comes before the first thing that a question changes is put down where it
/// was for the question before, so it is kept: a question costs what comes after.
/// </summary>
internal sealed class KeptPass
{
    private readonly BookPages _pages;
    private readonly bool _mayStay;
    private readonly WishLine _line;
    private readonly Occupancy _kept;               // what has started, and the runs that are put down
    private readonly Placing _keeping;
    private readonly List<int> _marks = [];         // by run that is put down: where it began
    private readonly List<Tenure> _placed = [];     // those of the runs that are put down
    private int _failed = int.MaxValue;             // the run that finds no place where no question changes anything

    /// <param name="line">All that has not started, in the order in which it is put down.</param>
    /// <param name="mayStay">Whether what can stay where it is planned does.</param>
    public KeptPass(Tree tree, BookPages pages, WishLine line, bool mayStay)
    {
        (_pages, _line, _mayStay) = (pages, line, mayStay);
        _kept = pages.Occupied(pages.Started);
        Occupancy nothing = new(tree, pages.Time.Stretches);
        _keeping = new(new(tree, pages, new(pages.Time.StartOf(0), pages.Time, []), _kept, new(tree, pages.Facts)), nothing);
    }

    /// <returns>Where all stands that a question asks for, and what must move for it; null when something finds no place.</returns>
    public List<Tenure>? Find(Question question)
    {
        var runs = question.ChangesStarted ? 0 : _line.RunsBefore(question);
        if (!question.ChangesStarted && !TryKeep(runs)) return null;
        var placing = question.On(question.ChangesStarted ? _pages.StartedTaken : _kept);
        var start = placing.Mark;
        placing.Lift(question.LiftedStarted);
        Invariant.Holds(placing.TryTake(question.Pinned), "whether they are free was asked before");
        var rest = PlaceRest(placing, _line.With(question, runs));
        placing.BackTo(start);
        if (rest is null) return null;
        return [.. (question.ChangesStarted ? [] : _placed).Concat(rest).Where(tenure => !_pages.IsPlanned(tenure))];
    }

    /// <summary>Puts down just so many runs.</summary>
    /// <returns>False when one of them finds no place.</returns>
    private bool TryKeep(int runs)
    {
        if (runs > _failed) return false;
        if (_marks.Count > runs)
        {
            _kept.BackTo(_marks[runs]);
            _marks.RemoveRange(runs, _marks.Count - runs);
            _placed.RemoveRange(_line.StartOf(runs), _placed.Count - _line.StartOf(runs));
        }

        while (_marks.Count < runs)
        {
            var mark = _kept.Mark;
            if (!_keeping.TryPlaceAlike(_line.Run(_marks.Count), _mayStay, _placed))
            {
                _failed = _marks.Count;
                return false;
            }

            _marks.Add(mark);
        }

        return true;
    }

    private List<Tenure>? PlaceRest(Placing placing, IEnumerable<Wish> wishes)
    {
        List<Tenure> placed = [];
        List<Wish> alike = [];
        foreach (var wish in wishes)
        {
            if (alike.Count > 0 && !alike[0].IsAlike(wish))
            {
                if (!placing.TryPlaceAlike(alike, _mayStay, placed)) return null;
                alike.Clear();
            }

            alike.Add(wish);
        }

        return alike.Count == 0 || placing.TryPlaceAlike(alike, _mayStay, placed) ? placed : null;
    }
}
