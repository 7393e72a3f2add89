using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Traces;

/// <summary>Holds back as many jobs as its window allows, and hands them on in order of their submit times; equals as they came.</summary>
internal sealed class SubmitOrder(string file, int window, TraceTally tally)
{
    private readonly PriorityQueue<TraceJob, (Instant Submit, long Number)> _held = new();
    private long _number;
    private Instant _latest = Instant.Beginning;
    private Instant _handedOn = Instant.Beginning;

    /// <returns>The problem when the job comes too late to be sorted in; null when all is well.</returns>
    public TraceProblem? Add(TraceJob job, long line, int column)
    {
        if (job.Submit < _handedOn)
        {
            var expected = window == 0
                ? $"no earlier submit time than {_handedOn}, since jobs stand in order of their submit times (a sort window would allow for disorder)"
                : $"no earlier submit time than {_handedOn}, since the sort window holds only {window:#,0} jobs";
            return new(file, line, column, job.Submit.ToString(), expected);
        }
        if (job.Submit < _latest) tally.Remark("submitted before the row above it, so it was sorted in", line);
        _latest = Instant.Later(_latest, job.Submit);
        _held.Enqueue(job, (job.Submit, _number++));
        return null;
    }

    /// <summary>The next job, if none that could still come goes before it.</summary>
    public bool TryTake([NotNullWhen(true)] out TraceJob? job)
    {
        job = null;
        return _held.Count > window && TryDrain(out job);
    }

    /// <summary>The next job, now that none comes any more.</summary>
    public bool TryDrain([NotNullWhen(true)] out TraceJob? job)
    {
        if (!_held.TryDequeue(out job, out _)) return false;
        _handedOn = job.Submit;
        return true;
    }
}
