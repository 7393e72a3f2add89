using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Workloads;

namespace Rhodes.Server.Quotes;

/// <summary>Domains that a plan has for some of a lease's cells.</summary>
public sealed record PlannedCells(Instant From, Instant Until, IReadOnlyList<string> Domains);

/// <summary>The book's answer to one question.</summary>
/// <param name="Moved">Cells of leases that have not started yet, and would start elsewhere than planned.</param>
/// <param name="Left">The most cells of this shape that could be promised over the whole window.</param>
/// <param name="More">The first later start from which more of them could be, with how many; null when none was found.</param>
/// <param name="LeftByLevel">The most whole domains of each level that could be promised over the whole window, outermost first.</param>
/// <param name="Soonest">The same cells for as long, as soon as possible; null when no start was found.</param>
/// <param name="Deal">What the lease, or else the nearest offer, comes to; null when there is neither.</param>
public sealed record Quoted(
    LeaseSpec Lease, Instant At, Answer Answer, IReadOnlyList<PlannedCells> Plan, int Moved, IReadOnlyList<Offer> Offers, int Left,
    LeaseSpec? More, IReadOnlyList<LevelLeft> LeftByLevel, LeaseSpec? Soonest, PoolSpec Pool, decimal? Price, Deal? Deal)
{
    /// <summary>Whether it is without what only the seller may know.</summary>
    public bool IsForBuyer { get; init; }

    /// <summary>As a buyer may know it: not where its cells would stand, nor what of others would move, what others hold, or when that ends.</summary>
    public Quoted ForBuyer() => this with
    {
        Plan = [], Moved = 0, More = null, LeftByLevel = [], IsForBuyer = true,
        Answer = Answer.IsYes ? Answer : Answer with { Why = "it cannot be kept beside what is promised already" },
        Deal = Deal is { } deal ? deal with { Gangs = [.. deal.Gangs.Where(gang => gang.IsPromised)] } : null,
    };
}

/// <summary>Whole domains of a level.</summary>
/// <param name="Nodes">Of each, as most of them have.</param>
/// <param name="Domains">That there are of at least so many nodes.</param>
/// <param name="Left">That could be promised over the window.</param>
public sealed record LevelLeft(Level Level, int Nodes, int Domains, int Left);

/// <summary>What a lease that can be promised comes to.</summary>
/// <param name="Offer">In what it differs from what was asked; null when it is that.</param>
/// <param name="Gangs">The largest gang of one domain, by level.</param>
/// <param name="RealNodes">Of the largest of its cells, spares among them.</param>
/// <param name="Charged">Dedicated: of the whole domains; else as <paramref name="Sold"/>.</param>
/// <param name="Record">What cells of so many nodes live through in the record of outages.</param>
public sealed record Deal(
    LeaseSpec Lease, string? Offer, IReadOnlyList<DomainGang> Gangs, int RealNodes, DeviceTime Sold, DeviceTime Charged, CellsInRecord Record)
{
    public int MostCells => Lease.Steps.Max(step => step.Cells);

    /// <summary>The largest gang that the lease holds, and that one promised domain holds, in nodes.</summary>
    public int LeaseNodes => MostCells * Lease.Shape.TotalNodes;

    public int DomainNodes => Gangs.Where(gang => gang.IsPromised).Max(gang => gang.Nominal);

    public Duration Time => Lease.Steps.Aggregate(Duration.Zero, (sum, step) => sum + (step.Until - step.From));

    /// <summary>When its first cell opens.</summary>
    public Instant OpensAt(Instant asked) => Instant.Later(asked, Lease.Steps[0].From);

    /// <summary>
    /// When its first job runs at the latest: what is lent there has the recall notice to leave, from when the cell opens; from now, if it is
    /// dedicated, since it is cleared before it opens.
    /// </summary>
    public Instant ReadyBy(Instant asked) => Lease.Mode == LeaseMode.Dedicated
        ? Instant.Later(OpensAt(asked), asked + Lease.RecallNotice) : OpensAt(asked) + Lease.RecallNotice;
}
