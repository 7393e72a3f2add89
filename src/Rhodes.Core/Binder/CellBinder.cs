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
    public Standing Open(CellNeed need) => InDomain(need, need.Tenure.Domain, bySwap: false);

    /// <summary>Where the least must be recalled for the nodes that are wanted, on healthy nodes before broken ones.</summary>
    public Standing ForWork(CellNeed need) => Best(need, isGood: static standing => standing is { Cost: var cost, Missing: 0 } && cost == 0);

    /// <summary>As many healthy nodes as the cell can have.</summary>
    public Standing Heal(CellNeed need) => Best(need, isGood: static standing => standing.Missing == 0);

    /// <summary>Puts the cell's wanted nodes right under nodes on which the work already runs.</summary>
    /// <returns>Null when the plan or the cell's own inside does not allow it.</returns>
    public Standing? Under(CellNeed need, IReadOnlyList<int> nodes)
    {
        Domain domain = new(need.Tenure.Domain.Level, pool.Tree.DomainOf(need.Tenure.Domain.Level, nodes[0]));
        if (!nodes.All(node => pool.Tree.Contains(domain, node) && !pool.IsBusy(node) && pool.IsHealthy(node))) return null;
        var bySwap = false;
        if (domain != need.Tenure.Domain && (!IsIdle(need) || !MayGoTo(need, domain, out bySwap))) return null;
        var fixedHosts = BusyHosts(need);
        if (need.Needed.Any(node => fixedHosts[node - need.First] >= 0)) return null;
        UnderAssignment assignment = new(pool.Tree, need.Shape, fixedHosts);
        if (!assignment.TryAssign(domain, [.. need.Needed.Select(node => node - need.First)], nodes)) return null;
        return Arranged(need, domain, bySwap, fixedHosts);
    }

    public bool IsIdle(CellNeed need)
    {
        for (var i = 0; i < need.Nodes; i++)
            if (HostOf(need, i) is >= 0 and var host && pool.IsBusy(host)) return false;
        return true;
    }

    private Standing Best(CellNeed need, Func<Standing, bool> isGood)
    {
        var best = InDomain(need, need.Tenure.Domain, bySwap: false);
        if (isGood(best) || !IsIdle(need)) return best;
        var bestWhole = false;
        foreach (var onlyUntouched in (ReadOnlySpan<bool>)[true, false])
        {
            for (var i = 0; i < pool.Tree.Count(need.Shape.Level); i++)
            {
                Domain domain = new(need.Shape.Level, i);
                var isUntouched = pool.LoanedIn(domain) == 0 && pool.BrokenIn(domain) == 0;
                if (isUntouched != onlyUntouched || domain == need.Tenure.Domain || !MayGoTo(need, domain, out var bySwap)) continue;
                var standing = InDomain(need, domain, bySwap);
                var whole = BreaksWholeDomain(domain);
                if ((standing.Missing, standing.Cost, whole).CompareTo((best.Missing, best.Cost, bestWhole)) >= 0) continue;
                (best, bestWhole) = (standing, whole);
                if (isGood(best) && !whole) return best;
            }

            if (isGood(best)) return best;
        }

        return best;
    }

    /// <summary>Whether the cell would be the first in the domain around this one.</summary>
    private bool BreaksWholeDomain(Domain domain) => pool.Tree.TryParent(domain, out var parent) && pool.GuestsIn(parent) == 0;

    /// <summary>Whether the plan allows an idle cell to stand there from now on, and nobody is pushed aside for it.</summary>
    private bool MayGoTo(CellNeed need, Domain domain, out bool bySwap)
    {
        bySwap = false;
        if (pool.BusyIn(domain) > 0 || IsClosed(domain) || !CellFit.Fits(pool.Tree, domain, need.Shape, default(AnyNode))) return false;
        if (pool.Plan.IsFree(domain, now, need.Tenure.Until, need.Tenure.Id)) return true;
        bySwap = true;
        // Guests that would come here in exchange must not find broken nodes.
        return (pool.GuestsIn(domain) == 0 || pool.BrokenIn(need.Tenure.Domain) == 0) && pool.Plan.MaySwap(need.Tenure.Domain, domain);
    }

    private bool IsClosed(Domain domain)
    {
        for (var node = pool.Tree.First(domain); node < pool.Tree.End(domain); node++)
            if (pool.ClosedTo(node) >= 0) return true;
        return false;
    }

    private Standing InDomain(CellNeed need, Domain domain, bool bySwap) => Arranged(need, domain, bySwap, BusyHosts(need));

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

    private int HostOf(CellNeed need, int i) => pool.HostOf(need.Tenure.Tenant, need.First + i);
}
