using Rhodes.Core.Contract;
using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Server.Log;

namespace Rhodes.Server.Site;

/// <summary>Something that learns of entries when they are durable, in order.</summary>
public interface IDurableFollower
{
    /// <param name="firstSequence">Of the first entry.</param>
    /// <param name="durable">Never changed afterwards.</param>
    /// <exception cref="LogException">It cannot follow any more; the message says why.</exception>
    void Follow(long firstSequence, IReadOnlyList<Entry> durable);
}

/// <summary>What comes after the log: answers that need no view, then views, engines, and the other answers. One thread, in the order of the log.</summary>
internal sealed class Follower : IDisposable
{
    private readonly Inbox<Batch> _batches = new(capacity: 1_000);
    private readonly IReadOnlyList<IDurableFollower> _views;
    private readonly IEngine _engine;
    private readonly Thread _thread;
    private volatile TaskCompletionSource? _catchingUp;   // null: the views have all that was answered
    private readonly TaskCompletionSource<LogException> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Follower(IReadOnlyList<IDurableFollower> views, IEngine engine)
    {
        (_views, _engine) = (views, engine);
        _thread = new(Run) { IsBackground = true, Name = "follower" };
        _thread.Start();
    }

    /// <summary>Ends when something could not be made durable, or a view cannot follow: then the process must stop.</summary>
    public Task<LogException> Failed => _failed.Task;

    /// <summary>Ends when the views have all that was answered until now: whoever was told that it is done finds it there.</summary>
    public Task CaughtUp => _catchingUp?.Task ?? Task.CompletedTask;

    /// <summary>From the deciding thread. Waits when far too much is on its way.</summary>
    public void Follow(Batch batch) => Invariant.Holds(_batches.TryAdd(batch), "who decides stops before who follows");

    public void Dispose()
    {
        _batches.Close();
        _thread.Join();
    }

    private void Run()
    {
        List<Batch> next = [];
        while (_batches.Take(next, most: 1, Timeout.InfiniteTimeSpan)) Finish(next[0]);
    }

    private void Finish(Batch batch)
    {
        var failure = Wait(batch.Durable);
        if (failure is not null) _failed.TrySetResult(failure);
        if (batch.FirstAnswers.Count > 0) _catchingUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var answer in batch.FirstAnswers) answer(failure);
        if (failure is null) PassOn(batch);
        foreach (var answer in batch.Answers) answer(failure);
        _catchingUp?.SetResult();
        _catchingUp = null;
        CrashPoint.Reach("answered");
    }

    /// <summary>When it cannot be, the log has it all the same: it is acknowledged, the process stops, and the next start makes up for it. Until then nothing more is passed on, since a view must miss nothing.</summary>
    private void PassOn(Batch batch)
    {
        if (_failed.Task.IsCompleted) return;
        CrashPoint.Reach("durable_seen");
        try
        {
            foreach (var view in _views) view.Follow(batch.FirstSequence, batch.Entries);
        }
        catch (LogException failure)
        {
            _failed.TrySetResult(failure);
            return;
        }

        CrashPoint.Reach("views_done");
        foreach (var order in batch.Orders) Order(order);
        if (batch.Orders.Count > 0) CrashPoint.Reach("engine_told");
    }

    private static LogException? Wait(Task durable)
    {
        // Asleep: a task's own waiting spins first.
        if (!durable.IsCompleted) ((IAsyncResult)durable).AsyncWaitHandle.WaitOne();
        try
        {
            durable.GetAwaiter().GetResult();
            return null;
        }
        catch (LogException failure)
        {
            return failure;
        }
    }

    private void Order(EngineOrder order)
    {
        switch (order)
        {
            case EngineOrder.Start start: _engine.Launch(start.Launch); break;
            case EngineOrder.Stop stop: _engine.Stop(stop.Attempt, stop.Until); break;
            case EngineOrder.Kill kill: _engine.Kill(kill.Attempt); break;
        }
    }
}
