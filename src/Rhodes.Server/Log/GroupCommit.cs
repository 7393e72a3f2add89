using Rhodes.Core.Units;
using Rhodes.Engines;

namespace Rhodes.Server.Log;

/// <summary>
/// Many append, one thread writes: all that wait become durable by one commit. The order of the calls is the order of the log. After a failed
/// write nothing is written any more: whether it reached the disk is not known, and what is not known is never acknowledged.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    /// <summary>One commit's entries, so that nobody waits long for others.</summary>
    private const int MostEntries = 1_000;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _something = new(0);
    private readonly Action<IReadOnlyList<LogRecord>> _commit;
    private readonly Thread _writer;
    private Queue<Waiting> _waiting = [];
    private LogPlace _end;
    private LogException? _refusal;
    private bool _closing;

    /// <param name="end">Behind which the first entry comes.</param>
    /// <param name="commit">Makes records durable, all or none, before it returns; throws <see cref="LogException"/> when it cannot.</param>
    public GroupCommit(string name, LogPlace end, Action<IReadOnlyList<LogRecord>> commit)
    {
        (_end, _commit) = (end, commit);
        _writer = new(Write) { IsBackground = true, Name = $"log of {name}" };
        _writer.Start();
    }

    public Task<LogPlace> Append(byte[] body)
    {
        Waiting waiting = new(body, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (_refusal is not null) return Task.FromException<LogPlace>(_refusal);
            Invariant.Holds(!_closing, "nothing is appended to a log that is closed");
            _waiting.Enqueue(waiting);
        }

        _something.Release();
        return waiting.Durable.Task;
    }

    /// <summary>Writes what waits, then ends.</summary>
    public void Dispose()
    {
        lock (_gate) _closing = true;
        _something.Release();
        _writer.Join();
        _something.Dispose();
    }

    private void Write()
    {
        List<Waiting> batch = [];
        List<LogRecord> records = [];
        while (true)
        {
            _something.Wait();
            if (!Take(batch)) return;
            if (batch.Count == 0) continue;   // a commit before took it along
            records.Clear();
            var end = _end;
            foreach (var waiting in batch)
            {
                var record = LogRecord.After(end, waiting.Body);
                records.Add(record);
                end = record.Place;
            }

            if (!TryCommit(records, batch)) return;
            _end = end;
            for (var i = 0; i < batch.Count; i++) batch[i].Durable.SetResult(records[i].Place);
            CrashPoint.Reach("acknowledged");
        }
    }

    /// <returns>False when nothing waits and nothing will.</returns>
    private bool Take(List<Waiting> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            while (batch.Count < MostEntries && _waiting.TryDequeue(out var waiting)) batch.Add(waiting);
            if (_closing) _something.Release();   // until nothing is left
            return batch.Count > 0 || !_closing;
        }
    }

    private bool TryCommit(List<LogRecord> records, List<Waiting> batch)
    {
        try
        {
            _commit(records);
            return true;
        }
        catch (LogException failure)
        {
            lock (_gate)
            {
                _refusal = failure;
                batch.AddRange(_waiting);
                _waiting = [];
            }

            foreach (var waiting in batch) waiting.Durable.SetException(failure);
            return false;
        }
    }

    private sealed record Waiting(byte[] Body, TaskCompletionSource<LogPlace> Durable);
}
