using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// What the first job in line that cannot start is promised: the earliest instant, from time limits, at which it fits, and
/// what each of its nodes can spare beside it. Where running work has no limit the instant is never, yet the nodes are kept
/// all the same, so that a large gang is not passed for ever.
/// </summary>
/// <remarks>Plays all that is known to come, from now on, with the calendar. <see cref="HeadPromise"/> is quick where that is not needed.</remarks>
internal sealed class Reservation
{
    private Reservation(Instant at, List<(int, int, NodeDemand)> kept) => (At, Kept) = (at, kept);

    public Instant At { get; }

    /// <summary>The nodes of its place, and what they have left beside it.</summary>
    public IReadOnlyList<(int Pool, int Node, NodeDemand Spare)> Kept { get; }

    /// <returns>Null when the job does not fit even after all that runs has left: it can be promised nothing.</returns>
    public static Reservation? For(PrivateCluster cluster, Turn head, Instant now) => ByTheClock(cluster, head, now) ?? WithoutAnInstant(cluster, head);

    private static Reservation? ByTheClock(PrivateCluster cluster, Turn head, Instant now)
    {
        using Trial trial = new();
        var changes = Changes(cluster, now);
        for (var i = 0; i < changes.Count; i++)
        {
            changes[i].Change(trial);
            if (i < changes.Count - 1 && changes[i + 1].At == changes[i].At) continue;   // what happens at one instant happens together
            var at = changes[i].At;
            if (TurnPlacement.Find(cluster, View.Now, head.Spec, Instant.Later(at, now) + head.Needs) is not var (place, _)) continue;
            return new(at, Spares(cluster, place, trial));
        }

        return null;
    }

    /// <summary>
    /// The end of a cell frees nothing there. Where only that would end what runs, the nodes are kept for whenever it leaves.
    /// </summary>
    private static Reservation? WithoutAnInstant(PrivateCluster cluster, Turn head)
    {
        using Trial trial = new();
        foreach (var turn in cluster.Holders().OrderBy(turn => turn.LeavesBy).ThenBy(turn => turn.StartedAt).ThenBy(turn => turn.Number))
        {
            GiveBack(cluster, turn, trial);
            if (TurnPlacement.Find(cluster, View.Now, head.Spec, Instant.Beginning) is var (place, _))   // not by the clock: nothing wakes the schedule for it
                return new(Instant.Never, Spares(cluster, place, trial));
        }

        return null;
    }

    /// <summary>What will change what is free, in order of time: cells that close, turns that leave, cells that open.</summary>
    private static List<(Instant At, Action<Trial> Change)> Changes(PrivateCluster cluster, Instant now)
    {
        List<(Instant At, int Kind, int Order, Action<Trial> Change)> changes = [];
        foreach (var turn in cluster.Holders()) changes.Add((turn.LeavesBy, 1, turn.Number, trial => GiveBack(cluster, turn, trial)));
        for (var cellClass = 0; cellClass < cluster.Classes.Count; cellClass++)
        {
            var pool = cluster.Pools[cluster.PoolOf(cellClass)];
            foreach (var interval in cluster.Intervals(cellClass))
            {
                var cell = pool.CellAt(cellClass, interval.Slot);
                if (interval.Until > now) changes.Add((interval.Until, 0, cell, trial => CloseAhead(pool, cell, trial)));
                if (interval.From > now) changes.Add((interval.From, 2, cell, trial => OpenAhead(pool, cell, trial)));
            }
        }

        return [.. changes.OrderBy(change => change.At).ThenBy(change => change.Kind).ThenBy(change => change.Order).Select(change => (change.At, change.Change))];
    }

    private static void GiveBack(PrivateCluster cluster, Turn turn, Trial trial)
    {
        foreach (var share in turn.Place)
            foreach (var node in share.Nodes) trial.Give(cluster.Pools[share.Pool].Stock, node, share.Demand);
    }

    private static void OpenAhead(VirtualPool pool, int cell, Trial trial)
    {
        foreach (var node in pool.NodesOf(cell))
            if (!pool.Stock.IsOpen(node)) trial.SetOpen(pool.Stock, node, true);
    }

    private static void CloseAhead(VirtualPool pool, int cell, Trial trial)
    {
        foreach (var node in pool.NodesOf(cell))
            if (pool.Stock.IsOpen(node)) trial.SetOpen(pool.Stock, node, false);
    }

    /// <summary>What each node of the place has left beside it, at the promised instant.</summary>
    private static List<(int, int, NodeDemand)> Spares(PrivateCluster cluster, VirtualShare[] place, Trial trial)
    {
        foreach (var share in place)
            foreach (var node in share.Nodes) trial.Take(cluster.Pools[share.Pool].Stock, node, share.Demand);
        return [.. place.SelectMany(share => share.Nodes.Select(node => (share.Pool, node)))
            .Distinct().Select(kept => (kept.Pool, kept.node, cluster.Pools[kept.Pool].Stock.Free(kept.node)))];
    }
}
