using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Workloads;

/// <summary>
/// What cells of so many nodes live through when a record of outages is extended to them: whole, as long as no more nodes are down than are
/// spare. Drawn from the record itself, so that the heavy tail of its outages and nodes that go down together count as they were.
/// </summary>
/// <param name="Cells">That were drawn.</param>
/// <param name="WholeShare">Of their time, over all cells.</param>
/// <param name="DownShare">Of the time of their nodes.</param>
/// <param name="StartsPerDay">Instants at which nodes of one cell went down, on average: several nodes at one instant are one.</param>
public sealed record CellsInRecord(int Cells, double WholeShare, double DownShare, double StartsPerDay)
{
    /// <summary>About so many nodes are drawn: enough for two digits, and felt by nobody.</summary>
    private const int Nodes = 25_600;

    private const int MostCells = 400, FewestCells = 4;

    /// <param name="nodes">Of a cell, at least 1, spares among them.</param>
    /// <param name="spares">Fewer than <paramref name="nodes"/>.</param>
    /// <returns>The same for the same numbers, always.</returns>
    public static CellsInRecord Of(FaultTrace trace, int nodes, int spares)
    {
        var cells = Math.Clamp(Nodes / nodes, FewestCells, MostCells);
        var faults = Faults(trace, cells * nodes);
        long whole = 0, down = 0, starts = 0;
        foreach (var cell in faults.GroupBy(fault => Number(fault.Node) / nodes))
        {
            var (isShort, isDown, began) = Live(cell, trace.Lasts, spares);
            whole -= isShort;
            down += isDown;
            starts += began;
        }

        var time = (double)cells * trace.Lasts.Milliseconds;
        return new(cells, 1 + (whole / time), down / time / nodes, starts / (time / 86_400_000));
    }

    private static IReadOnlyList<NodeFault> Faults(FaultTrace trace, int nodes)
    {
        NodeSpec[] fabric = [.. Enumerable.Range(0, nodes).Select(node => new NodeSpec($"{node}", "", "", "", ""))];
        return NodeFault.Joined(new FaultExtension(trace, fabric, seed: 0).Faults(Start, Start + trace.Lasts), Number);
    }

    /// <summary>How long more nodes of a cell were down than are spare, how long its nodes were down in all, and how often some went down.</summary>
    private static (long Short, long Down, int Starts) Live(IEnumerable<NodeFault> faults, Duration lasts, int spares)
    {
        List<(long At, int Change)> changes = [];
        HashSet<long> starts = [];
        var end = (Start + lasts).Milliseconds;
        var down = 0L;
        foreach (var fault in faults)
        {
            var (from, until) = (Math.Max(Start.Milliseconds, fault.From.Milliseconds), Math.Min(end, fault.Until.Milliseconds));
            if (fault.From >= Start) starts.Add(from);
            changes.Add((from, 1));
            changes.Add((until, -1));
            down += until - from;
        }

        changes.Sort();
        var (nodes, since, isShort) = (0, 0L, 0L);
        foreach (var (at, change) in changes)
        {
            if (nodes > spares) isShort += at - since;
            since = at;
            nodes += change;
        }

        return (isShort, down, starts.Count);
    }

    private static readonly Instant Start = new(1_000_000_000_000);   // any: only lengths matter

    private static int Number(string node) => int.Parse(node, provider: null);
}
