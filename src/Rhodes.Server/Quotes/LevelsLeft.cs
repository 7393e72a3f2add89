using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Server.Quotes;

/// <summary>What is left in whole domains of each level.</summary>
public static class LevelsLeft
{
    /// <param name="lease">Whose tenant, window, mode and notice count.</param>
    public static IReadOnlyList<LevelLeft> Of(BookView view, LeaseSpec lease)
    {
        List<LevelLeft> levels = [];
        for (var level = Level.Hall; level <= Level.Node; level++)
        {
            if (view.Tree.Count(level) == 0) continue;
            var nodes = CommonSize(view.Tree, level);
            CellShape shape = level == Level.Node ? CellShape.OneNode : new(level, 0, 0, 0, nodes);
            var domains = Enumerable.Range(0, view.Tree.Count(level)).Count(index => view.Tree.Size(new(level, index)) >= nodes);
            LeaseStep whole = new(lease.Steps[0].From, lease.Steps[^1].Until, 1);
            levels.Add(new(level, nodes, domains, Book.MostCells(view, lease with { Shape = shape, Steps = [whole] })));
        }

        return levels;
    }

    /// <summary>The size that most domains of a level have; of equally common ones the largest.</summary>
    private static int CommonSize(Tree tree, Level level) => level == Level.Node ? 1
        : Enumerable.Range(0, tree.Count(level)).GroupBy(index => tree.Size(new(level, index)))
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First().Key;
}
