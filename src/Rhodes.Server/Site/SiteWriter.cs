using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Server.Log;

namespace Rhodes.Server.Site;

/// <summary>
/// The only one who decides: a thread that takes commands in, stamps them, lets the core decide, and appends what became so to the log. What waits is taken together,
/// as one instant. Nobody is answered, and no engine is told, before it is durable; deciding does not wait for that.
/// </summary>
public sealed class SiteWriter : IDisposable
{
    /// <summary>Requests of one instant, so that none waits long for others.</summary>
    private const int MostTogether = 512;

    /// <summary>How long it sleeps at most: the calendar may have been set.</summary>
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(1);

    private static readonly EntryHeader Settled = new("settle", "", "rhodes");

    private readonly ControlCore _core;
    private readonly IEventStore _store;
    private readonly SiteClock _clock;
    private readonly KnownKeys _keys;
    private readonly Follower _follower;
    private readonly Inbox<Request> _requests = new(capacity: 20_000);
    private readonly Thread _thread;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SnapshotKeeper _snapshots;
    private readonly long _snapshotEvery;
    private Instant _lastInstant;
    private Task<LogPlace> _lastAppend;
    private long _sequence;
    private long _eventsSinceSnapshot;

    /// <param name="opened">What the log says.</param>
    /// <param name="snapshotEvery">A snapshot is kept after so many events.</param>
    internal SiteWriter(OpenedLog opened, IEventStore store, SiteClock clock, KnownKeys keys, Follower follower, SnapshotKeeper snapshots, long snapshotEvery)
    {
        (_core, _store, _clock, _keys, _follower, _snapshots, _snapshotEvery) = (ControlCore.From(opened.State), store, clock, keys, follower, snapshots, snapshotEvery);
        (_sequence, _lastInstant, _lastAppend) = (opened.End.Sequence, opened.State.Now, Task.FromResult(opened.End));
        _thread = new(Run) { IsBackground = true, Name = "site" };
    }

    /// <summary>Ends when it has stopped; with the reason, when something made it stop.</summary>
    public Task Done => _done.Task;

    /// <summary>Requests that wait, for people who look after the site.</summary>
    public int Waiting => _requests.Count;

    public void Start() => _thread.Start();

    /// <summary>Decides a command at the next instant. The task ends when what became of it is durable.</summary>
    /// <param name="make">The command, stamped with the instant; made by the deciding thread, which may look at the state.</param>
    /// <param name="needsViews">The answer waits until views have it. Without, whoever looks at views waits for <see cref="ViewsCaughtUp"/> first.</param>
    /// <exception cref="LogException">In the task: it is not durable and never will be.</exception>
    public Task<Decided> Decide(EntryHeader header, Func<SiteState, Instant, Command> make, bool needsViews = true)
    {
        Asked<Decided> asked = new();
        Add(new WriteRequest(header, make, needsViews, asked));
        return asked.Task;
    }

    /// <inheritdoc cref="Follower.CaughtUp"/>
    public Task ViewsCaughtUp => _follower.CaughtUp;

    /// <summary>Looks at what is so. The task ends when all that it could have seen is durable. The result must not hold on to anything of the core's.</summary>
    public Task<T> Read<T>(Func<ControlCore, T> look)
    {
        Asked<T> asked = new();
        Add(new ReadRequest<T>(look, asked));
        return asked.Task;
    }

    /// <summary>Decides what waits, keeps a snapshot, and stops.</summary>
    public void Dispose()
    {
        _requests.Close();
        if (_thread.IsAlive) _thread.Join();
    }

    private void Add(Request request)
    {
        if (!_requests.TryAdd(request)) request.Fail(new LogException("the server is stopping; nothing was done"));
    }

