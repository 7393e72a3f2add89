namespace Rhodes.Server.Log;

/// <summary>The whole log, checked from its first entry to the one that it says is its last.</summary>
public static class LogWalk
{
    /// <param name="see">Gets each record that is sound, in order; false ends the walk.</param>
    /// <returns>The first damage; null when the log is whole, or the walk was ended.</returns>
    public static Damage? Through(IEventStore store, Func<LogRecord, bool> see)
    {
        ChainCheck check = new(LogPlace.Start);
        try
        {
            var end = store.End();   // first: what is appended meanwhile is not part of this
            foreach (var record in Until(end.Sequence, store))
            {
                if (check.Follow(record) is { } damage) return damage;
                if (!see(record)) return null;
            }

            if (check.Place.Sequence < end.Sequence) return new(check.Place.Sequence + 1, $"is missing: the log ended with {end.Sequence:#,0}");
            return check.Place == end ? null : new(end.Sequence + 1, "may be missing: the log's own note of its end is damaged");
        }
        catch (LogUnreadableException unreadable)
        {
            return new(check.Place.Sequence + 1, $"cannot be read: {unreadable.Message}");
        }
    }

    private static IEnumerable<LogRecord> Until(long last, IEventStore store) => last == 0 ? [] : store.Read(1).TakeWhile(record => record.Sequence <= last);
}
