using System.Globalization;

namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>A stretch of hours in which the i-th cell of a tenant's kind stands on one domain.</summary>
public readonly record struct Stretch(int Tenant, int Kind, int Slot, int From, int Until);

/// <summary>A stretch that has begun: it stays on these nodes.</summary>
public readonly record struct Pin(int Tenant, int Kind, int Slot, int Nodes);

/// <summary>
/// Whether leases can be kept, by trying every domain for every stretch. Written from the words of the design alone: leases
/// of one class add up; slot i is the tenant's whenever the sum is above i; a slot stays on its domain while it lasts.
/// </summary>
public static class BruteForce
{
    /// <summary>Cells of a tenant and a kind in one hour: leases of one class add up.</summary>
    public static int Sum(IEnumerable<TinyLease> leases, int tenant, int kind, int hour) =>
        leases.Where(lease => lease.Tenant == tenant && lease.Kind == kind && lease.From <= hour && hour < lease.Until).Sum(lease => lease.Cells);

    /// <summary>The stretches of every slot: as long as can be.</summary>
    public static List<Stretch> Stretches(IReadOnlyCollection<TinyLease> leases)
    {
        List<Stretch> stretches = [];
        foreach (var (tenant, kind) in leases.Select(lease => (lease.Tenant, lease.Kind)).Distinct())
        {
            var sums = Enumerable.Range(0, TinyLease.Hours + 1).Select(hour => Sum(leases, tenant, kind, hour)).ToArray();
            for (var slot = 0; slot < sums.Max(); slot++)
            {
                for (var hour = 0; hour < TinyLease.Hours; hour++)
                {
                    if (sums[hour] <= slot || (hour > 0 && sums[hour - 1] > slot)) continue;
                    var until = hour + 1;
                    while (sums[until] > slot) until++;
                    stretches.Add(new(tenant, kind, slot, hour, until));
                }
            }
        }

        return stretches;
    }

    /// <param name="now">The hour that has begun; what was before it does not matter any more. -1: nothing has begun.</param>
    public static bool CanKeep(TinyFabric fabric, IReadOnlyCollection<TinyLease> leases, int now, IReadOnlyCollection<Pin> pins)
    {
        List<(Stretch Stretch, int[] Places, bool Pinned)> open = [];
        foreach (var stretch in Stretches(leases).Where(stretch => stretch.Until > now))
        {
            var pinned = pins.Where(pin => stretch.From <= now && (pin.Tenant, pin.Kind, pin.Slot) == (stretch.Tenant, stretch.Kind, stretch.Slot)).ToList();
            open.Add((stretch, pinned.Count > 0 ? [pinned[0].Nodes] : fabric.Kinds[stretch.Kind].Places, pinned.Count > 0));
        }

        // The pinned first, then those with the fewest places; those that are alike beside each other.
        open = [.. open.OrderBy(entry => !entry.Pinned).ThenBy(entry => entry.Places.Length).ThenBy(entry => entry.Stretch.Kind)
            .ThenBy(entry => entry.Stretch.From).ThenBy(entry => entry.Stretch.Until)];
        return CanPlace(open, 0, -1, now, new int[TinyLease.Hours]);
    }

    /// <summary>The same for some hours alone, as if nothing were before and after.</summary>
    public static bool CanKeep(TinyFabric fabric, IEnumerable<TinyLease> leases, int from, int until) =>
        CanKeep(fabric, [.. leases.Where(lease => lease.From < until && from < lease.Until)
            .Select(lease => lease with { From = Math.Max(from, lease.From), Until = Math.Min(until, lease.Until) })], -1, []);

    /// <summary>The hour in which a proof by count says that something is short; null when it is no such proof.</summary>
    public static int? HourShortOf(string why) =>
        why.StartsWith("at ", StringComparison.Ordinal)
            ? TinyLease.HourOf(new(DateTimeOffset.Parse(why.Split(' ')[1], CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()))
            : null;

    private static bool CanPlace(List<(Stretch Stretch, int[] Places, bool Pinned)> open, int next, int before, int now, int[] taken)
    {
        if (next == open.Count) return true;
        var (stretch, places, _) = open[next];
        var likeTheOneBefore = next > 0 && !open[next - 1].Pinned
            && (stretch.Kind, stretch.From, stretch.Until) == (open[next - 1].Stretch.Kind, open[next - 1].Stretch.From, open[next - 1].Stretch.Until);
        for (var i = likeTheOneBefore ? before + 1 : 0; i < places.Length; i++)
        {
            var from = Math.Max(now, stretch.From);
            var free = true;
            for (var hour = from; hour < stretch.Until; hour++) free &= (taken[hour] & places[i]) == 0;
            if (!free) continue;
            for (var hour = from; hour < stretch.Until; hour++) taken[hour] |= places[i];
            if (CanPlace(open, next + 1, i, now, taken)) return true;
            for (var hour = from; hour < stretch.Until; hour++) taken[hour] &= ~places[i];
        }

        return false;
    }
}
