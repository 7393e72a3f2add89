using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook;

/// <summary>A lease book before its day, in which every lease has a tenant of its own.</summary>
internal sealed class SmallBook(Tree tree)
{
    private readonly List<CellClass> _classes = [];
    private readonly Plan _plan = new(tree);

    public static Instant At(int hour) => new(hour * 3_600_000L);

    /// <summary>A lease that the book must be able to promise.</summary>
    public SmallBook With(CellShape shape, int cells, int from, int until)
    {
        var lease = Lease(shape, cells, from, until);
        var change = Book.Ask(View, lease).Change;
        Assert.NotNull(change);
        foreach (var tenure in change.Set) _plan.Set(tenure);
        _classes.Add(CellDemand.ClassOf(lease));
        return this;
    }

    public Answer Ask(CellShape shape, int cells, int from, int until) => Book.Ask(View, Lease(shape, cells, from, until));

    public int MostCells(CellShape shape, int from, int until) => Book.MostCells(View, Lease(shape, 1, from, until));

    /// <summary>The same lease as soon as possible, as <c>2 in [3, 5)</c>; null when there is none.</summary>
    public string? Soonest(CellShape shape, int cells, int from, int until) =>
        new BookInquiry(View, Lease(shape, cells, from, until)).Soonest() is { } lease ? Told(lease.Steps[0]) : null;

    /// <summary>When more than so many cells can be had for as long, as <c>2 in [3, 5)</c>; null when never.</summary>
    public string? MoreThan(CellShape shape, int cells, int from, int until) =>
        new BookInquiry(View, Lease(shape, 1, from, until)).MoreThan(cells) is { } lease ? Told(lease.Steps[0]) : null;

    /// <summary>What is offered in the place of a lease, each as <c>kind: 2 x shape in [0, 2), 2 in [3, 5)</c>.</summary>
    public IEnumerable<string> OffersFor(CellShape shape, int cells, int from, int until) =>
        Book.OffersFor(View, Lease(shape, cells, from, until)).Select(offer => $"{offer.Kind}: {string.Join(", ", offer.Lease.Steps.Select(Told))} of {offer.Lease.Shape}");

    private static string Told(LeaseStep step) => $"{step.Cells} in [{HourOf(step.From)}, {HourOf(step.Until)})";

    private static long HourOf(Instant at) => at.Milliseconds / 3_600_000L;

    private LeaseSpec Lease(CellShape shape, int cells, int from, int until) => new()
    {
        Name = $"lease {_classes.Count}", Tenant = $"tenant {_classes.Count}", Pool = "p", Shape = shape, Steps = [new(At(from), At(until), cells)],
    };

    private BookView View => new()
    {
        Tree = tree,
        Plan = _plan,
        Now = Instant.Beginning,
        NextTenure = _plan.Count + 1,
        ClassOf = tenure => _classes[tenure.Tenant],
        NumberOf = _ => 0,
        LeasesOf = _ => [],
        Tenant = _classes.Count,
    };
}
