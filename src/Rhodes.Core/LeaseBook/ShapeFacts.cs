using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>What a tree has for a shape of cells, looked up once for each shape.</summary>
internal sealed class ShapeFacts(Tree tree)
{
    private readonly Dictionary<CellShape, Facts> _known = [];
    private readonly Dictionary<(CellShape Outer, CellShape Inner), int> _fewestInside = [];

    /// <summary>Which domains of the shape's level hold it; null: all of them.</summary>
    public bool[]? Holds(CellShape shape) => Of(shape).Holds;

    /// <summary>How many domains hold the shape.</summary>
    public int Count(CellShape shape) => Of(shape).Count;

    /// <summary>Nodes of the smallest domain that holds the shape; 0 when none does.</summary>
    public int SmallestSize(CellShape shape) => Of(shape).SmallestSize;

    public bool DoesHold(CellShape shape, Domain domain) => domain.Level == shape.Level && Of(shape).Holds?[domain.Index] != false;

    /// <summary>The fewest domains that hold <paramref name="inner"/> inside any domain that holds <paramref name="outer"/>.</summary>
    public int FewestInside(CellShape outer, CellShape inner)
    {
        if (_fewestInside.TryGetValue((outer, inner), out var fewest)) return fewest;
        fewest = DomainsFor(outer).Select(domain => Inside(domain, inner)).DefaultIfEmpty(0).Min();
        _fewestInside.Add((outer, inner), fewest);
        return fewest;
    }

    private int Inside(Domain domain, CellShape shape)
    {
        if (shape.Level == Level.Node) return tree.Size(domain);
        var (first, end) = tree.Inside(domain, shape.Level);
        return Of(shape).Holds is { } holds ? holds.AsSpan(first, end - first).Count(true) : end - first;
    }

    private IEnumerable<Domain> DomainsFor(CellShape shape) =>
        Enumerable.Range(0, tree.Count(shape.Level)).Select(i => new Domain(shape.Level, i)).Where(domain => DoesHold(shape, domain));

    private Facts Of(CellShape shape)
    {
        if (_known.TryGetValue(shape, out var facts)) return facts;
        facts = shape.Level == Level.Node ? new(null, tree.Nodes, Math.Min(tree.Nodes, 1)) : Look(shape);
        _known.Add(shape, facts);
        return facts;
    }

    private Facts Look(CellShape shape)
    {
        var holds = new bool[tree.Count(shape.Level)];
        var (count, smallest) = (0, 0);
        for (var i = 0; i < holds.Length; i++)
        {
            Domain domain = new(shape.Level, i);
            if (!CellFit.Fits(tree, domain, shape, default(AnyNode))) continue;
            holds[i] = true;
            count++;
            smallest = smallest == 0 ? tree.Size(domain) : Math.Min(smallest, tree.Size(domain));
        }

        return new(count == holds.Length ? null : holds, count, smallest);
    }

    private sealed record Facts(bool[]? Holds, int Count, int SmallestSize);
}
