using Rhodes.Files;

namespace Rhodes.Twin.Traces;

/// <summary>Understands the lines of one format. See docs/checklists/add-a-trace-format.md.</summary>
internal interface ITraceFormat
{
    TraceFormat Kind { get; }

    /// <summary>Reads a line that is not empty.</summary>
    /// <param name="line">Without its end; good only until this returns.</param>
    /// <param name="number">From 1.</param>
    TraceRow Read(ReadOnlySpan<char> line, long number);

    /// <summary>What is wrong about the file as a whole, now that its <paramref name="lastLine"/> was read; null when nothing is.</summary>
    TraceProblem? AtEnd(long lastLine);
}

/// <summary>What a line turned out to be: a job, a row to skip with its reason, a problem, or none of these (a header).</summary>
/// <param name="SubmitColumn">Where the job's submit time stands in its line.</param>
internal readonly record struct TraceRow(TraceJob? Job, int SubmitColumn, string? Skipped, TraceProblem? Problem)
{
    public static readonly TraceRow NoJob = new(null, 0, null, null);

    public static TraceRow Of(TraceJob job, int submitColumn) => new(job, submitColumn, null, null);

    public static TraceRow Skip(string reason) => new(null, 0, reason, null);

    public static TraceRow Bad(TraceProblem problem) => new(null, 0, null, problem);
}

/// <summary>The formats by name.</summary>
internal static class TraceFormats
{
    /// <summary>Tells the format by a file's first line: only CSV has commas before any comment.</summary>
    public static TraceFormat Tell(ReadOnlySpan<char> firstLine) =>
        firstLine.TrimStart() is not [';', ..] && firstLine.Contains(',') ? TraceFormat.Philly : TraceFormat.Swf;

    public static ITraceFormat Create(TraceFormat format, string file, TraceOptions options, TraceTally tally) => format switch
    {
        TraceFormat.Philly => new PhillyFormat(file, tally),
        TraceFormat.Swf => new SwfFormat(file, options, tally),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "there is no such trace format"),
    };
}
