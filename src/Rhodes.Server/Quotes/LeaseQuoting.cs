using Rhodes.Core.Control;
using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Workloads;

namespace Rhodes.Server.Quotes;

/// <summary>Asks the book all that a buyer asks of a lease.</summary>
public static class LeaseQuoting
{
    public static Quoted Ask(ControlCore core, LeaseSpec lease, Instant at, decimal? price)
    {
        var view = core.ViewFor(lease.Tenant, lease.Pool);
        var pool = core.State.Fabric.PoolIndex(lease.Pool);
        BookInquiry inquiry = new(view, lease);
        var answer = inquiry.Answer();
        var offers = answer.IsYes ? [] : inquiry.Offers();
        var left = inquiry.MostCells();
        var own = OwnCells(view, lease, answer);
        List<PlannedCells> cells = [];
        foreach (var group in own.GroupBy(tenure => (tenure.From, tenure.Until)))
            cells.Add(new(group.Key.From, group.Key.Until, [.. group.OrderBy(tenure => tenure.Domain.Index).Select(tenure => core.State.Fabric.NameOf(pool, tenure.Domain))]));
        var before = view.Plan.All.ToDictionary(tenure => tenure.Id);
        var moved = answer.Change?.Set.Count(tenure => before.TryGetValue(tenure.Id, out var was) && was.Domain != tenure.Domain) ?? 0;
        var spec = core.State.Fabric.Pools[pool].Spec;
        return new(lease, at, answer, [.. cells.OrderBy(entry => entry.From).ThenBy(entry => entry.Until)], moved, offers, left,
            inquiry.MoreThan(left), LevelsLeft.Of(view, lease), inquiry.Soonest(), spec, price,
            answer.IsYes ? DealOf(view, spec, lease, null, own)
                : offers.Count > 0 ? DealOf(view, spec, offers[0].Lease, offers[0].Kind, OwnCells(view, offers[0].Lease, Book.Ask(view, offers[0].Lease))) : null);
    }

    private static List<Tenure> OwnCells(BookView view, LeaseSpec lease, Answer answer)
    {
        var ofLease = view.NumberOf(CellDemand.ClassOf(lease));
        return [.. (answer.Change?.Set ?? []).Where(tenure => tenure.Tenant == view.Tenant && tenure.Class == ofLease)];
    }

    private static Deal DealOf(BookView view, PoolSpec pool, LeaseSpec lease, string? offer, List<Tenure> own)
    {
        var full = lease.Steps.MaxBy(step => step.Cells);
        List<Domain> cells = [.. own.Where(tenure => tenure.Overlaps(full.From, full.From + new Duration(1))).Select(tenure => tenure.Domain)];
        var real = cells.Select(view.Tree.Size).DefaultIfEmpty(lease.Shape.TotalNodes).Max();
        var sold = DeviceTime.Of(lease, pool.DevicesPerNode);
        return new(lease, offer, DomainGang.Of(view.Tree, lease.Shape, cells), real, sold,
            lease.Mode == LeaseMode.Dedicated ? WholeDomains(view, lease, own, pool.DevicesPerNode) : sold,
            CellsInRecord.Of(FaultRecord.Trace, real, real - lease.Shape.TotalNodes));
    }

    /// <summary>The time of the whole domains inside the steps of the lease, as the largest among its cells.</summary>
    private static DeviceTime WholeDomains(BookView view, LeaseSpec lease, List<Tenure> own, int devicesPerNode)
    {
        DeviceTime sum = new(0);
        foreach (var step in lease.Steps)
        {
            var sizes = own.Where(tenure => tenure.Overlaps(step.From, step.Until)).Select(tenure => view.Tree.Size(tenure.Domain)).OrderDescending().Take(step.Cells);
            sum += DeviceTime.Of(sizes.Sum(size => (long)size) * devicesPerNode, step.Until - step.From);
        }

        return sum;
    }
}
