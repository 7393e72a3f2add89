using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Files.Leases;

/// <summary>The domains that hold nodes of one pool, with their numbers of nodes; what cells are measured against.</summary>
internal sealed class PoolTree
{
    private readonly Domain _site = new(Level.Site);

    private PoolTree(PoolSpec pool) => Pool = pool;

    public PoolSpec Pool { get; }

    /// <summary>The trees of all pools of a site.</summary>
    public static IReadOnlyDictionary<string, PoolTree> Of(FabricSpec fabric)
    {
        var trees = fabric.Pools.ToDictionary(pool => pool.Name, pool => new PoolTree(pool), StringComparer.Ordinal);
        foreach (var node in fabric.Nodes) trees[node.Pool].Add(node);
        return trees;
    }

    /// <summary>The most common full structure of the domains of a level; of equally common ones the largest.</summary>
    /// <remarks>The inside of a domain that is uneven counts with its smallest part, since a shape must fit everywhere in it.</remarks>
    public CellShape CommonShape(Level level)
    {
        if (level == Level.Node) return CellShape.OneNode;
        return Domains(level).GroupBy(FullShape)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key.TotalNodes)
            .ThenByDescending(group => group.Key.Nodes).ThenByDescending(group => group.Key.Racks).First().Key;
    }

    /// <summary>The full structure of the domain with the most nodes.</summary>
    public CellShape LargestShape(Level level) =>
        level == Level.Node ? CellShape.OneNode : FullShape(Domains(level).MaxBy(domain => domain.Nodes)!);

    /// <summary>Nodes of the largest domain of a level.</summary>
    public int LargestNodes(Level level) => level == Level.Node ? 1 : Domains(level).Max(domain => domain.Nodes);

    /// <summary>Domains of the shape's level that hold it.</summary>
    public int CountHolding(CellShape shape) => CountHolding(_site, shape);

    /// <summary>
    /// How many cells of <paramref name="shape"/> the domains of an outer level hold most commonly; of equally common numbers the
    /// largest.
    /// </summary>
    /// <returns>0 when none holds one.</returns>
    public int CommonNumberInside(Level outer, CellShape shape) =>
        Domains(outer).Select(domain => CountHolding(domain, shape)).Where(count => count > 0)
            .GroupBy(count => count).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key)
            .Select(group => group.Key).FirstOrDefault();

    private void Add(NodeSpec node)
    {
        _site.Nodes++;
        var hall = _site.Last(node.Hall);
        var pod = hall.Last(node.Pod);
        var rack = pod.Last(node.Rack);
        hall.Nodes++;
        pod.Nodes++;
        rack.Nodes++;
    }

    private IEnumerable<Domain> Domains(Level level) => Below(_site, level);

    private static IEnumerable<Domain> Below(Domain domain, Level level) =>
        domain.Level == level ? [domain] : domain.Inside.SelectMany(inside => Below(inside, level));

    private static int CountHolding(Domain within, CellShape shape) =>
        shape.Level == Level.Node ? within.Nodes : Below(within, shape.Level).Count(domain => Holds(domain, shape, shape.Level));

    /// <summary>Whether a domain has what the shape offers below <paramref name="level"/>.</summary>
    private static bool Holds(Domain domain, CellShape shape, Level level)
    {
        var offered = level + 1;
        while (shape.FanOut(offered) == 0) offered++;
        if (offered == Level.Node) return domain.Nodes >= shape.Nodes;
        return Below(domain, offered).Count(inside => Holds(inside, shape, offered)) >= shape.FanOut(offered);
    }

    private static CellShape FullShape(Domain domain)
    {
        if (domain.Level == Level.Rack) return new CellShape(Level.Rack, 0, 0, 0, domain.Nodes);
        var inside = domain.Inside.ConvertAll(FullShape);
        var count = inside.Count;
        int Least(Func<CellShape, int> part) => inside.Min(part);
        return domain.Level switch
        {
            Level.Pod => new CellShape(Level.Pod, 0, 0, count, Least(shape => shape.Nodes)),
            Level.Hall => new CellShape(Level.Hall, 0, count, Least(shape => shape.Racks), Least(shape => shape.Nodes)),
            _ => new CellShape(Level.Site, count, Least(shape => shape.Pods), Least(shape => shape.Racks), Least(shape => shape.Nodes)),
        };
    }

    private sealed class Domain(Level level)
    {
        private string _lastName = "";

        public Level Level { get; } = level;

        public int Nodes { get; set; }

        public List<Domain> Inside { get; } = [];

        /// <summary>The inner domain of this name, which is the last one: nodes come depth first.</summary>
        public Domain Last(string name)
        {
            if (Inside.Count > 0 && _lastName == name) return Inside[^1];
            _lastName = name;
            Inside.Add(new Domain(Level + 1));
            return Inside[^1];
        }
    }
}
