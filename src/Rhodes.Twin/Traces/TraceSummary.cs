using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Traces;

/// <summary>What was read of a trace so far. Every row is a job or skipped: <c>Rows == Jobs + Skipped.Sum(note => note.Count)</c>.</summary>
public sealed record TraceSummary
{
    public required string File { get; init; }

    /// <summary>Null: the file ended before its format could be told.</summary>
    public required TraceFormat? Format { get; init; }

    /// <summary>Rows that describe a job: no header, no comment, no empty line.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that can be replayed.</summary>
    public required long Jobs { get; init; }

    /// <summary>Rows that cannot be replayed, by reason, in the order of their first lines.</summary>
    public required IReadOnlyList<TraceNote> Skipped { get; init; }

    /// <summary>What is odd about rows that were used all the same, or about the file.</summary>
    public required IReadOnlyList<TraceNote> Remarks { get; init; }

    /// <summary>Null: no jobs.</summary>
    public required Instant? FirstSubmit { get; init; }

    /// <summary>Null: no jobs.</summary>
    public required Instant? LastSubmit { get; init; }

    /// <summary>Run times multiplied by processors, summed. 128 bits: ten million long jobs on many processors exceed 64.</summary>
    public required Int128 ProcessorMilliseconds { get; init; }

    /// <summary>Whole processor-hours, rounded down.</summary>
    public Int128 ProcessorHours => ProcessorMilliseconds / 3_600_000;
}

/// <summary>Something that was noticed in a trace.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="FirstLine">The line of the first.</param>
public sealed record TraceNote(string Reason, long Count, long FirstLine)
{
    public override string ToString() => $"{Reason}: {Count:#,0} (first on line {FirstLine})";
}
