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
        HashSet<(int Pool, int Cell)> opened = [];
        var calendar = cluster.Calendar;
        var next = cluster.CalendarAfter(now);
        var isAnyLeaving = cluster.TryNextLeaving(LineEntry.Start, out var leaving);
        for (var mayFit = true; isAnyLeaving || next < calendar.Count; mayFit = false)
        {
            // What happens at one instant happens together: cells close, turns leave, cells open.
            var at = Instant.Earlier(isAnyLeaving ? new(leaving.Rank) : Instant.Never, next < calendar.Count ? calendar[next].At : Instant.Never);
            var until = Instant.Later(at, now) + head.Needs;
            for (; IsAt(next, opens: false); next++)
            {
                var (pool, cell) = (cluster.Pools[calendar[next].Pool], calendar[next].Cell);
                if (opened.Remove((calendar[next].Pool, cell)) || pool.IsCellOpen(cell)) CloseAhead(pool, cell, trial);
            }

            for (; isAnyLeaving && leaving.Rank == at.Milliseconds; isAnyLeaving = cluster.TryNextLeaving(leaving, out leaving))
            {
                GiveBack(cluster, cluster[leaving.Number], trial);
                mayFit = true;
            }

            for (; IsAt(next, opens: true); next++)
            {
                var (pool, cell) = (cluster.Pools[calendar[next].Pool], calendar[next].Cell);
                if (pool.UsableUntil(pool.Cells[cell].First) < until) continue;   // too short for this job, then and later
                OpenAhead(pool, cell, trial);
                opened.Add((calendar[next].Pool, cell));
                mayFit = true;
            }

            if (mayFit && TurnPlacement.Find(cluster, View.Now, head.Spec, until) is var (place, _)) return new(at, Spares(cluster, place, trial));

            bool IsAt(int change, bool opens) => change < calendar.Count && calendar[change].At == at && calendar[change].Opens == opens;
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

    private static void GiveBack(PrivateCluster cluster, Turn turn, Trial trial)
    {
        foreach (var share in turn.Place)
            foreach (var node in share.Nodes) trial.Give(cluster.Pools[share.Pool].Stock, node, share.Demand);
    }

    private static void OpenAhead(VirtualPool pool, int cell, Trial trial)
    {
        var (first, nodes) = (pool.Cells[cell].First, pool.Cells[cell].Nodes);
        for (var node = first; node < first + nodes; node++)
            if (!pool.Stock.IsOpen(node)) trial.SetOpen(pool.Stock, node, true);
    }

    private static void CloseAhead(VirtualPool pool, int cell, Trial trial)
    {
        var (first, nodes) = (pool.Cells[cell].First, pool.Cells[cell].Nodes);
        for (var node = first; node < first + nodes; node++)
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
