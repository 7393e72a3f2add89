using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// All that a buyer asks the book about one lease: whether it can be promised, what could be in its place, what is left. The questions
/// share what they need, so that all of them cost little more than one.
/// </summary>
public sealed class BookInquiry
{
    /// <summary>How many other starts are tried before and after the one that was asked for.</summary>
    private const int MostStarts = 64;

    private readonly BookView _view;
    private readonly BookPages _pages;
    private readonly LeaseSpec _asked;
    private readonly IReadOnlyList<LeaseSpec> _leases;
    private readonly List<LeaseSpec> _later;
    private readonly List<LeaseSpec> _sooner;
    private readonly BookDesk _desk;

    /// <param name="asked">Sound in itself; not yet among the tenant's leases.</param>
    public BookInquiry(BookView view, LeaseSpec asked)
    {
        (_view, _asked) = (view, asked);
        var cellClass = CellDemand.ClassOf(asked);
        _leases = view.LeasesOf(cellClass);
        _pages = view.Memory.PagesFor(view);
        _later = StartedAt(asked, _pages.Ends.Where(end => end > asked.Steps[0].From));
        _sooner = StartedAt(asked, _pages.Ends.Prepend(view.Now).Where(start => start < asked.Steps[0].From));
        _desk = new(view, cellClass, [.. _leases, asked, .. _sooner, .. _later]);
    }

    /// <summary>Whether the lease can be promised beside all others.</summary>
    public Answer Answer() => _desk.Ask([.. _leases, _asked]);

    /// <summary>The nearest leases that could be confirmed in the place of one that cannot.</summary>
    public IReadOnlyList<Offer> Offers()
    {
        List<Offer> offers = [];
        if (Fewer() is { } fewer) offers.Add(new("fewer", fewer));
        if (Later() is { } later) offers.Add(new("later", later));
        if (SmallerCells(_asked) is { } smaller && CanBeSmaller(smaller)) offers.Add(new("smaller-cells", smaller));
        if (TwoWindows() is { } two) offers.Add(new("two-windows", two));
        return offers;
    }

    /// <summary>The most cells of the shape that could still be promised over the window.</summary>
    public int MostCells() =>
        Most(_view.Tree.Count(_asked.Shape.Level), cells => Of(_asked, cells));

    /// <summary>The same cells for as long, as soon as possible: from now on, or from an end of another lease on.</summary>
    /// <returns>Null when none of the starts that are tried makes it possible.</returns>
    public LeaseSpec? Soonest() => _sooner.Append(_asked).FirstOrDefault(Can) ?? Later();

    /// <summary>The first later start from which more cells than <paramref name="cells"/> could be promised for as long, and how many.</summary>
    /// <returns>Null when none of the starts that are tried makes it possible.</returns>
    public LeaseSpec? MoreThan(int cells)
    {
        if (_later.Find(lease => Can(Of(lease, cells + 1))) is not { } lease) return null;
        return Of(lease, Most(_view.Tree.Count(lease.Shape.Level), most => Of(lease, most)));
    }

    private bool Can(LeaseSpec lease) => _desk.CanAdd(_leases, lease);

    private bool CanBeSmaller(LeaseSpec smaller)
    {
        var cellClass = CellDemand.ClassOf(smaller);
        var leases = _view.LeasesOf(cellClass);
        return new BookDesk(_view, cellClass, [.. leases, smaller]).CanAdd(leases, smaller);
    }

    private LeaseSpec? Fewer()
    {
        var most = Most(_asked.Steps.Max(step => step.Cells) - 1, AtMost);
        return most > 0 && Can(AtMost(most)) ? AtMost(most) : null;
    }

    private int Most(int high, Func<int, LeaseSpec> with)
    {
        var low = 0;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Can(with(middle))) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private LeaseSpec AtMost(int cells) => _asked with { Steps = [.. _asked.Steps.Select(step => step with { Cells = Math.Min(step.Cells, cells) })] };

    private static LeaseSpec Of(LeaseSpec lease, int cells) => lease with { Steps = [.. lease.Steps.Select(step => step with { Cells = cells })] };

    /// <summary>The same cells for as long, from the earliest end of another lease on that makes it possible.</summary>
    private LeaseSpec? Later() => _later.Find(Can);

    /// <summary>The lease from each of the first of some starts on, as far as time goes.</summary>
    private static List<LeaseSpec> StartedAt(LeaseSpec asked, IEnumerable<Instant> starts)
    {
        List<LeaseSpec> started = [];
        foreach (var start in starts.Take(MostStarts))
        {
            var by = start - asked.Steps[0].From;
            if (by > Duration.Zero && asked.Steps.Any(step => step.Until > new Instant(long.MaxValue - 1 - by.Milliseconds))) break;
            started.Add(asked with { Steps = [.. asked.Steps.Select(step => new LeaseStep(step.From + by, step.Until + by, step.Cells))] });
        }

        return started;
    }

    /// <summary>As many nodes in cells of the next level that is offered inside.</summary>
    private static LeaseSpec? SmallerCells(LeaseSpec asked)
    {
        if (asked.Shape.Level == Level.Node) return null;
        var inner = CellFit.NextOffered(asked.Shape, asked.Shape.Level);
        var shape = inner switch
        {
            Level.Hall => asked.Shape with { Level = inner, Halls = 0 },
            Level.Pod => asked.Shape with { Level = inner, Halls = 0, Pods = 0 },
            Level.Rack => new CellShape(inner, 0, 0, 0, asked.Shape.Nodes),
            _ => CellShape.OneNode,
        };
        var factor = asked.Shape.TotalNodes / shape.TotalNodes;
        return asked with { Shape = shape, Steps = [.. asked.Steps.Select(step => step with { Cells = checked(step.Cells * factor) })] };
    }

    /// <summary>The longest start and the longest end of a window that can be promised, where the middle cannot.</summary>
    private LeaseSpec? TwoWindows()
    {
        if (_asked.Steps.Count != 1) return null;
        var whole = _asked.Steps[0];
        var cuts = _pages.Cuts.Where(at => whole.From < at && at < whole.Until).Take(MostStarts).ToList();
        var firstEnd = cuts.LastOrDefault(at => Can(With(whole with { Until = at })));
        if (firstEnd == default) return null;
        foreach (var secondFrom in cuts.Where(at => at > firstEnd))
        {
            var two = With(whole with { Until = firstEnd }, whole with { From = secondFrom });
            if (Can(two)) return two;
        }

        return null;
    }

    private LeaseSpec With(params LeaseStep[] steps) => _asked with { Steps = steps };
}
