using System.Collections.Concurrent;

namespace Rhodes.Server.Log;

/// <summary>
/// Replays what is behind a place: one thread reads and checks the chain, others decode, this one applies, in order. Decoding is two thirds of the work, measured: 5 µs an event, of 8.
/// </summary>
internal static class LogReplay
{
    /// <summary>Records that are decoded together, and how many such lots may be ahead of what is applied: so much memory, and no more.</summary>
    private const int Lot = 256, MostAhead = 64;

    /// <param name="from">What the state is of: when it is no place of this log, the walk ends before it.</param>
    /// <param name="end">The last entry that is sound.</param>
    /// <returns>The first damage.</returns>
    /// <exception cref="LogDamagedException">An entry is as it was written, and cannot be replayed.</exception>
    public static Damage? Through(IEventStore store, StateFold fold, LogPlace from, out LogPlace end)
    {
        using BlockingCollection<Task<DecodedEntry[]>> ahead = new(MostAhead);
        var reading = Task.Run(() => Read(store, from, ahead));
        Damage? unknown = null;
        foreach (var lot in ahead.GetConsumingEnumerable())
            foreach (var decoded in lot.GetAwaiter().GetResult()) unknown ??= fold.Apply(decoded);
        (end, var damage) = reading.GetAwaiter().GetResult();
        // What is as it was written is never taken out, be it the last.
        return unknown is null ? damage : throw new LogDamagedException(store.Name, unknown);
    }

    private static (LogPlace End, Damage? Damage) Read(IEventStore store, LogPlace from, BlockingCollection<Task<DecodedEntry[]>> ahead)
    {
        var end = LogPlace.Start;
        List<LogRecord> lot = [];

        void Hand()
        {
            LogRecord[] records = [.. lot];
            lot.Clear();
            if (records.Length > 0) ahead.Add(Task.Run(() => Array.ConvertAll(records, DecodedEntry.Of)));
        }

        try
        {
            var damage = LogWalk.Through(store, record =>
            {
                if (record.Sequence == from.Sequence && record.Place != from) return false;
                end = record.Place;
                if (record.Sequence > from.Sequence) lot.Add(record);
                if (lot.Count == Lot) Hand();
                return true;
            });
            Hand();
            return (end, damage);
        }
        finally
        {
            ahead.CompleteAdding();
        }
    }
}
