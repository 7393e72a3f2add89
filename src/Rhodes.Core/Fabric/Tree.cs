using System.Runtime.CompilerServices;
using Rhodes.Core.Units;

namespace Rhodes.Core.Fabric;

/// <summary>A domain of a <see cref="Tree"/>: its level, and its number among the domains of that level.</summary>
public readonly record struct Domain(Level Level, int Index);

/// <summary>
/// Nodes of one shape, numbered depth first, and the domains above them. Every domain is a contiguous range of node
/// indexes. Physical trees offer every level; the tree of a private cluster offers nothing above its cells, so a level may
/// be missing over some nodes (<see cref="DomainOf"/> is -1 there).
/// </summary>
/// <remarks>Immutable. A change of the fabric makes another tree.</remarks>
public sealed class Tree
{
    private readonly int[][] _first;
    private readonly int[][] _end;
    private readonly int[][] _domainOf;
    private readonly int[][] _structure;
    private readonly int[] _block;

    internal Tree(int nodes, int[][] first, int[][] end, int[][] domainOf)
    {
        Nodes = nodes;
        (_first, _end, _domainOf) = (first, end, domainOf);
        Roots = FindRoots();
        LooseNodes = Roots.Count(root => root.Level == Level.Node);
        RootLevel = Roots.Count > 0 && Roots.All(root => root.Level == Roots[0].Level) ? Roots[0].Level : null;
        _structure = StructureNumbers.Of(this);
        _block = new int[nodes];
        for (var node = 0; node < nodes; node++) _block[node] = FirstOfInnermost(node);
    }

    /// <summary>How many nodes there are; their indexes are 0 to this less one.</summary>
    public int Nodes { get; }

    /// <summary>The domains that have no domain above them, in node order. Lone nodes are roots too.</summary>
    public IReadOnlyList<Domain> Roots { get; }

    /// <summary>How many of the roots are lone nodes.</summary>
    public int LooseNodes { get; }

    /// <summary>The level of all roots; null when they differ, or there are none.</summary>
    public Level? RootLevel { get; }

    public int Count(Level level) => level == Level.Node ? Nodes : _first[(int)level].Length;

    /// <summary>The domain's first node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int First(Domain domain) => domain.Level == Level.Node ? domain.Index : _first[(int)domain.Level][domain.Index];

    /// <summary>One past the domain's last node.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(Domain domain) => domain.Level == Level.Node ? domain.Index + 1 : _end[(int)domain.Level][domain.Index];

    public int Size(Domain domain) => End(domain) - First(domain);

    /// <summary>The nodes of the largest domain of a level; 0 when there is none.</summary>
    public int LargestSize(Level level)
    {
        var most = 0;
        for (var i = 0; i < Count(level); i++) most = Math.Max(most, Size(new Domain(level, i)));
        return most;
    }

    /// <summary>The number of the domain of a level that a node stands in; -1 where that level is not offered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int DomainOf(Level level, int node) => level == Level.Node ? node : _domainOf[(int)level][node];

    /// <summary>The first node of the innermost domain that a node shares with others: nodes with the same one stand in the same domains of all levels.</summary>
    public int BlockOf(int node) => _block[node];

    public bool Contains(Domain outer, int node) => First(outer) <= node && node < End(outer);

    public bool Contains(Domain outer, Domain inner) => First(outer) <= First(inner) && End(inner) <= End(outer);

    /// <summary>Two domains with the same number are the same inside, place by place.</summary>
    public int Structure(Domain domain) => domain.Level == Level.Node ? 0 : _structure[(int)domain.Level][domain.Index];

    /// <summary>The next outer domain around this one.</summary>
    public bool TryParent(Domain domain, out Domain parent)
    {
        var node = First(domain);
        for (var level = domain.Level - 1; level >= Level.Site; level--)
        {
            var index = DomainOf(level, node);
            if (index < 0) continue;
            parent = new Domain(level, index);
            return true;
        }

        parent = default;
        return false;
    }

    /// <summary>The next level that is offered inside a domain.</summary>
    public Level InnerLevel(Domain domain)
    {
        if (Size(domain) == 0) return Level.Node; // the site of a pool that has no nodes, or none any more
        for (var level = domain.Level + 1; level < Level.Node; level++)
            if (DomainOf(level, First(domain)) >= 0) return level;
        return Level.Node;
    }

    /// <summary>The numbers of the domains of <paramref name="level"/> inside <paramref name="outer"/>: [first, end).</summary>
    public (int First, int End) Inside(Domain outer, Level level)
    {
        if (Size(outer) == 0) return (0, 0);
        var first = DomainOf(level, First(outer));
        var last = DomainOf(level, End(outer) - 1);
        return first < 0 ? (0, 0) : (first, last + 1);
    }

    private int FirstOfInnermost(int node)
    {
        for (var level = Level.Node - 1; level >= Level.Site; level--)
            if (DomainOf(level, node) is >= 0 and var index) return First(new Domain(level, index));
        return node;
    }

    private List<Domain> FindRoots()
    {
        List<Domain> roots = [];
        for (var node = 0; node < Nodes;)
        {
            var root = OutermostAt(node);
            roots.Add(root);
            node = End(root);
        }

        return roots;
    }

    private Domain OutermostAt(int node)
    {
        for (var level = Level.Site; level < Level.Node; level++)
            if (DomainOf(level, node) is >= 0 and var index) return new Domain(level, index);
        return new Domain(Level.Node, node);
    }
}
