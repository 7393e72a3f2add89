using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// Which of the tenant's own lower priorities must leave for the first job in line. The place and the victims are chosen
/// together: for each domain that the job could have, the cheapest that must leave, none of them superfluous.
/// </summary>
/// <remarks>
/// Whether there are any must not depend on when it is asked (law 1: others wake the core, too), and what stopping costs
/// changes with every second. So they are looked for in an order that stays, too: those that leave quickest first, so that
/// nobody who takes long makes cells too short where others are enough.
/// </remarks>
internal static class OwnPreemption
{
    /// <returns>Empty when nothing needs to be stopped, since enough is leaving already, or when stopping would not help.</returns>
    public static List<Turn> Find(PrivateCluster cluster, Turn head, Instant now)
    {
        using Trial trial = new();
        var left = now;
        foreach (var turn in cluster.Stopping())
        {
            GiveBack(cluster, turn, trial);
            left = Instant.Later(left, turn.StopBy);
        }

        if (Fits(cluster, head, left)) return [];
        if (!MaySuffice(cluster, head)) return [];
        var candidates = Candidates(cluster, head);

        List<Turn> best = [];
        Int128 least = -1;
        foreach (var region in Regions(cluster, head))
        {
            var inTheWay = candidates.Where(turn => Touches(cluster, turn, region)).ToList();
            var victims = InRegion(cluster, head, inTheWay, trial, left, now);
            if (victims.Count == 0) continue;
            var cheap = InRegion(cluster, head, inTheWay.OrderBy(turn => turn.LostWork(now)).ThenByDescending(turn => turn.Number), trial, left, now);
            if (cheap.Count > 0 && Cost(cheap, now) <= Cost(victims, now)) victims = cheap;
            var cost = Cost(victims, now);
            if (least >= 0 && cost >= least) continue;
            (best, least) = (victims, cost);
        }

        return best;
    }

    private static Int128 Cost(List<Turn> victims, Instant now)
    {
        Int128 cost = 0;
        foreach (var victim in victims) cost += victim.LostWork(now);
        return cost;
    }

    /// <summary>Whether each group would find a pool with devices enough if all left that may be stopped. Counts alone: it spares trying.</summary>
    private static bool MaySuffice(PrivateCluster cluster, Turn head)
    {
        Span<long> devices = stackalloc long[cluster.Pools.Length];
        for (var pool = 0; pool < devices.Length; pool++) devices[pool] = cluster.Pools[pool].Stock.FreeDevices;
        foreach (var turn in cluster.Preemptible(head.Priority))
            foreach (var share in turn.Place) devices[share.Pool] += (long)share.Demand.Devices * share.Nodes.Length;
        foreach (var group in head.Spec.Groups)
            if (!HasPoolFor(cluster, group, devices)) return false;
        return true;
    }

    private static bool HasPoolFor(PrivateCluster cluster, GroupSpec group, ReadOnlySpan<long> devices)
    {
        for (var pool = 0; pool < devices.Length; pool++)
            if (devices[pool] >= (long)group.Nodes * group.DevicesPerNode && Accepts(group, cluster.Pools[pool].Spec.Kind)) return true;
        return false;
    }

    /// <summary>Whether a turn holds nodes of a pool in which a job could stand.</summary>
    private static bool IsInTheWay(PrivateCluster cluster, Turn turn, Turn head)
    {
        foreach (var share in turn.Place)
            foreach (var group in head.Spec.Groups)
                if (Accepts(group, cluster.Pools[share.Pool].Spec.Kind)) return true;
        return false;
    }

    private static bool Accepts(GroupSpec group, string kind)
    {
        for (var i = 0; i < group.Kinds.Count; i++)
            if (string.Equals(group.Kinds[i].Kind, kind, StringComparison.Ordinal)) return true;
        return group.Kinds.Count == 0;
    }

    private static long FreeDevices(PrivateCluster cluster)
    {
        var devices = 0L;
        foreach (var pool in cluster.Pools) devices += pool.Stock.FreeDevices;
        return devices;
    }

    /// <summary>What may be stopped and is in the way, the quickest to leave first, the latest first among equals.</summary>
    private static List<Turn> Candidates(PrivateCluster cluster, Turn head) =>
        [.. cluster.Preemptible(head.Priority)
            .Where(turn => IsInTheWay(cluster, turn, head))
            .OrderBy(turn => turn.TimeToLeave).ThenByDescending(turn => turn.Number)];

    /// <param name="left">When all that is leaving already has left.</param>
    private static List<Turn> InRegion(PrivateCluster cluster, Turn head, IEnumerable<Turn> candidates, Trial trial, Instant left, Instant now)
    {
        var mark = trial.Mark;
        List<Turn> victims = [];
        var fits = false;
        foreach (var turn in candidates)
        {
            GiveBack(cluster, turn, trial);
            victims.Add(turn);
            left = Instant.Later(left, now + turn.TimeToLeave);
            if (fits = Fits(cluster, head, left)) break;
        }

        if (fits) SpareTheSuperfluous(cluster, head, victims, trial, left);
        trial.BackTo(mark);
        return fits ? victims : [];
    }

    /// <summary>The last of them first: whoever can stay, stays.</summary>
    private static void SpareTheSuperfluous(PrivateCluster cluster, Turn head, List<Turn> victims, Trial trial, Instant left)
    {
        for (var i = victims.Count - 2; i >= 0; i--)
        {
            var mark = trial.Mark;
            foreach (var share in victims[i].Place)
                foreach (var node in share.Nodes) trial.Take(cluster.Pools[share.Pool].Stock, node, share.Demand);
            if (Fits(cluster, head, left)) victims.RemoveAt(i);
            else trial.BackTo(mark);
        }
    }

    /// <summary>Whether the head fits in what is free, at an instant at which its cells must still last long enough.</summary>
    private static bool Fits(PrivateCluster cluster, Turn head, Instant at) =>
        FreeDevices(cluster) >= head.TotalDevices && TurnPlacement.Fits(cluster, View.Now, head.Spec, at + head.Needs);

    private static void GiveBack(PrivateCluster cluster, Turn turn, Trial trial)
    {
        foreach (var share in turn.Place)
            foreach (var node in share.Nodes) trial.Give(cluster.Pools[share.Pool].Stock, node, share.Demand);
    }

    /// <summary>The domains of the level that the job wants to stand in; the whole cluster where it has no such wish.</summary>
    private static IEnumerable<(int Pool, Domain Domain)?> Regions(PrivateCluster cluster, Turn head)
    {
        var level = head.Spec.Within ?? (head.Spec.Groups.Count == 1 ? head.Spec.Groups[0].Within : null);
        if (level is not { } wished)
        {
            yield return null;
            yield break;
        }

        for (var pool = 0; pool < cluster.Pools.Length; pool++)
            for (var i = 0; i < cluster.Pools[pool].Tree.Count(wished); i++) yield return (pool, new(wished, i));
    }

    private static bool Touches(PrivateCluster cluster, Turn turn, (int Pool, Domain Domain)? region) =>
        region is not var (pool, domain)
        || turn.Place.Any(share => share.Pool == pool && share.Nodes.Any(node => cluster.Pools[pool].Tree.Contains(domain, node)));
}
