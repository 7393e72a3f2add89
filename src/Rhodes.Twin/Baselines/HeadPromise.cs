using Rhodes.Core.Control;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Baselines;

/// <summary>
/// What EASY promises the first job in line that does not fit: the earliest instant, from the time limits of what runs, at
/// which it does, and the nodes that it will have then.
/// </summary>
/// <param name="At">Never where that hangs on work without a limit; the nodes are kept all the same.</param>
internal sealed record HeadPromise(Instant At, IReadOnlyList<(NodeStock Stock, int Node, NodeDemand Spare)> Kept)
{
    /// <returns>Null where it does not fit even when all that runs has left: nodes are down. Then nothing is promised, and it blocks nobody.</returns>
    public static HeadPromise? For(PoolCore pool, Job head)
    {
        using Trial trial = new();
        foreach (var (at, job) in pool.ByLimit)
        {
            foreach (var share in job.Own!.Place)
                foreach (var node in share.Nodes) trial.Give(pool.Stocks[share.Pool], pool.State.Pools[share.Pool].IndexOf(node), share.Demand);
            if (pool.Find(head) is var (place, _)) return new(at, Beside(pool, place, trial));
        }

        return null;
    }

    /// <summary>Takes what others may not have, until the trial is taken back.</summary>
    public void Block(Trial trial)
    {
        foreach (var (stock, node, spare) in Kept)
        {
            var free = stock.Free(node);
            NodeDemand blocked = new(
                Math.Max(0, free.Devices - spare.Devices), Math.Max(0, free.Cores - spare.Cores), Math.Max(0, free.MemoryMib - spare.MemoryMib));
            if (blocked != default) trial.Take(stock, node, blocked);
        }
    }

    /// <summary>What each of the head's nodes has left beside it at the promised instant.</summary>
    private static List<(NodeStock, int, NodeDemand)> Beside(PoolCore pool, FoundShare[] place, Trial trial)
    {
        foreach (var share in place)
            foreach (var node in share.Nodes) trial.Take(pool.Stocks[share.Pool], node, share.Demand);
        return [.. place.SelectMany(share => share.Nodes.Select(node => (Stock: pool.Stocks[share.Pool], node)))
            .Distinct().Select(kept => (kept.Stock, kept.node, kept.Stock.Free(kept.node)))];
    }
}
