using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>
/// Finds nodes for one group of a gang: the tightest domain that holds it, so that larger domains stay whole. For one group
/// it is exact: it finds nodes whenever there are any, and never loses them when more become free.
/// </summary>
/// <remarks>Hot: once for each shape that waits, in each decision. Fills a list that the caller keeps.</remarks>
/// <param name="within">All nodes of the group in one domain of this level, beside what the group itself wishes.</param>
public readonly partial struct GangSearch<TFilter>(NodeStock stock, GroupSpec group, NodeDemand demand, TFilter filter, Level? within = null)
    where TFilter : struct, INodeFilter
{
    private readonly Tree _tree = stock.Tree;
    private readonly bool _whole = demand == stock.Capacity;
    private readonly Level? _within = within is null || group.Within > within ? group.Within : within;   // the inner of the two

    /// <summary>Whether counts per domain say all: whole nodes, any of them.</summary>
    private bool IsCounted => _whole && filter.AdmitsAll;

    /// <param name="only">Search in this domain alone; null: the whole tree.</param>
    /// <param name="found">Emptied, then filled with the nodes, in order, when there are any.</param>
    public bool TryFind(Domain? only, List<int> found)
    {
        found.Clear();
        if (_within is { } level && (only is null || only.Value.Level < level)) return TryBestDomain(level, only, found);
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
        if (IsCounted) return stock.WholeNodesIn(domain);
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
        if (_whole && stock.WholeNodes == 0) return false;
        var node = _whole ? LooseNode() : BestNode(null);
        if (node < 0 && _whole && BestByBuckets(Level.Rack, null) is >= 0 and var rack) return TryFill(new(Level.Rack, rack), 1, found);
        if (node < 0 && _whole) node = BestNode(null);
        if (node >= 0) found.Add(node);
        return node >= 0;
    }

    private int LooseNode()
    {
        if (_tree.LooseNodes == 0) return -1;
        for (var node = stock.NextWhole(0, _tree.Nodes); node >= 0; node = stock.NextWhole(node + 1, _tree.Nodes))
            if ((_tree.LooseNodes == _tree.Nodes || IsLoose(node)) && Fits(node)) return node;
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
}
