using System.Diagnostics.CodeAnalysis;

namespace Rhodes.Files;

/// <summary>What came of reading files: a sound value, or every problem that was found.</summary>
public sealed class Loaded<T> where T : class
{
    private Loaded(T? value, IReadOnlyList<Problem> problems)
    {
        Value = value;
        Problems = problems;
    }

    /// <summary>Null exactly when there are problems.</summary>
    public T? Value { get; }

    /// <summary>In the order of the files, then by line and column. Empty: the value is sound.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsSound => Value is not null;

    internal static Loaded<T> From(T? value, IReadOnlyList<Problem> problems)
    {
        Core.Units.Invariant.Holds(value is not null || problems.Count > 0, "what was not read has a problem that says why");
        return problems.Count > 0 ? new(null, problems) : new(value, problems);
    }
}
