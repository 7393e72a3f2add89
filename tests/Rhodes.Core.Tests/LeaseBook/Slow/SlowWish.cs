using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook.Slow;

/// <summary>A tenure that needs a domain.</summary>
/// <param name="Pinned">It is open, or ends in this instant and is not closed yet, so it keeps this domain.</param>
/// <param name="Preferred">Where it is planned now, and stays if it can.</param>
internal readonly record struct SlowWish(Tenure Tenure, CellShape Shape, bool Pinned, bool Preferred);

/// <summary>What a class of one tenant's cells should have, against what the plan has.</summary>
internal static class SlowWishes
{
    /// <summary>
    /// The tenures that the leases of a class come to. One that is planned as it should be is left out; one that grew keeps
    /// its id, and its domain when it is open; what two became one of is removed.
    /// </summary>
    public static (List<SlowWish> Wishes, List<int> Removed) Of(BookView view, CellClass cellClass, IEnumerable<LeaseSpec> leases)
    {
        List<SlowWish> wishes = [];
        List<int> removed = [];
        var number = view.NumberOf(cellClass);
        var next = view.NextTenure;
        var planned = view.Plan.All.Where(tenure => tenure.Tenant == view.Tenant && tenure.Class == number)
            .OrderBy(tenure => tenure.Slot).ThenBy(tenure => tenure.From).ToList();
        HashSet<int> used = [];
        foreach (var interval in CellDemand.Intervals(leases).Where(interval => interval.Until >= view.Now))
        {
            var touching = planned.Where(tenure => tenure.Slot == interval.Slot && !used.Contains(tenure.Id) && IsSame(tenure, interval, view.Now)).ToList();
            if (interval.Until == view.Now && touching.Count == 0) continue;
            used.UnionWith(touching.Select(tenure => tenure.Id));
            if (touching is [var same] && same.From == interval.From && same.Until == interval.Until) continue;
            removed.AddRange(touching.Skip(1).Select(tenure => tenure.Id));
            var known = touching.Count > 0;
            Tenure tenure = new(known ? touching[0].Id : next++, view.Tenant, number, interval.Slot, interval.From, interval.Until,
                known ? touching[0].Domain : default);
            wishes.Add(new(tenure, cellClass.Shape, known && touching[0].From <= view.Now, known));
        }

        removed.AddRange(planned.Where(tenure => !used.Contains(tenure.Id) && tenure.Until > view.Now).Select(tenure => tenure.Id));
        return (wishes, removed);
    }

    /// <summary>Whether a planned tenure is, or becomes part of, a stretch. What is open now can only be a stretch that is too.</summary>
    private static bool IsSame(Tenure tenure, CellInterval interval, Instant now) =>
        tenure.From <= interval.Until && interval.From <= tenure.Until && (!tenure.IsOpenAt(now) || interval.From <= now);
}
