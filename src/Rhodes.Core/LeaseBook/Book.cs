using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Can this be promised? A yes is a plan that gives every cell its domain for its whole window, beside all that is confirmed.
/// A no says whether it is proved, and what could be promised instead.
/// </summary>
public static class Book
{
    /// <summary>Whether a lease can be promised beside all others.</summary>
    /// <param name="asked">Sound in itself; not yet among the tenant's leases.</param>
    public static Answer Ask(BookView view, LeaseSpec asked)
    {
        var cellClass = CellDemand.ClassOf(asked);
        return Ask(view, cellClass, [.. view.LeasesOf(cellClass), asked]);
    }

    /// <summary>What the plan becomes when the leases of a class are just these.</summary>
    public static Answer Ask(BookView view, CellClass cellClass, IReadOnlyList<LeaseSpec> leases) => new BookDesk(view, cellClass, leases).Ask(leases);

    /// <summary>The nearest leases that could be confirmed in the place of one that cannot.</summary>
    public static IReadOnlyList<Offer> OffersFor(BookView view, LeaseSpec asked) => new BookInquiry(view, asked).Offers();

    /// <summary>The most cells of a shape that could still be promised over a window.</summary>
    public static int MostCells(BookView view, LeaseSpec asked) => new BookInquiry(view, asked).MostCells();
}
