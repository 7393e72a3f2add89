using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>The largest gang that one domain of a level holds, of the cells of a lease.</summary>
/// <param name="Nominal">Nodes that the lease promises there.</param>
/// <param name="Real">Nodes that stand there, with spares.</param>
/// <param name="IsPromised">False above the cells: they happen to be planned side by side, and may be planned anew.</param>
public sealed record DomainGang(Level Level, int Nominal, int Real, bool IsPromised)
{
    /// <summary>For each level of the fabric that cells of a shape offer, and each around them, outermost first.</summary>
    /// <param name="cells">Where the lease's cells are planned; none: nothing is known of what is around them.</param>
    public static IReadOnlyList<DomainGang> Of(Tree tree, CellShape shape, IReadOnlyList<Domain> cells)
    {
        List<DomainGang> gangs = [];
        for (var level = Level.Site; level <= Level.Node; level++)
        {
            if (level < shape.Level && cells.Count > 0) gangs.Add(Around(tree, shape, cells, level));
            else if (level == shape.Level || (level > shape.Level && shape.FanOut(level) > 0)) gangs.Add(Inside(tree, shape, cells, level));
        }

        return gangs;
    }

    private static DomainGang Around(Tree tree, CellShape shape, IReadOnlyList<Domain> cells, Level level)
    {
        var most = cells.GroupBy(cell => tree.DomainOf(level, tree.First(cell))).MaxBy(group => group.Count())!;
        return new(level, most.Count() * shape.TotalNodes, most.Sum(tree.Size), IsPromised: false);
    }

    private static DomainGang Inside(Tree tree, CellShape shape, IReadOnlyList<Domain> cells, Level level)
    {
        var nominal = 1;
        for (var inner = level + 1; inner <= Level.Node; inner++) nominal *= Math.Max(1, shape.FanOut(inner));
        var real = cells.SelectMany(cell => Domains(tree, cell, level)).Select(tree.Size).DefaultIfEmpty(nominal).Max();
        return new(level, nominal, real, IsPromised: true);
    }

    private static IEnumerable<Domain> Domains(Tree tree, Domain cell, Level level)
    {
        if (level == cell.Level) return [cell];
        var (first, end) = level == Level.Node ? (tree.First(cell), tree.End(cell)) : tree.Inside(cell, level);
        return Enumerable.Range(first, end - first).Select(index => new Domain(level, index));
    }
}