    private void Run()
    {
        try
        {
            List<Request> together = [];
            while (_requests.Take(together, MostTogether, TimeToWait()))
            {
                if (together.Count == 0 && _core.NextTimer > _clock.Now) continue;
                PlayInstant(together);
                if (_eventsSinceSnapshot >= _snapshotEvery && !_snapshots.IsBusy) KeepSnapshot();
            }

            _snapshots.Finish();
            if (_eventsSinceSnapshot > 0) KeepSnapshot();
            _snapshots.Finish();
            _done.TrySetResult();
        }
        catch (LogException failure)
        {
            _done.TrySetException(failure);
        }
        catch (InvariantBrokenException bug)
        {
            // What was decided on a broken state must not go on: the log is as it was before.
            _done.TrySetException(bug);
        }
    }

    private TimeSpan TimeToWait()
    {
        var until = _clock.Until(_core.NextTimer);
        return until < Nap ? until : Nap;
    }

    /// <summary>One instant: commands in their order, then the closing decision, then those who only look.</summary>
    private void PlayInstant(List<Request> together)
    {
        var at = Instant.Later(_clock.Now, _lastInstant + new Duration(1));
        List<Entry> entries = [];
        List<EngineOrder> orders = [];
        List<Action<Exception?>> firstAnswers = [], answers = [];
        CrashPoint.Reach("request_taken");
        foreach (var request in together)
            if (request is WriteRequest write) Play(write, at, entries, orders, write.NeedsViews ? answers : firstAnswers);
        Play(Settled, new Settle(at), entries, orders);
        CrashPoint.Reach("settled");
        _lastInstant = at;
        foreach (var request in together) request.Look(_core, answers);
        var first = _sequence + 1;
        foreach (var entry in entries) _lastAppend = _store.Append(entry);
        CrashPoint.Reach("appended");
        _sequence += entries.Count;
        foreach (var entry in entries) _eventsSinceSnapshot += entry.Events.Count;
        _follower.Follow(new(first, entries, orders, _lastAppend, firstAnswers, answers));
        CrashPoint.Reach("handed_on");
    }

    private void Play(WriteRequest write, Instant at, List<Entry> entries, List<EngineOrder> orders, List<Action<Exception?>> answers)
    {
        if (_keys.Find(write.Header) is not { } decided)
        {
            var entry = Play(write.Header, write.Make(_core.State, at), entries, orders);
            decided = Decided.Of(at, entry?.Events ?? []);
            CrashPoint.Reach("decided");
            _keys.Add(write.Header, decided);
        }

        answers.Add(failure => write.Asked.Answer(decided, failure));
    }

    /// <returns>Null when nothing became so, and nothing is to be kept.</returns>
    private Entry? Play(EntryHeader header, Command command, List<Entry> entries, List<EngineOrder> orders)
    {
        var events = _core.Decide(command);
        if (events.Count == 0) return null;
        Entry entry = new(command.At, header, [.. events]);
        entries.Add(entry);
        EngineOrders.Add(entry.Events, _core.State, orders);
        return entry;
    }

    /// <summary>Only what must be taken of the state is taken here; the rest is done while deciding goes on.</summary>
    private void KeepSnapshot()
    {
        _snapshots.Keep(Snapshot.Of(_core.State), _lastAppend);
        _eventsSinceSnapshot = 0;
    }

    /// <summary>A task of whoever asked; what continues it runs elsewhere.</summary>
    private sealed class Asked<T> : TaskCompletionSource<T>
    {
        public Asked() : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
        }

        public void Answer(T answer, Exception? failure)
        {
            if (failure is null) TrySetResult(answer);
            else TrySetException(failure);
        }
    }

    private abstract record Request
    {
        public abstract void Fail(Exception why);

        public virtual void Look(ControlCore core, List<Action<Exception?>> answers)
        {
        }
    }

    private sealed record WriteRequest(EntryHeader Header, Func<SiteState, Instant, Command> Make, bool NeedsViews, Asked<Decided> Asked) : Request
    {
        public override void Fail(Exception why) => Asked.TrySetException(why);
    }

    private sealed record ReadRequest<T>(Func<ControlCore, T> See, Asked<T> Asked) : Request
    {
        public override void Fail(Exception why) => Asked.TrySetException(why);

        public override void Look(ControlCore core, List<Action<Exception?>> answers)
        {
            var answer = See(core);
            answers.Add(failure => Asked.Answer(answer, failure));
        }
    }
}
