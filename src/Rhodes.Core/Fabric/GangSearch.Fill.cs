using System.Buffers;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>The part that takes nodes of domains that are known to have them.</summary>
public readonly partial struct GangSearch<TFilter>
{
    /// <summary>Over several roots: the fullest first, the first of equals.</summary>
    private bool TrySpread(int need, List<int> found) =>
        IsCounted && group.Segment is null && _tree.RootLevel is { } level ? TrySpreadCounted(level, need, found) : TrySpreadSorted(need, found);

    /// <summary>That there are enough was counted before.</summary>
    private bool TrySpreadCounted(Level level, int need, List<int> found)
    {
        if (level == Level.Node) return TryTakeWhole(0, _tree.Nodes, need, found);
        var buckets = stock.WholeNodesBy(level);
        for (var count = buckets.PreviousCount(int.MaxValue); count > 0 && need > 0; count = buckets.PreviousCount(count - 1))
        {
            for (var i = buckets.NextDomain(count, 0); i >= 0 && need > 0; i = buckets.NextDomain(count, i + 1))
            {
                var take = Math.Min(need, count);
                if (!TryFill(new(level, i), take, found)) throw Invariant.Broken("what was counted can be taken");
                need -= take;
            }
        }

        return need == 0;
    }

    private bool TrySpreadSorted(int need, List<int> found)
    {
        var roots = ArrayPool<long>.Shared.Rent(Math.Max(1, _tree.Roots.Count));
        try
        {
            var (count, total) = (0, 0L);
            for (var i = 0; i < _tree.Roots.Count; i++)
            {
                if (CapacityOf(_tree.Roots[i]) is not (> 0 and var capacity)) continue;
                roots[count++] = Ranked(-capacity, i);   // the fullest first, then in order
                total += capacity;
            }

            if (total < need) return false;
            Array.Sort(roots, 0, count);
            for (var i = 0; i < count; i++)
            {
                var take = Math.Min(need, -CountOf(roots[i]));
                if (take == 0) break;
                if (!TryFill(_tree.Roots[IndexOf(roots[i])], take, found)) throw Invariant.Broken("what was counted can be taken");
                need -= take;
            }

            return need == 0;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(roots);
        }
    }

    /// <summary>Takes nodes of a domain that has them: a child that holds all of them tightest, else the fullest child first.</summary>
    private bool TryFill(Domain domain, int need, List<int> found)
    {
        if (need == 0) return true;
        if (domain.Level == Level.Node)
        {
            if (need != 1 || !Fits(domain.Index)) return false;
            found.Add(domain.Index);
            return true;
        }

        if (IsCounted && need == stock.WholeNodesIn(domain)) return TryTakeWhole(_tree.First(domain), _tree.End(domain), need, found);
        var inner = _tree.InnerLevel(domain);
        return inner == Level.Node || (group.Segment is { } segment && segment.Level <= domain.Level)
            ? TryTakeNodes(domain, need, found)
            : TryFillChildren(domain, inner, need, found);
    }

    private bool TryTakeNodes(Domain domain, int need, List<int> found)
    {
        if (IsCounted) return TryTakeWhole(_tree.First(domain), _tree.End(domain), need, found);
        for (var node = _tree.First(domain); node < _tree.End(domain) && need > 0; node++)
        {
            if (!Fits(node)) continue;
            found.Add(node);
            need--;
        }

        return need == 0;
    }

    private bool TryTakeWhole(int first, int end, int need, List<int> found)
    {
        for (var node = stock.NextWhole(first, end); node >= 0 && need > 0; node = stock.NextWhole(node + 1, end))
        {
            found.Add(node);
            need--;
        }

        return need == 0;
    }

    private bool TryFillChildren(Domain domain, Level inner, int need, List<int> found)
    {
        var (first, end) = _tree.Inside(domain, inner);
        var children = ArrayPool<long>.Shared.Rent(end - first);
        try
        {
            var count = 0;
            for (var i = first; i < end; i++)
                if (CapacityOf(new(inner, i)) is > 0 and var capacity) children[count++] = Ranked(capacity, i);
            Array.Sort(children, 0, count);                 // fewest first, then in order
            for (var i = 0; i < count; i++)
                if (CountOf(children[i]) >= need) return TryFill(new(inner, IndexOf(children[i])), need, found);
            for (var i = count - 1; i >= 0 && need > 0; i--)
            {
                var take = Math.Min(need, CountOf(children[i]));
                if (!TryFill(new(inner, IndexOf(children[i])), take, found)) return false;
                need -= take;
            }

            return need == 0;
        }
        finally
        {
            ArrayPool<long>.Shared.Return(children);
        }
    }

    /// <summary>A count and an index as one number that sorts by both: sorting numbers allocates nothing.</summary>
    private static long Ranked(int count, int index) => ((long)count << 32) | (long)index;

    private static int CountOf(long ranked) => (int)(ranked >> 32);

    private static int IndexOf(long ranked) => (int)(ranked & int.MaxValue);
}
