namespace Rhodes.Files;

/// <summary>Where somebody wrote something, for messages about it that come later.</summary>
/// <param name="File">Or the option in whose text it stands.</param>
/// <param name="Line">From 1; 0 in the text of an option.</param>
/// <param name="Column">In characters from 1; 0 in the text of an option.</param>
public readonly record struct SourcePlace(string File, int Line, int Column)
{
    /// <summary><c>examples/university/leases.yaml:12:9</c>, as editors and terminals link it.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";

    /// <summary>A problem at this place that only a later check could find.</summary>
    public Problem Problem(string found, string expected, string? advice = null) => new()
    {
        File = File, Line = Line, Column = Column, Found = found, Expected = expected, Advice = advice,
    };
}
