using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>Law 8: puts into words that a program can read what a look at the waiting jobs found of each. Only when somebody asks.</summary>
/// <param name="record">Takes a job's number and why it waits.</param>
internal sealed class WaitReasons(PrivateCluster cluster, Instant now, Action<int, Wait> record)
{
    /// <summary>What keeps a job from starting whatever is free.</summary>
    public void Obstacle(Turn turn, Blocker obstacle) => record(turn.Number, obstacle switch
    {
        Blocker.After => new(obstacle, cluster.FirstUnended(turn.Spec), 0, Instant.Never),
        Blocker.ProjectLimit => new(obstacle, turn.TotalDevices, cluster.Projects[turn.Project].DeviceLimit ?? 0, Instant.Never),
        Blocker.NeverFits when HasNoCells(turn) => new(Blocker.NoLease, turn.TotalDevices, 0, Instant.Never),
        Blocker.NeverFits => new(obstacle, turn.TotalDevices, LargestGang(turn), Instant.Never),
        _ => new(obstacle, 0, 0, Instant.Never),
    });

    /// <summary>First in line: it starts at the promised instant at the latest, once what is lent there is cleared.</summary>
    public void Head(Turn turn, Reservation promise)
    {
        var stopping = cluster.Holding.Any(number => cluster[number] is { Phase: TurnPhase.Stopping } other && other.Priority < turn.Priority);
        var blocker = stopping ? Blocker.OwnPreemption : cluster.Holding.Count == 0 ? Blocker.LeaseNotStarted : Blocker.OwnWork;
        record(turn.Number, new(blocker, turn.TotalDevices, FreeDevices(turn), Instant.Later(now, promise.At) + cluster.LongestNotice));
    }

    /// <summary>It fits, and would push back the head; or it does not fit even so.</summary>
    public void Behind(Turn turn, Turn head, Instant mustLast) => record(turn.Number,
        TurnPlacement.Find(cluster, turn.Spec, mustLast) is not null
            ? new(Blocker.BehindHead, head.Number, 0, Instant.Never)
            : new(Blocker.OwnWork, turn.TotalDevices, FreeDevices(turn), Instant.Never));

    /// <summary>Nothing that leaves, closes or opens makes room for it.</summary>
    /// <param name="lastsEverywhere">Whether every cell would last long enough for it.</param>
    public void WithoutPromise(Turn turn, bool lastsEverywhere)
    {
        var why = !lastsEverywhere && TurnPlacement.Find(cluster, turn.Spec, Instant.Beginning) is not null ? Blocker.LeaseEndsFirst
            : cluster.Pools.Any(pool => Enumerable.Range(0, pool.Tree.Nodes).Any(pool.IsLost)) ? Blocker.Faults
            : HasCells(turn, interval => interval.From > now) ? Blocker.LeaseNotStarted
            : HasCells(turn, interval => interval.Until > now) ? Blocker.NeverFits
            : Blocker.NoLease;
        record(turn.Number, new(why, turn.TotalDevices, FreeDevices(turn), Instant.Never));
    }

    private bool HasCells(Turn turn, Func<CellInterval, bool> when)
    {
        HashSet<int> pools = [.. PoolsOf(turn)];
        return Enumerable.Range(0, cluster.Classes.Count).Any(cells => pools.Contains(cluster.PoolOf(cells)) && cluster.Intervals(cells).Any(when));
    }

    private long FreeDevices(Turn turn) => PoolsOf(turn).Sum(pool => cluster.Pools[pool].Stock.FreeDevices);

    /// <summary>The most nodes of the job's groups that its own wish for a place would ever admit, in devices.</summary>
    private long LargestGang(Turn turn) => turn.Spec.Groups.Sum(group => Math.Min((long)group.Nodes, LargestRun(turn, group)) * group.DevicesPerNode);

    /// <summary>The most nodes that could host one of the group's each, in one domain of the level that it wants, in one pool.</summary>
    private long LargestRun(Turn turn, GroupSpec group)
    {
        var pools = TurnPlacement.PoolsFor(cluster, group).Select(pool => cluster.Pools[pool]).Where(pool => Demand.Of(group, pool.Capacity) is not null);
        return (turn.Spec.Within ?? group.Within) is { } wished
            ? pools.SelectMany(pool => Enumerable.Range(0, pool.Tree.Count(wished)).Select(i => (long)pool.Tree.Size(new(wished, i)))).DefaultIfEmpty(0).Max()
            : pools.Select(pool => (long)pool.Tree.Nodes).DefaultIfEmpty(0).Max();
    }

    private bool HasNoCells(Turn turn) => turn.Spec.Groups.Any(group => !TurnPlacement.PoolsFor(cluster, group).Any());

    private IEnumerable<int> PoolsOf(Turn turn) => turn.Spec.Groups.SelectMany(group => TurnPlacement.PoolsFor(cluster, group)).Distinct();
}
