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

/// <summary>Hands changes to those who watch, and remembers the newest, so that one who was away for a moment misses nothing.</summary>
internal sealed class ChangeFeed(JobViews jobs)
{
    private const int Remembered = 20_000, MostBehind = 5_000;

    private readonly Lock _gate = new();
    private readonly Queue<Change> _newest = new();
    private ImmutableList<Channel<Change>> _watchers = [];
    private long _forgotten;

    /// <summary>Starts to listen; what came before is not remembered.</summary>
    /// <param name="end">The entry with which the log ends.</param>
    public void Start(long end)
    {
        _forgotten = end;
        jobs.Changed += (sequence, changes) => Tell(sequence, changes);
    }

    public int Watchers => _watchers.Count;

    /// <summary>Changes from behind an entry on, or from now on.</summary>
    /// <param name="missed">What came behind it and is remembered.</param>
    /// <param name="isWhole">Whether nothing between is forgotten.</param>
    public Channel<Change> Watch(long? after, out IReadOnlyList<Change> missed, out bool isWhole)
    {
        var channel = Channel.CreateBounded<Change>(new BoundedChannelOptions(MostBehind) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        lock (_gate)
        {
            missed = after is { } sequence ? [.. _newest.Where(change => change.Sequence > sequence)] : [];
            isWhole = after is not { } from || from >= _forgotten;
            _watchers = _watchers.Add(channel);
        }

        return channel;
    }

    public void Leave(Channel<Change> channel)
    {
        lock (_gate) _watchers = _watchers.Remove(channel);
        channel.Writer.TryComplete();
    }

    private void Tell(long sequence, IReadOnlyList<JobChange> changed)
    {
        lock (_gate)
        {
            foreach (var job in changed)
            {
                Change change = new(sequence, job.Tenant, job.Number, job.At);
                _newest.Enqueue(change);
                if (_newest.Count > Remembered) _forgotten = _newest.Dequeue().Sequence;
                foreach (var watcher in _watchers)
                    // One who cannot keep up is let go, and comes back to where it was.
                    if (!watcher.Writer.TryWrite(change)) watcher.Writer.TryComplete();
            }
        }
    }
}
