namespace Rhodes.Files;

/// <summary>Where somebody wrote something, for messages about it that come later.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters from 1.</param>
public readonly record struct SourcePlace(string File, int Line, int Column)
{
    /// <summary><c>examples/university/leases.yaml:12:9</c>, as editors and terminals link it.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";

    /// <summary>A problem at this place that only a later check could find.</summary>
    public Problem Problem(string found, string expected, string? advice = null) => new()
    {
        File = File, Line = Line, Column = Column, Found = found, Expected = expected, Advice = advice,
    };
}
