using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>One pool as a gang may use it: what is free, of which kind, and which of its nodes.</summary>
public readonly record struct PlacementPool<TFilter>(NodeStock Stock, string Kind, TFilter Filter)
    where TFilter : struct, INodeFilter;

/// <summary>The nodes found for one group: indexes in the pool's tree.</summary>
public readonly record struct FoundShare(int Pool, NodeDemand Demand, int[] Nodes);

/// <summary>
/// Finds a place for all groups of a gang at once, on virtual or physical nodes. Groups are placed in order, each in the
/// fastest pool of those that it accepts; all of them in one domain where the gang wants that.
/// </summary>
/// <param name="pools">By the site's index of the pool; one without nodes is passed over.</param>
public sealed class GangPlacement<TFilter>(IReadOnlyList<PlacementPool<TFilter>> pools)
    where TFilter : struct, INodeFilter
{
    private readonly List<int> _found = [];

    /// <returns>A share for each group, and the thousandths of the reference speed of the slowest; null when they do not all fit.</returns>
    public (FoundShare[] Place, int Speed)? Find(JobSpec job)
    {
        if (job.Within is { } level) return FindWithin(job, level);
        using Trial trial = new();
        var place = new FoundShare[job.Groups.Count];
        var speed = int.MaxValue;
        for (var i = 0; i < place.Length; i++)
        {
            if (FindGroup(job.Groups[i]) is not var (share, itsSpeed)) return null;
            (place[i], speed) = (share, Math.Min(speed, itsSpeed));
            if (i < place.Length - 1) Take(trial, share);
        }

        return (place, speed);
    }

    /// <summary>The pools whose kind a group accepts, the fastest first, then as listed, with the speed there.</summary>
    public IEnumerable<(int Pool, int Speed)> Choices(GroupSpec group)
    {
        var listed = Enumerable.Range(0, pools.Count).Where(pool => pools[pool].Stock.Tree.Nodes > 0);
        return group.Kinds.Count == 0
            ? listed.Select(pool => (pool, 1_000))
            : group.Kinds.OrderByDescending(kind => kind.SpeedThousandths).SelectMany(kind => listed
                .Where(pool => string.Equals(pools[pool].Kind, kind.Kind, StringComparison.Ordinal)).Select(pool => (pool, kind.SpeedThousandths)));
    }

    private (FoundShare Share, int Speed)? FindGroup(GroupSpec group)
    {
        foreach (var (pool, speed) in Choices(group))
            if (FindIn(group, pool, null) is { } share) return (share, speed);
        return null;
    }

    private FoundShare? FindIn(GroupSpec group, int pool, Domain? only)
    {
        var (stock, _, filter) = pools[pool];
        if (Demand.Of(group, stock.Capacity) is not { } demand || stock.FreeDevices < (long)demand.Devices * group.Nodes) return null;
        GangSearch<TFilter> search = new(stock, group, demand, filter);
        return search.TryFind(only, _found) ? new(pool, demand, [.. _found]) : null;
    }

    /// <summary>All groups in one domain of a level, and so in one pool: the first domain that holds them all.</summary>
    private (FoundShare[] Place, int Speed)? FindWithin(JobSpec job, Level level)
    {
        foreach (var (pool, _) in Choices(job.Groups[0]))
        {
            var speeds = job.Groups.Select(group => Choices(group).FirstOrDefault(choice => choice.Pool == pool).Speed).ToList();
            if (speeds.Contains(0)) continue;
            for (var i = 0; i < pools[pool].Stock.Tree.Count(level); i++)
                if (FindAll(job, pool, new Domain(level, i)) is { } place) return (place, speeds.Min());
        }

        return null;
    }

    private FoundShare[]? FindAll(JobSpec job, int pool, Domain only)
    {
        using Trial trial = new();
        var place = new FoundShare[job.Groups.Count];
        for (var i = 0; i < place.Length; i++)
        {
            if (FindIn(job.Groups[i], pool, only) is not { } share) return null;
            place[i] = share;
            Take(trial, share);
        }

        return place;
    }

    private void Take(Trial trial, FoundShare share)
    {
        foreach (var node in share.Nodes) trial.Take(pools[share.Pool].Stock, node, share.Demand);
    }
}
