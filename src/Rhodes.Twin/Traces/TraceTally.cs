using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Traces;

/// <summary>Counts what is read. Reasons are few and fixed, so this stays small however long the trace is.</summary>
internal sealed class TraceTally
{
    private readonly List<TraceNote> _skipped = [];
    private readonly List<TraceNote> _remarks = [];
    private long _jobs;
    private Instant? _first;
    private Instant? _last;
    private Int128 _processorMilliseconds;

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    public void Count(TraceRow row, long line)
    {
        if (row.Skipped is { } reason) Add(_skipped, reason, line);
        if (row.Job is { } job) Count(job);
        if (row.Skipped is not null || row.Job is not null) Rows++;
    }

    public void Remark(string reason, long line) => Add(_remarks, reason, line);

    public TraceSummary ToSummary(string file, TraceFormat? format) => new()
    {
        File = file,
        Format = format,
        Rows = Rows,
        Jobs = _jobs,
        Skipped = [.. _skipped],
        Remarks = [.. _remarks],
        FirstSubmit = _first,
        LastSubmit = _last,
        ProcessorMilliseconds = _processorMilliseconds,
    };

    private void Count(TraceJob job)
    {
        _jobs++;
        _first = _first is { } first ? Instant.Earlier(first, job.Submit) : job.Submit;
        _last = _last is { } last ? Instant.Later(last, job.Submit) : job.Submit;
        _processorMilliseconds += (Int128)job.Runs.Milliseconds * job.Processors;
    }

    private static void Add(List<TraceNote> notes, string reason, long line)
    {
        var at = notes.FindIndex(note => note.Reason == reason);
        if (at < 0) notes.Add(new(reason, 1, line));
        else notes[at] = notes[at] with { Count = notes[at].Count + 1 };
    }
}
