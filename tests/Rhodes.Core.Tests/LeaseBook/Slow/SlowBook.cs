using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook.Slow;

/// <summary>
/// The lease book as it was before it was made fast: it searches in the plan itself and looks at every domain for every cell. What it
/// answers is what the fast one must answer, word for word.
/// </summary>
internal static class SlowBook
{
    /// <summary>How many later starts are tried for an offer.</summary>
    private const int MostLaterStarts = 64;

    /// <summary>Whether a lease can be promised beside all others.</summary>
    /// <param name="asked">Sound in itself; not yet among the tenant's leases.</param>
    public static Answer Ask(BookView view, LeaseSpec asked)
    {
        var cellClass = CellDemand.ClassOf(asked);
        return Ask(view, cellClass, [.. view.LeasesOf(cellClass), asked]);
    }

    /// <summary>What the plan becomes when the leases of a class are just these.</summary>
    public static Answer Ask(BookView view, CellClass cellClass, IReadOnlyList<LeaseSpec> leases)
    {
        var (wishes, removed) = SlowWishes.Of(view, cellClass, leases);
        SlowBookSearch search = new(view);
        if (search.Find(wishes, removed) is { } found) return Answer.Yes(new(found, removed));
        if (SlowCountProof.Of(view, wishes, removed) is { } proof) return Answer.No(Certainty.Proved, proof);
        return search.WasExhaustive
            ? Answer.No(Certainty.Proved, "every way to place the cells was tried, also with every lease that has not started moved")
            : Answer.No(Certainty.NotFound, "no plan was found, also with leases that have not started moved; there may be one");
    }

    /// <summary>The nearest leases that could be confirmed in the place of one that cannot.</summary>
    public static IReadOnlyList<Offer> OffersFor(BookView view, LeaseSpec asked)
    {
        List<Offer> offers = [];
        if (Fewer(view, asked) is { } fewer) offers.Add(new("fewer", fewer));
        if (Later(view, asked) is { } later) offers.Add(new("later", later));
        if (SmallerCells(asked) is { } smaller && Ask(view, smaller).IsYes) offers.Add(new("smaller-cells", smaller));
        if (TwoWindows(view, asked) is { } two) offers.Add(new("two-windows", two));
        return offers;
    }

    /// <summary>The most cells of a shape that could still be promised over a window.</summary>
    public static int MostCells(BookView view, LeaseSpec asked)
    {
        var (low, high) = (0, view.Tree.Count(asked.Shape.Level));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Ask(view, asked with { Steps = [.. asked.Steps.Select(step => step with { Cells = middle })] }).IsYes) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private static LeaseSpec? Fewer(BookView view, LeaseSpec asked)
    {
        var (low, high) = (0, asked.Steps.Max(step => step.Cells) - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Ask(view, AtMost(asked, middle)).IsYes) low = middle;
            else high = middle - 1;
        }

        return low > 0 && Ask(view, AtMost(asked, low)).IsYes ? AtMost(asked, low) : null;
    }

    private static LeaseSpec AtMost(LeaseSpec asked, int cells) =>
        asked with { Steps = [.. asked.Steps.Select(step => step with { Cells = Math.Min(step.Cells, cells) })] };

    /// <summary>The same cells for as long, from the earliest end of another lease on that makes it possible.</summary>
    private static LeaseSpec? Later(BookView view, LeaseSpec asked)
    {
        var from = asked.Steps[0].From;
        foreach (var start in view.Plan.All.Select(tenure => tenure.Until).Where(end => end > from && !end.IsNever).Distinct().Order().Take(MostLaterStarts))
        {
            var by = start - from;
            if (asked.Steps.Any(step => step.Until > new Instant(long.MaxValue - 1 - by.Milliseconds))) return null;
            var shifted = asked with { Steps = [.. asked.Steps.Select(step => new LeaseStep(step.From + by, step.Until + by, step.Cells))] };
            if (Ask(view, shifted).IsYes) return shifted;
        }

        return null;
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
    private static LeaseSpec? TwoWindows(BookView view, LeaseSpec asked)
    {
        if (asked.Steps.Count != 1) return null;
        var whole = asked.Steps[0];
        var cuts = view.Plan.All.SelectMany(tenure => new[] { tenure.From, tenure.Until })
            .Where(at => whole.From < at && at < whole.Until).Distinct().Order().Take(MostLaterStarts).ToList();
        var firstEnd = cuts.LastOrDefault(at => Ask(view, Only(asked, whole with { Until = at })).IsYes);
        if (firstEnd == default) return null;
        foreach (var secondFrom in cuts.Where(at => at > firstEnd))
        {
            var two = asked with { Steps = [whole with { Until = firstEnd }, whole with { From = secondFrom }] };
            if (Ask(view, two).IsYes) return two;
        }

        return null;
    }

    private static LeaseSpec Only(LeaseSpec asked, LeaseStep step) => asked with { Steps = [step] };
}
