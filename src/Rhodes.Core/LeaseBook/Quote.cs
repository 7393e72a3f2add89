using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>How sure a "no" is.</summary>
public enum Certainty
{
    /// <summary>By count, or by a search that left nothing out: no plan can keep it.</summary>
    Proved = 0,

    /// <summary>The search ended without a plan; there may be one.</summary>
    NotFound = 1,
}

/// <summary>A lease near the one that was asked for, that could be confirmed now.</summary>
/// <param name="Kind">In what it differs: <c>fewer</c>, <c>later</c>, <c>smaller-cells</c> or <c>two-windows</c>.</param>
public sealed record Offer(string Kind, LeaseSpec Lease);

/// <summary>What the book would change to keep a lease.</summary>
/// <param name="Set">New and changed tenures.</param>
/// <param name="Removed">Ids of tenures that became part of others, or are no more.</param>
public sealed record BookChange(IReadOnlyList<Tenure> Set, IReadOnlyList<int> Removed);

/// <summary>The book's answer: a plan, or why not.</summary>
/// <param name="Change">Null when the answer is no.</param>
/// <param name="Why">A sentence; empty when the answer is yes.</param>
public sealed record Answer(BookChange? Change, Certainty Certainty, string Why)
{
    public bool IsYes => Change is not null;

    public static Answer Yes(BookChange change) => new(change, Certainty.Proved, "");

    public static Answer No(Certainty certainty, string why) => new(null, certainty, why);
}

/// <summary>What the book must know of a pool and its tenants to answer.</summary>
public sealed class BookView
{
    public required Tree Tree { get; init; }

    /// <summary>Searched in and put back as it was.</summary>
    public required Plan Plan { get; init; }

    public required Instant Now { get; init; }

    /// <summary>The first id that no tenure has had.</summary>
    public required int NextTenure { get; init; }

    /// <summary>The class of a tenure's cell.</summary>
    public required Func<Tenure, CellClass> ClassOf { get; init; }

    /// <summary>The number that a class has, or will have, among the asking tenant's.</summary>
    public required Func<CellClass, int> NumberOf { get; init; }

    /// <summary>The asking tenant's leases of a class.</summary>
    public required Func<CellClass, IReadOnlyList<LeaseSpec>> LeasesOf { get; init; }

    public required int Tenant { get; init; }

    /// <summary>Of the plan's pool; questions about a plan that has not changed cost less with the memory of those before.</summary>
    public BookMemory Memory { get; init; } = new();
}
