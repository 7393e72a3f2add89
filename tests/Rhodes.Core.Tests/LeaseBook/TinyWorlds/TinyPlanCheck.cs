using Rhodes.Core.Fabric;

namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>What must be so of a plan that keeps leases: read off the nodes, hour by hour, without the plan's own help.</summary>
public static class TinyPlanCheck
{
    public static IEnumerable<string> Problems(TinyBook book, IReadOnlyCollection<Pin> wereOpen)
    {
        var planned = book.Plan.All.Select(tenure => (Stretch: StretchOf(book, tenure), Nodes: book.Fabric.NodesOf(tenure.Domain))).ToList();
        foreach (var (stretch, nodes) in planned)
            if (!book.Fabric.Kinds[stretch.Kind].Places.Contains(nodes)) yield return $"{stretch} does not fit on nodes {nodes:b8}";

        for (var hour = Math.Max(0, book.Hour); hour < TinyLease.Hours; hour++)
        {
            var taken = 0;
            foreach (var (stretch, nodes) in planned.Where(entry => entry.Stretch.From <= hour && hour < entry.Stretch.Until))
            {
                if ((taken & nodes) != 0) yield return $"{stretch} shares nodes {taken & nodes:b8} in hour {hour}";
                taken |= nodes;
            }
        }

        // One tenure for each stretch says all of: every owed cell is planned at each instant, nothing else is, and a cell
        // stays on its domain while leases abut.
        var owed = BruteForce.Stretches(book.Confirmed).Where(stretch => stretch.Until > book.Hour).ToHashSet();
        foreach (var stretch in planned.Select(entry => entry.Stretch).Where(stretch => !owed.Remove(stretch))) yield return $"{stretch} is planned and not owed, or twice";
        foreach (var stretch in owed) yield return $"{stretch} is owed and not planned";

        foreach (var pin in wereOpen)
        {
            var now = planned.Where(entry => (entry.Stretch.Tenant, entry.Stretch.Kind, entry.Stretch.Slot) == (pin.Tenant, pin.Kind, pin.Slot)
                && entry.Stretch.From <= book.Hour).ToList();
            if (now is not [var still] || still.Nodes != pin.Nodes) yield return $"{pin} was open and moved";
        }
    }

    private static Stretch StretchOf(TinyBook book, Tenure tenure) =>
        new(tenure.Tenant, book.KindOf(tenure), tenure.Slot, TinyLease.HourOf(tenure.From), TinyLease.HourOf(tenure.Until));
}
