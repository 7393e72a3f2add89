using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Binder;

/// <summary>
/// Says which physical domain and nodes stand behind a virtual cell. An idle cell may go to any domain that is free for as
/// long as it stays, or exchange all plans with a domain alike; a cell in use only rearranges its idle nodes. Every such
/// change keeps the plan of every lease feasible.
/// </summary>
public sealed class CellBinder(PhysicalPool pool, Instant now, Func<AttemptId, Int128> costOf)
{
    /// <summary>How a cell stands when it opens, in the domain that is planned for it.</summary>
    public Standing Open(CellNeed need) => Arranged(need, need.Tenure.Domain, bySwap: false, BusyHosts(need));

    /// <summary>
    /// As many healthy nodes as the cell can have: spares of its domain, and, while it is idle, any domain it may go to; among
    /// equals the one with the fewest loans, the first of those.
    /// </summary>
    public Standing Heal(CellNeed need)
    {
        var here = Open(need);
        if (here.Missing == 0 || !IsIdle(need)) return here;
        var (best, bestLoans) = (here, 0);
        // Only where nobody else is: guests that came here in exchange would find broken nodes.
        for (var i = pool.NextWithoutGuests(need.Shape.Level, 0); i >= 0; i = pool.NextWithoutGuests(need.Shape.Level, i + 1))
        {
            Domain domain = new(need.Shape.Level, i);
            if (LeastMissingIn(domain, need) >= here.Missing || domain == need.Tenure.Domain || !MayGoTo(need, domain, out var bySwap)) continue;
            var standing = Arranged(need, domain, bySwap, BusyHosts(need));
            if (standing.Missing < here.Missing && (standing.Missing, pool.LoanedIn(domain)).CompareTo((best.Missing, bestLoans)) < 0) (best, bestLoans) = (standing, pool.LoanedIn(domain));
            if (best.Missing == 0 && bestLoans == 0) return best;
        }

        return best;
    }

    /// <summary>Whether an idle cell could have fewer nodes missing in a domain where nobody is. Counts alone: it spares trying them all.</summary>
    public bool MayBeHealedElsewhere(CellNeed need)
    {
        var missing = MissingNow(need);
        for (var i = pool.NextWithoutGuests(need.Shape.Level, 0); i >= 0; i = pool.NextWithoutGuests(need.Shape.Level, i + 1))
            if (LeastMissingIn(new(need.Shape.Level, i), need) < missing) return true;
        return false;
    }

    /// <summary>
    /// Whether <see cref="Heal"/> would leave the cell as it stands: as many of its nodes are healthy as its domain has, it has no racks or pods inside
    /// whose places matter, and it is in use or has nowhere to go. Counts alone.
    /// </summary>
    /// <param name="missing">How many of its nodes have nothing healthy behind them.</param>
    public bool StandsAsWellAsCanBe(CellNeed need, out int missing)
    {
        missing = MissingNow(need);
        return CellFit.NextOffered(need.Shape, need.Shape.Level) == Level.Node && missing == LeastMissingIn(need.Tenure.Domain, need)
            && (missing == 0 || !IsIdle(need) || !MayBeHealedElsewhere(need));
    }

    private int LeastMissingIn(Domain domain, CellNeed need) => Math.Max(0, need.Nodes - (pool.Tree.Size(domain) - pool.BrokenIn(domain)));

    /// <summary>
    /// Where the least must be recalled for the nodes that are wanted. Never changes which of the tenant's nodes are lost: that
    /// is for <see cref="Heal"/>, before anyone decides what may start.
    /// </summary>
    public Standing ForWork(CellNeed need)
    {
        var best = Arranged(need, need.Tenure.Domain, bySwap: false, KeptHosts(need));
        if (best.Missing > 0 && best.Missing > MissingNow(need)) return AsItStands(need);
        if (best.Cost == 0 || best.Missing > 0 || !IsIdle(need)) return best;
        var bestIsWhole = false;
        foreach (var onlyIdle in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (var (domain, bySwap) in Elsewhere(need))
            {
                if ((pool.LoanedIn(domain) == 0) != onlyIdle || (bySwap && !AreHealthy(need.Tenure.Domain, domain))) continue;
                var standing = Arranged(need, domain, bySwap, KeptHosts(need));
                var isWhole = BreaksWholeDomain(domain);
                if (standing.Missing > 0 || (standing.Cost, isWhole).CompareTo((best.Cost, bestIsWhole)) >= 0) continue;
                (best, bestIsWhole) = (standing, isWhole);
                if (best.Cost == 0 && !isWhole) return best;
            }

            if (best.Cost == 0) return best;
        }

        return best;
    }

