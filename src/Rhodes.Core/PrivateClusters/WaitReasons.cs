using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>Law 8: puts into words that a program can read why each job waits, after a look at all of them. Only when somebody asks.</summary>
/// <param name="passedOver">Lines with a job that could be promised nothing.</param>
internal sealed class WaitReasons(PrivateCluster cluster, Instant now, IReadOnlySet<int> passedOver)
{
    public Wait Of(Turn turn) =>
        turn.Held ? new(Blocker.Held, 0, 0, Instant.Never)
        : turn.BackOff is { IsOn: true } backOff ? new(Blocker.BackOff, backOff.InARow, 0, Instant.Never)
        : cluster.FirstUnended(turn.Spec) is > 0 and var before ? new(Blocker.After, before, 0, Instant.Never)
        : !cluster.Projects.MayHold(turn.Project, turn.TotalDevices) ? new(Blocker.ProjectLimit, turn.TotalDevices, cluster.Projects[turn.Project].DeviceLimit ?? 0, Instant.Never)
        : !cluster.EverFits(turn) ? HasNoCells(turn) ? new(Blocker.NoLease, turn.TotalDevices, 0, Instant.Never) : new(Blocker.NeverFits, turn.TotalDevices, LargestGang(turn), Instant.Never)
        : cluster.Promise.Head is not { } head ? WithoutPromise(turn)
        : ReferenceEquals(head, turn) ? OfHead(turn)
        : passedOver.Contains(turn.Line) && turn.Priority >= head.Priority && !Fits(turn, now + turn.Needs) ? WithoutPromise(turn)
        : Behind(turn, head);

    /// <summary>First in line: it starts at the promised instant at the latest, once what is lent there is cleared.</summary>
    private Wait OfHead(Turn turn)
    {
        var stopping = cluster.Stopping().Any(other => other.Priority < turn.Priority);
        var blocker = stopping ? Blocker.OwnPreemption : !cluster.HasHolders ? Blocker.LeaseNotStarted : Blocker.OwnWork;
        return new(blocker, turn.TotalDevices, FreeDevices(turn), Instant.Later(now, cluster.Promise.At) + cluster.LongestNotice);
    }

    /// <summary>It fits, and would push back the head; or it does not fit even so.</summary>
    private Wait Behind(Turn turn, Turn head) => Fits(turn, now + turn.Needs)
        ? new(Blocker.BehindHead, head.Number, 0, Instant.Never)
        : new(Blocker.OwnWork, turn.TotalDevices, FreeDevices(turn), Instant.Never);

    /// <summary>Nothing that leaves, closes or opens makes room for it.</summary>
    private Wait WithoutPromise(Turn turn)
    {
        var why = !LastsEverywhere(turn) && Fits(turn, Instant.Beginning) ? Blocker.LeaseEndsFirst
            : cluster.Pools.Any(pool => Enumerable.Range(0, pool.Tree.Nodes).Any(pool.IsLost)) ? Blocker.Faults
            : HasCells(turn, interval => interval.From > now) ? Blocker.LeaseNotStarted
            : HasCells(turn, interval => interval.Until > now) ? Blocker.NeverFits
            : Blocker.NoLease;
        return new(why, turn.TotalDevices, FreeDevices(turn), Instant.Never);
    }

    /// <summary>Whether every cell would last long enough for it.</summary>
    private bool LastsEverywhere(Turn turn) => cluster.AllLast(now + turn.Needs);

    private bool Fits(Turn turn, Instant until) => TurnPlacement.Fits(cluster, View.Now, turn.Spec, until);

    private bool HasCells(Turn turn, Func<CellInterval, bool> when)
    {
        HashSet<int> pools = [.. PoolsOf(turn)];
        return Enumerable.Range(0, cluster.Classes.Count).Any(cells => pools.Contains(cluster.PoolOf(cells)) && cluster.Intervals(cells).Any(when));
    }

    private long FreeDevices(Turn turn) => PoolsOf(turn).Sum(pool => cluster.Pools[pool].Stock.FreeDevices);

    /// <summary>The most nodes of the job's groups that its own wish for a place would ever admit, in devices.</summary>
    private long LargestGang(Turn turn) => Math.Min(
        turn.Spec.Groups.Sum(group => Math.Min((long)group.Nodes, LargestRun(turn, group)) * group.DevicesPerNode),
        PoolsOf(turn).Sum(pool => cluster.Pools[pool].Empty.FreeDevices));   // groups that each fit alone may want the same

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
