using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// Says by which counts cells cannot all be had at an instant. Sound: each count is of something that every plan
/// would need. Not complete: where it stays silent, a plan may still not exist.
/// </summary>
internal static class CountProof
{
    /// <param name="cells">All that would be open at the instant.</param>
    /// <returns>The counts that make it impossible, as a sentence; null when counting shows nothing.</returns>
    public static string? Of(Tree tree, ShapeFacts facts, Instant at, IEnumerable<CellShape> cells)
    {
        var needed = cells.GroupBy(shape => shape).ToDictionary(group => group.Key, group => group.Count());
        return (ShortOfDomains(facts, needed) ?? ShortOfNodes(tree, facts, needed)) is { } counts ? $"at {at} {counts}" : null;
    }

    /// <summary>How many of the domains that hold a shape each cell of another takes: itself when it is at least as large, or those it covers.</summary>
    public static int EachTakes(ShapeFacts facts, CellShape other, CellShape shape) =>
        other.Level < shape.Level ? facts.FewestInside(other, shape) : other.Level == shape.Level && IsAtLeast(other, shape) ? 1 : 0;

    /// <summary>For each shape: the cells that need a domain at least like it, and those that larger cells must cover.</summary>
    private static string? ShortOfDomains(ShapeFacts facts, Dictionary<CellShape, int> needed)
    {
        foreach (var shape in needed.Keys.OrderBy(shape => shape.Level).ThenByDescending(shape => shape.TotalNodes))
        {
            var there = facts.Count(shape);
            var alike = needed.Where(pair => pair.Key.Level == shape.Level).Sum(pair => pair.Value * EachTakes(facts, pair.Key, shape));
            var covered = needed.Where(pair => pair.Key.Level < shape.Level).Sum(pair => pair.Value * EachTakes(facts, pair.Key, shape));
            if (alike + covered <= there) continue;
            var beside = covered > 0 ? $", {covered} of them inside larger cells" : "";
            var things = shape.Level == Level.Node ? "nodes" : $"domains that hold a {shape}";
            return $"{alike + covered} {things} would be needed{beside}, and there are {there}";
        }

        return null;
    }

    private static string? ShortOfNodes(Tree tree, ShapeFacts facts, Dictionary<CellShape, int> needed)
    {
        var nodes = needed.Sum(pair => (long)pair.Value * facts.SmallestSize(pair.Key));
        return nodes > tree.Nodes ? $"{nodes} nodes would be needed at the least, and there are {tree.Nodes}" : null;
    }

    /// <summary>Whether every domain that holds <paramref name="larger"/> holds <paramref name="smaller"/> too, seen from the numbers alone.</summary>
    private static bool IsAtLeast(CellShape larger, CellShape smaller) =>
        larger == smaller
        || ((larger.Halls > 0) == (smaller.Halls > 0) && (larger.Pods > 0) == (smaller.Pods > 0) && (larger.Racks > 0) == (smaller.Racks > 0)
            && larger.Halls >= smaller.Halls && larger.Pods >= smaller.Pods && larger.Racks >= smaller.Racks && larger.Nodes >= smaller.Nodes);
}
