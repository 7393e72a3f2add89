using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook.Slow;

/// <summary>
/// Shows by counting at single instants that cells cannot all be had. Sound: each count is of something that every plan
/// would need. Not complete: where it stays silent, a plan may still not exist.
/// </summary>
internal static class SlowCountProof
{
    /// <returns>The instant and the counts that make it impossible, as a sentence; null when counting shows nothing.</returns>
    public static string? Of(BookView view, IReadOnlyCollection<SlowWish> wishes, IReadOnlyCollection<int> removed)
    {
        HashSet<int> replaced = [.. removed, .. wishes.Select(wish => wish.Tenure.Id)];
        var cells = view.Plan.All.Where(tenure => !replaced.Contains(tenure.Id))
            .Select(tenure => (Tenure: tenure, view.ClassOf(tenure).Shape))
            .Concat(wishes.Select(wish => (wish.Tenure, wish.Shape))).ToList();
        var instants = wishes.SelectMany(wish => new[] { Instant.Later(view.Now, wish.Tenure.From) })
            .Concat(cells.Select(cell => cell.Tenure.From)).Where(at => at >= view.Now && wishes.Any(wish => wish.Tenure.IsOpenAt(at))).Distinct().Order();
        foreach (var at in instants)
        {
            var needed = cells.Where(cell => cell.Tenure.IsOpenAt(at)).GroupBy(cell => cell.Shape).ToDictionary(group => group.Key, group => group.Count());
            if (ShortOfDomains(view.Tree, needed) is { } domains) return $"at {at} {domains}";
            if (ShortOfNodes(view.Tree, needed) is { } nodes) return $"at {at} {nodes}";
        }

        return null;
    }

    /// <summary>For each shape: the cells that need a domain at least like it, and those that larger cells must cover.</summary>
    private static string? ShortOfDomains(Tree tree, Dictionary<CellShape, int> needed)
    {
        foreach (var shape in needed.Keys.OrderBy(shape => shape.Level).ThenByDescending(shape => shape.TotalNodes))
        {
            var there = Domains(tree, shape).Count();
            var alike = needed.Where(pair => pair.Key.Level == shape.Level && IsAtLeast(pair.Key, shape)).Sum(pair => pair.Value);
            var covered = needed.Where(pair => pair.Key.Level < shape.Level).Sum(pair => pair.Value * FewestInside(tree, pair.Key, shape));
            if (alike + covered <= there) continue;
            var beside = covered > 0 ? $", {covered} of them inside larger cells" : "";
            var things = shape.Level == Level.Node ? "nodes" : $"domains that hold a {shape}";
            return $"{alike + covered} {things} would be needed{beside}, and there are {there}";
        }

        return null;
    }

    private static string? ShortOfNodes(Tree tree, Dictionary<CellShape, int> needed)
    {
        var nodes = needed.Sum(pair => (long)pair.Value * Domains(tree, pair.Key).Select(tree.Size).DefaultIfEmpty(0).Min());
        return nodes > tree.Nodes ? $"{nodes} nodes would be needed at the least, and there are {tree.Nodes}" : null;
    }

    /// <summary>The fewest domains like <paramref name="inner"/> that any domain of a larger cell has inside.</summary>
    private static int FewestInside(Tree tree, CellShape outer, CellShape inner) =>
        Domains(tree, outer).Select(domain => Inside(tree, domain, inner)).DefaultIfEmpty(0).Min();

    private static int Inside(Tree tree, Domain domain, CellShape shape)
    {
        var (first, end) = shape.Level == Level.Node ? (tree.First(domain), tree.End(domain)) : tree.Inside(domain, shape.Level);
        var count = 0;
        for (var i = first; i < end; i++) count += CellFit.Fits(tree, new(shape.Level, i), shape, default(AnyNode)) ? 1 : 0;
        return count;
    }

    private static IEnumerable<Domain> Domains(Tree tree, CellShape shape) =>
        Enumerable.Range(0, tree.Count(shape.Level)).Select(i => new Domain(shape.Level, i))
            .Where(domain => CellFit.Fits(tree, domain, shape, default(AnyNode)));

    /// <summary>Whether every domain that holds <paramref name="larger"/> holds <paramref name="smaller"/> too, seen from the numbers alone.</summary>
    private static bool IsAtLeast(CellShape larger, CellShape smaller) =>
        larger == smaller
        || ((larger.Halls > 0) == (smaller.Halls > 0) && (larger.Pods > 0) == (smaller.Pods > 0) && (larger.Racks > 0) == (smaller.Racks > 0)
            && larger.Halls >= smaller.Halls && larger.Pods >= smaller.Pods && larger.Racks >= smaller.Racks && larger.Nodes >= smaller.Nodes);
}
