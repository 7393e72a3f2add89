using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

public enum LeaseMode
{
    /// <summary>Always there within the recall notice; lent while idle.</summary>
    Guaranteed = 0,

    /// <summary>Nobody else runs there, ever; the whole domain is charged and closed to loans of others.</summary>
    Dedicated = 1,
}

/// <summary>
/// The nominal inside of a cell: how many sub-domains it is sold with, level by level. Zero says that a level is not
/// offered: a pod of <c>Racks 0, Nodes 60</c> is sixty nodes anywhere in one pod, a pod of <c>Racks 4, Nodes 15</c> is four
/// racks of fifteen nodes. What the physical domain has beyond this are the cell's spares.
/// </summary>
/// <param name="Level">The level that is sold; the whole physical domain is kept for the cell.</param>
/// <param name="Nodes">Nodes in each innermost offered domain, at least 1; exactly 1 for a cell of level node.</param>
public readonly record struct CellShape(Level Level, int Halls, int Pods, int Racks, int Nodes)
{
    public static readonly CellShape OneNode = new(Level.Node, 0, 0, 0, 1);

    /// <summary>Nodes that the tenant gets.</summary>
    public int TotalNodes => Math.Max(1, Halls) * Math.Max(1, Pods) * Math.Max(1, Racks) * Nodes;

    /// <summary>Sub-domains of <paramref name="level"/> inside each next outer offered domain; 0 where the level is not offered.</summary>
    public int FanOut(Level level) => level switch
    {
        Level.Hall => Halls,
        Level.Pod => Pods,
        Level.Rack => Racks,
        Level.Node => Nodes,
        _ => 0,
    };

    public override string ToString()
    {
        if (Level == Level.Node) return "node";
        var inside = string.Join(" × ", new[] { (Halls, "halls"), (Pods, "pods"), (Racks, "racks"), (Nodes, "nodes") }
            .Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}"));
        return $"{Level.Name()} of {inside}";
    }
}

/// <summary>So many cells at every instant of [<paramref name="From"/>, <paramref name="Until"/>).</summary>
public readonly record struct LeaseStep(Instant From, Instant Until, int Cells);

/// <summary>What one tenant asks to be promised, or is.</summary>
public sealed record LeaseSpec
{
    /// <summary>Unique at the site, for good.</summary>
    public required string Name { get; init; }

    public required string Tenant { get; init; }

    /// <summary>The name of the pool whose domains are leased.</summary>
    public required string Pool { get; init; }

    public required CellShape Shape { get; init; }

    /// <summary>In order of time and without overlap; gaps are times without cells (recurring windows).</summary>
    public required IReadOnlyList<LeaseStep> Steps { get; init; }

    public LeaseMode Mode { get; init; } = LeaseMode.Guaranteed;

    /// <summary>How long borrowed capacity may take to come back. Zero: loans are stopped at once.</summary>
    public Duration RecallNotice { get; init; } = Duration.FromMinutes(2);
}
