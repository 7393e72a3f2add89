using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>The nodes found for one group: indexes in the pool's tree.</summary>
public readonly record struct FoundShare(int Pool, NodeDemand Demand, int[] Nodes);

/// <summary>
/// Finds a place for all groups of a gang at once, on virtual or physical nodes. Groups are placed in order, each in the
/// fastest pool of those that it accepts; all of them in one domain where the gang wants that.
/// </summary>
/// <remarks>Hot: once or more for each shape that waits, in each decision. Allocates only what it returns.</remarks>
public readonly struct GangPlacement<TGround, TFilter>(TGround ground, GangScratch scratch)
    where TGround : struct, IGround<TFilter>
    where TFilter : struct, INodeFilter
{
    /// <returns>A share for each group, and the thousandths of the reference speed of the slowest; null when they do not all fit.</returns>
    public (FoundShare[] Place, int Speed)? Find(JobSpec job)
    {
        if (job.Groups.Count == 1)
        {
            if (!TryGroup(job.Groups[0], job.Within, out var pool, out var demand, out var itsSpeed)) return null;
            return ([new(pool, demand, [.. scratch.Found])], itsSpeed);
        }

        if (job.Within is { } level) return FindWithin(job, level);
        using var trial = scratch.Trial;
        var place = new FoundShare[job.Groups.Count];
        var speed = int.MaxValue;
        for (var i = 0; i < place.Length; i++)
        {
            if (!TryGroup(job.Groups[i], null, out var pool, out var demand, out var itsSpeed)) return null;
            (place[i], speed) = (new(pool, demand, [.. scratch.Found]), Math.Min(speed, itsSpeed));
            if (i < place.Length - 1) Take(trial, place[i]);
        }

        return (place, speed);
    }

    /// <summary>Whether <see cref="Find"/> finds a place.</summary>
    public bool Fits(JobSpec job) => job.Groups.Count == 1 ? TryGroup(job.Groups[0], job.Within, out _, out _, out _) : Find(job) is not null;

    /// <summary>The pool of a group's choice of this rank: the fastest first, then as listed, then in order of the pools.</summary>
    /// <returns>False when it has no choice of this rank.</returns>
    public bool TryChoice(GroupSpec group, int rank, out int pool, out int speed)
    {
        (pool, speed) = (-1, 1_000);
        if (group.Kinds.Count == 0)
        {
            for (var i = 0; i < ground.Pools; i++)
            {
                if (ground.StockOf(i).Tree.Nodes == 0 || rank-- > 0) continue;
                pool = i;
                return true;
            }

            return false;
        }

        for (var place = 0; place < group.Kinds.Count; place++)
        {
            var kind = KindAt(group, place);
            for (var i = 0; i < ground.Pools; i++)
            {
                if (ground.StockOf(i).Tree.Nodes == 0 || !string.Equals(ground.KindOf(i), kind.Kind, StringComparison.Ordinal) || rank-- > 0) continue;
                (pool, speed) = (i, kind.SpeedThousandths);
                return true;
            }
        }

        return false;
    }

    /// <summary>The kind that is preferred over all but so many others: by speed, then as listed.</summary>
    private static KindChoice KindAt(GroupSpec group, int place)
    {
        if (group.Kinds.Count == 1) return group.Kinds[0];
        for (var i = 0; i < group.Kinds.Count; i++)
        {
            var before = 0;
            for (var j = 0; j < group.Kinds.Count; j++)
            {
                var (mine, its) = (group.Kinds[i].SpeedThousandths, group.Kinds[j].SpeedThousandths);
                if (its > mine || (its == mine && j < i)) before++;
            }

            if (before == place) return group.Kinds[i];
        }

        throw Invariant.Broken("each of the kinds has a place");
    }

    /// <summary>Leaves the nodes in the scratch list.</summary>
    private bool TryGroup(GroupSpec group, Level? within, out int pool, out NodeDemand demand, out int speed)
    {
        for (var rank = 0; TryChoice(group, rank, out pool, out speed); rank++)
            if (TryIn(group, within, pool, null, out demand)) return true;
        demand = default;
        return false;
    }

    private bool TryIn(GroupSpec group, Level? within, int pool, Domain? only, out NodeDemand demand)
    {
        var stock = ground.StockOf(pool);
        demand = default;
        if (Demand.Of(group, stock.Capacity) is not { } itsDemand || stock.FreeDevices < (long)itsDemand.Devices * group.Nodes) return false;
        demand = itsDemand;
        return new GangSearch<TFilter>(stock, group, demand, ground.FilterOf(pool), within).TryFind(only, scratch.Found);
    }

    /// <summary>All groups in one domain of a level, and so in one pool: the first domain that holds them all.</summary>
    private (FoundShare[] Place, int Speed)? FindWithin(JobSpec job, Level level)
    {
        for (var rank = 0; TryChoice(job.Groups[0], rank, out var pool, out _); rank++)
        {
            if (SlowestIn(job, pool) is not (> 0 and var speed)) continue;
            for (var i = 0; i < ground.StockOf(pool).Tree.Count(level); i++)
                if (FindAll(job, pool, new Domain(level, i)) is { } place) return (place, speed);
        }

        return null;
    }

    /// <returns>The least speed of any group in a pool; 0 when one does not accept it.</returns>
    private int SlowestIn(JobSpec job, int pool)
    {
        var slowest = int.MaxValue;
        foreach (var group in job.Groups)
        {
            var its = 0;
            for (var rank = 0; its == 0 && TryChoice(group, rank, out var choice, out var speed); rank++) its = choice == pool ? speed : 0;
            slowest = Math.Min(slowest, its);
        }

        return slowest;
    }

    private FoundShare[]? FindAll(JobSpec job, int pool, Domain only)
    {
        using var trial = scratch.Trial;
        var place = new FoundShare[job.Groups.Count];
        for (var i = 0; i < place.Length; i++)
        {
            if (!TryIn(job.Groups[i], null, pool, only, out var demand)) return null;
            place[i] = new(pool, demand, [.. scratch.Found]);
            Take(trial, place[i]);
        }

        return place;
    }

    private void Take(Trial trial, FoundShare share)
    {
        foreach (var node in share.Nodes) trial.Take(ground.StockOf(share.Pool), node, share.Demand);
    }
}