    /// <summary>Puts the cell's wanted nodes right under nodes on which the work already runs.</summary>
    /// <returns>Null when the plan or the cell's own inside does not allow it, or it would cost the tenant a node.</returns>
    public Standing? Under(CellNeed need, IReadOnlyList<int> nodes)
    {
        Domain domain = new(need.Tenure.Domain.Level, pool.Tree.DomainOf(need.Tenure.Domain.Level, nodes[0]));
        if (!nodes.All(node => pool.Tree.Contains(domain, node) && !pool.IsBusy(node) && pool.IsHealthy(node))) return null;
        var (stays, bySwap) = (domain == need.Tenure.Domain, false);
        if (!stays && (!IsIdle(need) || MissingNow(need) > 0 || !MayGoTo(need, domain, out bySwap) || (bySwap && !AreHealthy(need.Tenure.Domain, domain)))) return null;
        var fixedHosts = stays ? KeptHosts(need) : BusyHosts(need);
        if (need.Needed.Any(node => fixedHosts[node - need.First] >= 0)) return null;
        UnderAssignment assignment = new(pool.Tree, need.Shape, fixedHosts);
        if (!assignment.TryAssign(domain, [.. need.Needed.Select(node => node - need.First)], nodes)) return null;
        var standing = Arranged(need, domain, bySwap, fixedHosts);
        return standing.Missing == MissingNow(need) ? standing : null;
    }

    public bool IsIdle(CellNeed need)
    {
        for (var i = 0; i < need.Nodes; i++)
            if (HostOf(need, i) is >= 0 and var host && pool.IsBusy(host)) return false;
        return true;
    }

    /// <summary>The other domains that the plan lets an idle cell go to, in order, and whether by exchange.</summary>
    private IEnumerable<(Domain Domain, bool BySwap)> Elsewhere(CellNeed need)
    {
        for (var i = 0; i < pool.Tree.Count(need.Shape.Level); i++)
        {
            Domain domain = new(need.Shape.Level, i);
            if (domain != need.Tenure.Domain && MayGoTo(need, domain, out var bySwap)) yield return (domain, bySwap);
        }
    }

    private bool AreHealthy(Domain a, Domain b) => pool.BrokenIn(a) == 0 && pool.BrokenIn(b) == 0;

    private int MissingNow(CellNeed need)
    {
        var missing = 0;
        for (var i = 0; i < need.Nodes; i++) missing += HostOf(need, i) is >= 0 and var host && !pool.IsHealthy(host) ? 1 : 0;
        return missing;
    }

    private Standing AsItStands(CellNeed need)
    {
        var hosts = new int[need.Nodes];
        for (var i = 0; i < hosts.Length; i++) hosts[i] = HostOf(need, i);
        return Arranged(need, need.Tenure.Domain, bySwap: false, hosts);
    }

    /// <summary>Whether the cell would be the first in the domain around this one.</summary>
    private bool BreaksWholeDomain(Domain domain) => pool.Tree.TryParent(domain, out var parent) && pool.GuestsIn(parent) == 0;

    /// <summary>Whether the plan allows an idle cell to stand there from now on.</summary>
    private bool MayGoTo(CellNeed need, Domain domain, out bool bySwap)
    {
        bySwap = false;
        if (pool.BusyIn(domain) > 0 || IsClosed(domain) || !CellFit.Fits(pool.Tree, domain, need.Shape, default(AnyNode))) return false;
        if (pool.Plan.IsFree(domain, now, need.Tenure.Until, need.Tenure.Id)) return true;
        // Closed already for the dedicated cell that comes next: its closing does not go along with a swap.
        if (!need.Dedicated && IsClosed(need.Tenure.Domain)) return false;
        bySwap = true;
        return pool.Plan.MaySwap(need.Tenure.Domain, domain);
    }

    private bool IsClosed(Domain domain)
    {
        for (var node = pool.Tree.First(domain); node < pool.Tree.End(domain); node++)
            if (pool.ClosedTo(node) >= 0) return true;
        return false;
    }

    private Standing Arranged(CellNeed need, Domain domain, bool bySwap, int[] fixedHosts)
    {
        var present = new int[need.Nodes];
        var needed = new bool[need.Nodes];
        for (var i = 0; i < present.Length; i++) present[i] = HostOf(need, i);
        foreach (var node in need.Needed) needed[node - need.First] = true;
        var (hosts, cost, missing) = new Arrangement(pool, need.Shape, costOf).In(domain, fixedHosts, present, needed);
        return new(domain, bySwap, hosts, cost, missing);
    }

    private int[] BusyHosts(CellNeed need)
    {
        var hosts = new int[need.Nodes];
        for (var i = 0; i < hosts.Length; i++) hosts[i] = HostOf(need, i) is >= 0 and var host && pool.IsBusy(host) ? host : -1;
        return hosts;
    }

    /// <summary>Nodes in use stay, and so do lost ones on their broken hosts.</summary>
    private int[] KeptHosts(CellNeed need)
    {
        var hosts = new int[need.Nodes];
        for (var i = 0; i < hosts.Length; i++)
            hosts[i] = HostOf(need, i) is >= 0 and var host && (pool.IsBusy(host) || !pool.IsHealthy(host)) ? host : -1;
        return hosts;
    }

    private int HostOf(CellNeed need, int i) => pool.HostOf(need.Tenure.Tenant, need.First + i);
}
