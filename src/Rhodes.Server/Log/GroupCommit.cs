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

    private readonly Inbox<Waiting> _waiting = new(capacity: 100_000);
    private readonly Action<IReadOnlyList<LogRecord>> _commit;
    private readonly Thread _writer;
    private LogPlace _end;

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
        Invariant.Holds(_waiting.TryAdd(waiting), "nothing is appended to a log that is closed");
        return waiting.Durable.Task;
    }

    /// <summary>Writes what waits, then ends.</summary>
    public void Dispose()
    {
        _waiting.Close();
        _writer.Join();
    }

    private void Write()
    {
        List<Waiting> batch = [];
        List<LogRecord> records = [];
        LogException? refusal = null;
        while (_waiting.Take(batch, MostEntries, Timeout.InfiniteTimeSpan))
        {
            refusal ??= TryCommit(batch, records);
            for (var i = 0; i < batch.Count; i++)
            {
                if (refusal is null) batch[i].Durable.SetResult(records[i].Place);
                else batch[i].Durable.SetException(refusal);
            }

            CrashPoint.Reach("acknowledged");
        }
    }

    /// <returns>Why they are not durable, and may never be; null: they are.</returns>
    private LogException? TryCommit(List<Waiting> batch, List<LogRecord> records)
    {
        records.Clear();
        var end = _end;
        foreach (var waiting in batch)
        {
            var record = LogRecord.After(end, waiting.Body);
            records.Add(record);
            end = record.Place;
        }

        try
        {
            _commit(records);
            _end = end;
            return null;
        }
        catch (LogException failure)
        {
            return failure;
        }
    }

    private sealed record Waiting(byte[] Body, TaskCompletionSource<LogPlace> Durable);
}
