using Rhodes.Core.Units;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Fabric;

/// <summary>So many equal domains of one level, or so many nodes, as the file writes them down.</summary>
internal sealed record Branch
{
    public required Level Level { get; init; }

    public required int Count { get; init; }

    /// <summary>Null: the level's name and its number, for nodes behind the names of what they stand in.</summary>
    public NamePattern? Name { get; init; }

    /// <summary>Where the name stands, or the branch.</summary>
    public required Mark NameAt { get; init; }

    /// <summary>The first number; null: the one after the last sibling of the same pattern, or 1.</summary>
    public int? First { get; init; }

    /// <summary>Of nodes only.</summary>
    public string Pool { get; init; } = "";

    /// <summary>Empty for nodes.</summary>
    public IReadOnlyList<Branch> Inside { get; init; } = [];

    /// <summary>Nodes of all of its domains; more than <see cref="long.MaxValue"/> would hold is cut off there.</summary>
    public long TotalNodes()
    {
        if (Level == Level.Node) return Count;
        var inside = Inside.Aggregate((Int128)0, (sum, branch) => sum + branch.TotalNodes());
        return (long)Int128.Min(inside * Count, long.MaxValue);
    }
}
