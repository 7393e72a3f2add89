using System.Diagnostics;

namespace Rhodes.Server.Log;

/// <summary>
/// What many threads hand to one, first in, first out. Who waits sleeps at once: the waiting of the library's own collections spins first, which on few cores takes the time of those that
/// are waited for.
/// </summary>
/// <param name="capacity">Who adds waits while so many are in it.</param>
internal sealed class Inbox<T>(int capacity)
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = new();
    private int _blocked;
    private bool _readerSleeps, _isClosed;

    public int Count
    {
        get
        {
            lock (_gate) return _items.Count;
        }
    }

    /// <returns>False: it is closed.</returns>
    public bool TryAdd(T item)
    {
        lock (_gate)
        {
            while (_items.Count >= capacity && !_isClosed)
            {
                _blocked++;
                Monitor.Wait(_gate);
                _blocked--;
            }

            if (_isClosed) return false;
            _items.Enqueue(item);
            if (_readerSleeps) Monitor.PulseAll(_gate);
        }

        return true;
    }

    /// <summary>Takes what is there; waits for something when nothing is.</summary>
    /// <param name="into">Emptied first.</param>
    /// <param name="wait">How long at most, or <see cref="Timeout.InfiniteTimeSpan"/>, in whole milliseconds; none of it when something is there.</param>
    /// <returns>False: nothing is left, and nothing will come.</returns>
    public bool Take(List<T> into, int most, TimeSpan wait)
    {
        into.Clear();
        lock (_gate)
        {
            var start = Stopwatch.GetTimestamp();
            while (_items.Count == 0 && !_isClosed)
            {
                var left = wait == Timeout.InfiniteTimeSpan ? Timeout.Infinite : Math.Max(0, (int)Math.Ceiling((wait - Stopwatch.GetElapsedTime(start)).TotalMilliseconds));
                if (left == 0) return true;
                _readerSleeps = true;
                Monitor.Wait(_gate, left);
                _readerSleeps = false;
            }

            while (into.Count < most && _items.TryDequeue(out var item)) into.Add(item);
            if (_blocked > 0) Monitor.PulseAll(_gate);
            return into.Count > 0;
        }
    }

    /// <summary>Takes no more in; what is in it can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
