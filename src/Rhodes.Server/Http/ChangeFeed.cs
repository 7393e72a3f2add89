using System.Collections.Immutable;
using System.Threading.Channels;
using Rhodes.Core.Units;
using Rhodes.Server.Views;

namespace Rhodes.Server.Http;

/// <summary>A job that changed. What it has become is looked up when somebody is told.</summary>
/// <param name="Sequence">The entry of the log that it was in; nobody may learn it.</param>
/// <param name="Tenant">By index.</param>
/// <param name="At">When it changed.</param>
internal readonly record struct Change(long Sequence, int Tenant, int Job, Instant At);

/// <summary>
/// Hands changes to those who watch, and remembers the newest, so that one who was away for a moment misses nothing. Who watches one tenant is told of no other, and is neither let go nor
/// told that something is forgotten because of another: else its stream would show how busy others are.
/// </summary>
internal sealed class ChangeFeed(JobViews jobs)
{
    private const int Remembered = 20_000, MostBehind = 5_000;

    /// <summary>Streams of one tenant's people, so that they leave connections for others.</summary>
    public const int MostOfOne = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Newest> _ofTenants = [];
    private Newest _ofAll = new(0);
    private ImmutableList<Watcher> _watchers = [];
    private long _start;

    /// <summary>Starts to listen; what came before is not remembered.</summary>
    /// <param name="end">The entry with which the log ends.</param>
    public void Start(long end)
    {
        (_start, _ofAll) = (end, new(end));
        jobs.Changed += (sequence, changes) => Tell(sequence, changes);
    }

    public int Watchers => _watchers.Count;

    /// <summary>Changes from behind an entry on, or from now on.</summary>
    /// <param name="by">Whose people watch, by index.</param>
    /// <param name="only">The tenant that is watched, by index; null: all.</param>
    /// <param name="missed">What came behind it and is remembered.</param>
    /// <param name="isWhole">Whether nothing between is forgotten.</param>
    /// <returns>Null: that tenant's people watch <see cref="MostOfOne"/> streams already.</returns>
    public Watcher? Watch(int by, int? only, long? after, out IReadOnlyList<Change> missed, out bool isWhole)
    {
        Watcher watcher = new(by, only, Channel.CreateBounded<Change>(new BoundedChannelOptions(MostBehind) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true }));
        lock (_gate)
        {
            var newest = only is { } tenant ? Of(tenant) : _ofAll;
            (missed, isWhole) = ([], false);
            if (_watchers.Count(other => other.By == by) >= MostOfOne) return null;
            missed = after is { } sequence ? [.. newest.Changes.Where(change => change.Sequence > sequence)] : [];
            isWhole = after is not { } from || from >= newest.Forgotten;
            _watchers = _watchers.Add(watcher);
        }

        return watcher;
    }

    public void Leave(Watcher watcher)
    {
        lock (_gate) _watchers = _watchers.Remove(watcher);
        watcher.Channel.Writer.TryComplete();
    }

    private void Tell(long sequence, IReadOnlyList<JobChange> changed)
    {
        lock (_gate)
        {
            foreach (var job in changed)
            {
                Change change = new(sequence, job.Tenant, job.Number, job.At);
                _ofAll.Add(change);
                Of(job.Tenant).Add(change);
                foreach (var watcher in _watchers)
                    // One who cannot keep up is let go, and comes back to where it was.
                    if ((watcher.Only is not { } only || only == job.Tenant) && !watcher.Channel.Writer.TryWrite(change)) watcher.Channel.Writer.TryComplete();
            }
        }
    }

    private Newest Of(int tenant)
    {
        if (!_ofTenants.TryGetValue(tenant, out var newest)) _ofTenants.Add(tenant, newest = new(_start));
        return newest;
    }

    /// <summary>One who watches.</summary>
    /// <param name="By">Whose people, by index.</param>
    /// <param name="Only">The tenant that is watched, by index; null: all.</param>
    internal sealed record Watcher(int By, int? Only, Channel<Change> Channel);

    /// <summary>The newest changes, of one tenant or of all.</summary>
    /// <param name="forgotten">What is of this entry or before may be missing.</param>
    private sealed class Newest(long forgotten)
    {
        public Queue<Change> Changes { get; } = new();

        public long Forgotten { get; private set; } = forgotten;

        public void Add(Change change)
        {
            Changes.Enqueue(change);
            if (Changes.Count > Remembered) Forgotten = Changes.Dequeue().Sequence;
        }
    }
}
