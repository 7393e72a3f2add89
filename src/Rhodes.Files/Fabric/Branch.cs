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

    /// <summary>Nodes of all of its domains. Four counts of at most four million each, and their sums, fit well.</summary>
    public Int128 TotalNodes() => Level == Level.Node ? Count : Count * Sum(Inside);

    public static Int128 Sum(IReadOnlyList<Branch> branches) =>
        branches.Aggregate((Int128)0, (sum, branch) => sum + branch.TotalNodes());
}
