using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>Whether a physical domain holds a cell: the nested counts that the cell is sold with.</summary>
public static class CellFit
{
    /// <summary>
    /// Exact, since all sub-domains of a cell are equal: it fits where enough sub-domains fit.
    /// </summary>
    /// <param name="filter">Which nodes count: all for a plan, the healthy ones for a binding.</param>
    public static bool Fits<TFilter>(Tree tree, Domain domain, CellShape shape, TFilter filter)
        where TFilter : struct, INodeFilter =>
        domain.Level == shape.Level && FitsInside(tree, domain, shape, filter);

    /// <summary>Whether one offered sub-domain of a cell fits into a physical domain of its level.</summary>
    public static bool FitsInside<TFilter>(Tree tree, Domain domain, CellShape shape, TFilter filter)
        where TFilter : struct, INodeFilter
    {
        if (domain.Level == Level.Node) return filter.Admits(domain.Index);
        var inner = NextOffered(shape, domain.Level);
        var missing = shape.FanOut(inner);
        var (first, end) = inner == Level.Node ? (tree.First(domain), tree.End(domain)) : tree.Inside(domain, inner);
        if (end - first < missing) return false;
        for (var i = first; i < end && missing > 0; i++)
            if (FitsInside(tree, new(inner, i), shape, filter)) missing--;
        return missing == 0;
    }

    /// <summary>The next level inside <paramref name="level"/> that the cell is sold with.</summary>
    public static Level NextOffered(CellShape shape, Level level)
    {
        do level++;
        while (level < Level.Node && shape.FanOut(level) == 0);
        return level;
    }
}
