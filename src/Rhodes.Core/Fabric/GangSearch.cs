using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>
/// Finds nodes for one group of a gang: the tightest domain that holds it, so that larger domains stay whole. For one group
/// it is exact: it finds nodes whenever there are any, and never loses them when more become free.
/// </summary>
/// <remarks>Hot: once for each shape that waits, in each decision. Fills a list that the caller keeps.</remarks>
public readonly struct GangSearch<TFilter>(NodeStock stock, GroupSpec group, NodeDemand demand, TFilter filter)
    where TFilter : struct, INodeFilter
{
    private readonly Tree _tree = stock.Tree;
    private readonly bool _whole = demand == stock.Capacity;

    /// <param name="only">Search in this domain alone; null: the whole tree.</param>
    /// <param name="found">Emptied, then filled with the nodes, in order, when there are any.</param>
    public bool TryFind(Domain? only, List<int> found)
    {
        found.Clear();
        if (group.Within is { } level && (only is null || only.Value.Level < level)) return TryBestDomain(level, only, found);
        if (only is { } inside) return CapacityOf(inside) >= group.Nodes && TryFill(inside, group.Nodes, found);
        return group.Nodes == 1 ? TryOneNode(found) : TryAnywhere(found);
    }

    /// <summary>How many nodes of the group a domain could take, in whole segments where the group has them.</summary>
    private int CapacityOf(Domain domain)
    {
        if (group.Segment is not { } segment) return FittingNodes(domain);
        if (segment.Level <= domain.Level) return WholeSegments(FittingNodes(domain), segment);
        var (first, end) = _tree.Inside(domain, segment.Level);
        var capacity = 0;
        for (var i = first; i < end; i++) capacity += WholeSegments(FittingNodes(new(segment.Level, i)), segment);
        return capacity;
    }

    private static int WholeSegments(int nodes, SegmentSpec segment) => nodes / segment.Nodes * segment.Nodes;

    private int FittingNodes(Domain domain)
    {
        if (_whole && filter.AdmitsAll) return stock.WholeNodesIn(domain);
        if (_whole && stock.WholeNodesIn(domain) == 0) return 0;
        var count = 0;
        for (var node = _tree.First(domain); node < _tree.End(domain); node++) count += Fits(node) ? 1 : 0;
        return count;
    }

    private bool Fits(int node) => stock.Offers(node, demand) && (filter.AdmitsAll || filter.Admits(node));

    /// <summary>The domain of a level with the fewest nodes to spare, the first of equals.</summary>
    private bool TryBestDomain(Level level, Domain? only, List<int> found)
    {
        var best = _whole ? BestByBuckets(level, only) : BestByScan(level, only);
        return best >= 0 && TryFill(new(level, best), group.Nodes, found);
    }

    private int BestByBuckets(Level level, Domain? only)
    {
        if (level == Level.Node) return BestNode(only);
        var buckets = stock.WholeNodesBy(level);
        for (var count = buckets.NextCount(group.Nodes); count >= 0; count = buckets.NextCount(count + 1))
        {
            for (var i = buckets.NextDomain(count, 0); i >= 0; i = buckets.NextDomain(count, i + 1))
            {
                Domain domain = new(level, i);
                if (only is { } outer && !_tree.Contains(outer, domain)) continue;
                if (CapacityOf(domain) >= group.Nodes) return i;
            }
        }

        return -1;
    }

    private int BestByScan(Level level, Domain? only)
    {
        if (level == Level.Node) return BestNode(only);
        var (best, least) = (-1, int.MaxValue);
        for (var i = 0; i < _tree.Count(level); i++)
        {
            Domain domain = new(level, i);
            if (only is { } outer && !_tree.Contains(outer, domain)) continue;
            var capacity = CapacityOf(domain);
            if (capacity < group.Nodes || capacity >= least) continue;
            (best, least) = (i, capacity);
        }

        return best;
    }

    /// <summary>The node with the fewest free devices that are enough, the first of equals.</summary>
    private int BestNode(Domain? only)
    {
        if (group.Nodes != 1) return -1;
        var buckets = stock.NodesByFreeDevices;
        var (from, end) = only is { } outer ? (_tree.First(outer), _tree.End(outer)) : (0, _tree.Nodes);
        for (var count = buckets.NextCount(demand.Devices); count >= 0; count = buckets.NextCount(count + 1))
            for (var node = buckets.NextDomain(count, from); node >= 0 && node < end; node = buckets.NextDomain(count, node + 1))
                if (Fits(node)) return node;
        return -1;
    }

    /// <summary>One node: part of one where it leaves the least; a whole one from what is broken up already.</summary>
    private bool TryOneNode(List<int> found)
    {
        var node = _whole ? LooseNode() : BestNode(null);
        if (node < 0 && _whole && BestByBuckets(Level.Rack, null) is >= 0 and var rack) return TryFill(new(Level.Rack, rack), 1, found);
        if (node < 0 && _whole) node = BestNode(null);
        if (node >= 0) found.Add(node);
        return node >= 0;
    }

    private int LooseNode()
    {
        var buckets = stock.NodesByFreeDevices;
        for (var node = buckets.NextDomain(stock.Capacity.Devices, 0); node >= 0; node = buckets.NextDomain(stock.Capacity.Devices, node + 1))
            if (IsLoose(node) && Fits(node)) return node;
        return -1;
    }

    private bool IsLoose(int node) => !_tree.TryParent(new(Level.Node, node), out _);

    /// <summary>No wish: one domain if any holds the gang, the innermost level first; else as few domains as can be.</summary>
    private bool TryAnywhere(List<int> found)
    {
        var need = group.Nodes;
        if (_whole && stock.WholeNodes < need) return false;
        for (var level = Level.Rack; level >= Level.Site; level--)
        {
            if (group.Segment is { } segment && segment.Level < level) continue;
            if (_tree.Count(level) > 0 && TryBestDomain(level, null, found)) return true;
        }

        return TrySpread(need, found);
    }

    private bool TrySpread(int need, List<int> found)
    {
        List<(int Capacity, Domain Domain)> roots = [];
        long total = 0;
        foreach (var root in _tree.Roots)
        {
            var capacity = CapacityOf(root);
            total += capacity;
            if (capacity > 0) roots.Add((capacity, root));
        }

        if (total < need) return false;
        var tree = _tree;
        roots.Sort((a, b) => a.Capacity != b.Capacity ? b.Capacity.CompareTo(a.Capacity) : tree.First(a.Domain).CompareTo(tree.First(b.Domain)));
        foreach (var (capacity, domain) in roots)
        {
            var take = Math.Min(need, capacity);
            if (take == 0) break;
            if (!TryFill(domain, take, found)) throw Invariant.Broken("what was counted can be taken");
            need -= take;
        }

        return need == 0;
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

        var inner = _tree.InnerLevel(domain);
        return inner == Level.Node || (group.Segment is { } segment && segment.Level <= domain.Level)
            ? TryTakeNodes(domain, need, found)
            : TryFillChildren(domain, inner, need, found);
    }

    private bool TryTakeNodes(Domain domain, int need, List<int> found)
    {
        for (var node = _tree.First(domain); node < _tree.End(domain) && need > 0; node++)
        {
            if (!Fits(node)) continue;
            found.Add(node);
            need--;
        }

        return need == 0;
    }

    private bool TryFillChildren(Domain domain, Level inner, int need, List<int> found)
    {
        var (first, end) = _tree.Inside(domain, inner);
        List<(int Capacity, int Index)> children = new(end - first);
        for (var i = first; i < end; i++)
            if (CapacityOf(new(inner, i)) is > 0 and var capacity) children.Add((capacity, i));
        children.Sort();                                    // fewest first, then in order
        var tightest = children.FindIndex(child => child.Capacity >= need);
        if (tightest >= 0) return TryFill(new(inner, children[tightest].Index), need, found);
        for (var i = children.Count - 1; i >= 0 && need > 0; i--)
        {
            var take = Math.Min(need, children[i].Capacity);
            if (!TryFill(new(inner, children[i].Index), take, found)) return false;
            need -= take;
        }

        return need == 0;
    }
}
