using System.Diagnostics;
using System.Text.Json;
using Rhodes.Core.Control;

namespace Rhodes.Server.Log;

/// <summary>A site's state as its log says it, at start-up.</summary>
/// <param name="Events">Replayed behind the snapshot.</param>
/// <param name="Snapshot">The entry that the snapshot is of which it began with; 0 when it began with nothing.</param>
/// <param name="Notes">What was damaged and passed over or put right, in a sentence each.</param>
public sealed record OpenedLog(SiteState State, LogPlace End, long Events, long Snapshot, decimal Seconds, IReadOnlyList<string> Notes)
{
    /// <summary>What was found, in one line.</summary>
    public override string ToString() =>
        $"{End.Sequence:#,0} entries, chain whole; {(Snapshot == 0 ? "no snapshot" : $"snapshot of entry {Snapshot:#,0}")}, {Events:#,0} events replayed; "
        + $"{Seconds:0.0} s; {(Notes.Count == 0 ? "nothing lost" : string.Join("; ", Notes))}";
}

/// <summary>Checks the whole chain, and replays what is behind the newest sound snapshot.</summary>
public static class LogOpening
{
    /// <param name="before">What was found when the store was opened.</param>
    /// <exception cref="LogDamagedException">An entry that is not the last one is damaged.</exception>
    public static OpenedLog Open(IEventStore store, IEnumerable<string> before)
    {
        var clock = Stopwatch.StartNew();
        List<string> notes = [.. before];
        while (true)
        {
            var damage = Replay(store, notes, out var fold, out var end, out var snapshot);
            if (damage is null) return new(fold.State, end, fold.Events, snapshot, decimal.Round((decimal)clock.Elapsed.TotalSeconds, 3), notes);
            if (damage.Sequence != EndOf(store, damage)) throw new LogDamagedException(store.Name, damage);
            var kept = store.SetAside(damage.Sequence, end);
            notes.Add($"the last entry was damaged ({damage}) and was taken out; what was left of it is kept in {kept}");
        }
    }

    private static long EndOf(IEventStore store, Damage damage)
    {
        try
        {
            return store.End().Sequence;
        }
        catch (LogUnreadableException)
        {
            throw new LogDamagedException(store.Name, damage);
        }
    }

    private static Damage? Replay(IEventStore store, List<string> notes, out StateFold fold, out LogPlace end, out long snapshot)
    {
        foreach (var kept in store.Snapshots())
        {
            if (Restored(kept, notes) is not { } state) continue;
            var place = kept.Snapshot!.Place;
            var damage = LogReplay.Through(store, fold = new(state), place, out end);
            snapshot = place.Sequence;
            if (damage is not null || end.Sequence >= place.Sequence) return damage;
            notes.Add(store.End().Sequence < place.Sequence
                ? $"snapshot {kept.Name} is of entry {place.Sequence:#,0}, which this log does not have any more; it was passed over"
                : $"snapshot {kept.Name} is of no entry of this log and was passed over");
        }

        snapshot = 0;
        return LogReplay.Through(store, fold = new(new()), LogPlace.Start, out end);
    }

    private static SiteState? Restored(KeptSnapshot kept, List<string> notes)
    {
        var why = kept.Damage;
        try
        {
            if (kept.Snapshot is { } snapshot) return Snapshot.Restore(snapshot.State);
        }
        catch (JsonException unknown)
        {
            why = $"is not one that this Rhodes knows: {unknown.Message}";
        }

        var note = $"snapshot {kept.Name} {why}; it was passed over";
        if (!notes.Contains(note)) notes.Add(note);
        return null;
    }
}
