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
internal sealed class Reservation
{
    private readonly List<(NodeStock Stock, int Node, NodeDemand Spare)> _kept;

    private Reservation(Instant at, List<(NodeStock, int, NodeDemand)> kept) => (At, _kept) = (at, kept);

    public Instant At { get; }

    /// <returns>Null when the job does not fit even after all that runs has left: it can be promised nothing.</returns>
    public static Reservation? For(PrivateCluster cluster, Turn head, Instant now)
    {
        using Trial trial = new();
        foreach (var (at, change) in Changes(cluster, now))
        {
            change(trial);
            if (TurnPlacement.Find(cluster, head.Spec, Schedule.MustLastUntil(head.Spec, Instant.Later(at, now))) is not var (place, _)) continue;
            return new(at, Spares(cluster, place, trial));
        }

        return null;
    }

    /// <summary>Takes what others may not have, until the trial is taken back.</summary>
    public void Block(Trial trial)
    {
        foreach (var (stock, node, spare) in _kept)
        {
            var free = stock.Free(node);
            NodeDemand blocked = new(
                Math.Max(0, free.Devices - spare.Devices), Math.Max(0, free.Cores - spare.Cores), Math.Max(0, free.MemoryMib - spare.MemoryMib));
            if (blocked != default) trial.Take(stock, node, blocked);
        }
    }

    /// <summary>
    /// When a turn has left at the latest: from its limit and the recall notice, counted from when its turn came, so that
    /// nothing promised changes when it is launched; or from the end of its cells.
    /// </summary>
    private static Instant LeavesBy(PrivateCluster cluster, Turn turn) =>
        turn.Phase == TurnPhase.Stopping ? turn.StopBy
        : Instant.Earlier(cluster.PlaceEndsAt(turn),
            turn.Spec.TimeLimit is { } limit ? turn.StartedAt + cluster.LongestNotice + limit : Instant.Never);

    /// <summary>What will change what is free, in order of time: turns that leave, cells that open.</summary>
    private static IEnumerable<(Instant At, Action<Trial> Change)> Changes(PrivateCluster cluster, Instant now)
    {
        List<(Instant At, int Kind, long Order, Action<Trial> Change)> changes = [];
        foreach (var number in cluster.Holding)
        {
            var turn = cluster[number];
            var order = turn.StartedAt.Milliseconds;
            changes.Add((LeavesBy(cluster, turn), 0, order, trial => GiveBack(cluster, turn, trial)));
        }

        for (var cellClass = 0; cellClass < cluster.Classes.Count; cellClass++)
        {
            var pool = cluster.Pools[cluster.PoolOf(cellClass)];
            foreach (var interval in cluster.Intervals(cellClass))
            {
                var cell = pool.CellAt(cellClass, interval.Slot);
                if (interval.From > now) changes.Add((interval.From, 1, cell, trial => OpenAhead(pool, cell, trial)));
            }
        }

        // A stable order: equal instants by kind, then by start or cell, then as listed, which is by number.
        return changes.OrderBy(change => change.At).ThenBy(change => change.Kind).ThenBy(change => change.Order)
            .Select(change => (change.At, change.Change));
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

    /// <summary>What each node of the place has left beside it, at the promised instant.</summary>
    private static List<(NodeStock, int, NodeDemand)> Spares(PrivateCluster cluster, VirtualShare[] place, Trial trial)
    {
        foreach (var share in place)
            foreach (var node in share.Nodes) trial.Take(cluster.Pools[share.Pool].Stock, node, share.Demand);
        return [.. place.SelectMany(share => share.Nodes.Select(node => (cluster.Pools[share.Pool].Stock, node)))
            .Distinct().Select(kept => (kept.Stock, kept.node, kept.Stock.Free(kept.node)))];
    }
}
