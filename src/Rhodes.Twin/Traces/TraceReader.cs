using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Traces;

/// <summary>
/// Reads the jobs of a trace one by one, in order of their submit times and in memory that does not grow with the file.
/// Anything in the file that is not as its format says ends the reading with a <see cref="Problem"/>; rows that are sound
/// but cannot be replayed are skipped and counted in the <see cref="Summary"/>.
/// </summary>
public sealed class TraceReader : IDisposable
{
    private readonly string _file;
    private readonly TraceOptions _options;
    private readonly TraceLines? _lines;
    private readonly TraceTally _tally = new();
    private readonly SubmitOrder _order;
    private ITraceFormat? _format;
    private bool _ended;

    private TraceReader(string file, TraceLines? lines, TraceOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.SortWindow);
        (_file, _lines, _options) = (file, lines, options);
        _order = new(file, options.SortWindow, _tally);
    }

    /// <summary>What ended the reading before its time; null while all was sound, also at the end.</summary>
    public TraceProblem? Problem { get; private set; }

    /// <summary>When second 0 of a Standard Workload Format file was; null of other formats, and before it is known.</summary>
    public Instant? SecondZero => (_format as SwfFormat)?.Start;

    /// <summary>How much of the file was read, from 0 to 1; 0 where its length is not known.</summary>
    public double Fraction => _lines?.Fraction ?? 1;

    /// <summary>What was read so far.</summary>
    public TraceSummary Summary => _tally.ToSummary(_file, _format?.Kind);

    /// <summary>Opens a file, compressed with gzip or not, whatever its name says.</summary>
    /// <returns>A reader; of a file that cannot be opened one that has no jobs and a <see cref="Problem"/>.</returns>
    public static TraceReader Open(string path, TraceOptions? options = null)
    {
        try
        {
            // The buffer is TraceLines's own; a second one would only copy.
            return Over(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), path, options);
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var found = File.Exists(path) ? $"that it cannot be opened ({no.Message})" : Directory.Exists(path) ? "a folder" : "no such file";
            return new(path, null, options ?? TraceOptions.Default) { Problem = new(path, 0, 0, found, "a trace that can be read") };
        }
    }

    /// <summary>Reads from a stream, which the reader then owns.</summary>
    /// <param name="name">What problems are to call it.</param>
    public static TraceReader Over(Stream stream, string name, TraceOptions? options = null) =>
        new(name, new TraceLines(stream, name), options ?? TraceOptions.Default);

    /// <returns>False at the end and after a <see cref="Problem"/>: look which.</returns>
    public bool TryRead([NotNullWhen(true)] out TraceJob? job)
    {
        job = null;
        while (Problem is null && !_ended && !_order.TryTake(out job)) ReadRow();
        return Problem is null && (job is not null || _order.TryDrain(out job));
    }

    /// <summary>All jobs that are left. Look for a <see cref="Problem"/> afterwards.</summary>
    public IEnumerable<TraceJob> Jobs()
    {
        while (TryRead(out var job)) yield return job;
    }

    public void Dispose() => _lines?.Dispose();

    private void ReadRow()
    {
        if (!_lines!.TryNext())
        {
            _ended = true;
            Problem = _lines.Problem ?? AtEnd();
            return;
        }
        var line = _lines.Current;
        if (line.Trim().IsEmpty) return;
        _format ??= TraceFormats.Create(_options.Format ?? TraceFormats.Tell(line), _file, _options, _tally);
        Take(_format.Read(line, _lines.Line));
    }

    private void Take(TraceRow row)
    {
        Problem = row.Problem;
        if (row.Job is { } job) Problem = _order.Add(job, _lines!.Line, row.SubmitColumn);
        if (Problem is null) _tally.Count(row, _lines!.Line);
    }

    private TraceProblem? AtEnd()
    {
        if (_format is null) return new(_file, 0, 0, "an empty file", "a trace with a header and jobs");
        if (_lines!.IsCutOff) _tally.Remark("the last line has no line end, so the file may be cut off", _lines.Line);
        return _format.AtEnd(_lines.Line);
    }
}
