using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Bench;

/// <summary>
/// Measures what the lease book's answers cost: a site of the size of Colossus 1, on which many leases of several tenants are confirmed over five
/// years, and quotes that nobody confirms.
/// </summary>
/// <remarks>Times are of this machine; the book and the answers are the same everywhere.</remarks>
public sealed class QuoteBench
{
    private readonly ControlCore _core = new();
    private readonly QuoteWishes _wishes;

    /// <param name="leases">How many are confirmed.</param>
    /// <param name="seed">Where the chance of leases and of quotes begins.</param>
    /// <param name="report">Told the number of leases that are confirmed after each that was asked for.</param>
    public QuoteBench(int leases, int seed, Action<int> report)
    {
        _wishes = new(Chance.For(seed, "quotes"));
        Do(new AddNodes(QuoteWishes.Start, QuoteSite.Fabric()));
        foreach (var tenant in QuoteWishes.Tenants) Do(new AddTenant(QuoteWishes.Start, new() { Name = tenant }));
        while (Leases < leases)
        {
            if (Do(new ConfirmLease(QuoteWishes.Start, _wishes.Next())) is null) Leases++;
            else Refused++;
            report(Leases);
        }

        Do(new Settle(QuoteWishes.Start));
    }

    /// <summary>Confirmed.</summary>
    public int Leases { get; private set; }

    /// <summary>Asked for while the book was filled, and refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Stretches of cells in the plans of all pools.</summary>
    public int Tenures => _core.State.Fabric.Pools.Sum(pool => _core.ViewFor(QuoteWishes.Tenants[0], pool.Spec.Name).Plan.Count);

    public int Nodes => _core.State.Fabric.Nodes;

    public long Devices => _core.State.Fabric.Devices;

    /// <summary>Quotes so many leases, drawn like those that are confirmed.</summary>
    /// <param name="report">Told the number of quotes so far after each.</param>
    public QuoteFigures Measure(int quotes, Action<int> report)
    {
        QuoteFigures figures = new();
        for (var i = 0; i < quotes; i++)
        {
            figures.Add(Quote(_wishes.Next()));
            report(i + 1);
        }

        return figures;
    }

    private QuoteCost Quote(LeaseSpec asked)
    {
        var start = Cpu();
        var view = _core.ViewFor(asked.Tenant, asked.Pool);
        BookInquiry inquiry = new(view, asked);
        var answer = inquiry.Answer();
        var answered = Cpu();
        var offers = answer.IsYes ? [] : inquiry.Offers();
        var offered = Cpu();
        var left = inquiry.MostCells();
        var counted = Cpu();
        return new()
        {
            IsYes = answer.IsYes, IsProved = answer.Certainty == Certainty.Proved, Offers = offers.Count, Left = left,
            Ask = answered - start, Offering = offered - answered, MostCells = counted - offered,
        };
    }

    /// <summary>Of all threads of this process, so that what the runtime does beside is counted too.</summary>
    private static TimeSpan Cpu() => Environment.CpuUsage.TotalTime;

    /// <returns>Why it was refused; null when it was done.</returns>
    private string? Do(Command command) => _core.Decide(command).OfType<CommandRefused>().FirstOrDefault()?.Why;
}
