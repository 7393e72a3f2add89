using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>Cells that are alike to their tenant: leases of one class add up, and leases that abut keep their cells.</summary>
public sealed record CellClass(string Pool, CellShape Shape, LeaseMode Mode, Duration RecallNotice);

/// <summary>One stretch of time in which a cell of a class is the tenant's. Slot 0 is the one that stays longest.</summary>
public readonly record struct CellInterval(int Slot, Instant From, Instant Until);

/// <summary>
/// What a tenant's leases of one class come to: the sum of their steps, cut into slots. Slot i is the tenant's whenever the
/// sum is above i. A pure function of the tenant's own leases, so that its private cluster can be too.
/// </summary>
public static class CellDemand
{
    public static CellClass ClassOf(LeaseSpec lease) => new(lease.Pool, lease.Shape, lease.Mode, lease.RecallNotice);

    /// <summary>The stretches of every slot, by slot and then by time. Stretches of one slot never touch.</summary>
    public static List<CellInterval> Intervals(IEnumerable<LeaseSpec> leases)
    {
        SortedDictionary<long, int> changes = [];
        foreach (var step in leases.SelectMany(lease => lease.Steps))
        {
            changes[step.From.Milliseconds] = changes.GetValueOrDefault(step.From.Milliseconds) + step.Cells;
            changes[step.Until.Milliseconds] = changes.GetValueOrDefault(step.Until.Milliseconds) - step.Cells;
        }

        List<CellInterval> intervals = [];
        List<Instant> openSince = [];
        var cells = 0;
        foreach (var (at, change) in changes)
        {
            cells += change;
            while (openSince.Count < cells) openSince.Add(new(at));
            while (openSince.Count > cells)
            {
                intervals.Add(new(openSince.Count - 1, openSince[^1], new(at)));
                openSince.RemoveAt(openSince.Count - 1);
            }
        }

        intervals.Sort((a, b) => a.Slot != b.Slot ? a.Slot.CompareTo(b.Slot) : a.From.CompareTo(b.From));
        return intervals;
    }
}
