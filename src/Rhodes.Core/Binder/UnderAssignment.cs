using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Binder;

/// <summary>
/// Pairs wanted virtual nodes of a cell with physical ones on which their work already runs, so that virtual and physical
/// domains match at every level that the cell is sold with.
/// </summary>
/// <param name="hosts">By the cell's own order; -1 where nothing is fixed. Filled in as pairs are found.</param>
internal sealed class UnderAssignment(Tree tree, CellShape shape, int[] hosts)
{
    /// <param name="wanted">Places in the cell, in order.</param>
    /// <param name="nodes">As many physical nodes, all in the domain.</param>
    /// <returns>False when they cannot be paired; <c>hosts</c> is then of no use.</returns>
    public bool TryAssign(Domain domain, IReadOnlyList<int> wanted, IReadOnlyList<int> nodes) =>
        wanted.Count == nodes.Count && TryAssign(domain, shape.Level, 0, hosts.Length, wanted, nodes);

    private bool TryAssign(Domain domain, Level level, int first, int end, IReadOnlyList<int> wanted, IReadOnlyList<int> nodes)
    {
        var inner = level == Level.Node ? Level.Node : CellFit.NextOffered(shape, level);
        if (inner == Level.Node)
        {
            for (var i = 0; i < wanted.Count; i++) hosts[wanted[i]] = nodes[i];
            return true;
        }

        var each = (end - first) / shape.FanOut(inner);
        var children = wanted.GroupBy(place => first + ((place - first) / each * each))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key).ToList();
        var domains = nodes.GroupBy(node => tree.DomainOf(inner, node))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key).ToList();
        if (children.Count != domains.Count) return false;
        for (var i = 0; i < children.Count; i++)
            if (!TryChild(new(inner, domains[i].Key), inner, children[i].Key, each, [.. children[i]], [.. domains[i]])) return false;
        return AreApart(inner, first, end, each);
    }

    private bool TryChild(Domain domain, Level level, int first, int each, int[] wanted, int[] nodes)
    {
        if (wanted.Length != nodes.Length || !CellFit.FitsInside(tree, domain, shape, default(AnyNode))) return false;
        for (var i = first; i < first + each; i++)
            if (hosts[i] >= 0 && !tree.Contains(domain, hosts[i])) return false;
        return TryAssign(domain, level, first, first + each, wanted, nodes);
    }

    /// <summary>Whether no two virtual sub-domains would share a physical one.</summary>
    private bool AreApart(Level inner, int first, int end, int each)
    {
        Dictionary<int, int> childIn = [];
        for (var i = first; i < end; i++)
        {
            if (hosts[i] < 0) continue;
            var child = (i - first) / each;
            if (!childIn.TryAdd(tree.DomainOf(inner, hosts[i]), child) && childIn[tree.DomainOf(inner, hosts[i])] != child) return false;
        }

        return true;
    }
}
