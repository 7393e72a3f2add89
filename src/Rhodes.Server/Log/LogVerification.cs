using System.Text.Json;
using Rhodes.Core.Control;

namespace Rhodes.Server.Log;

/// <summary>What a whole log was found to be.</summary>
/// <param name="End">Behind the last entry that is sound.</param>
/// <param name="StateHash">Of the state that all events add up to.</param>
/// <param name="Snapshots">How many have the state that the events up to them add up to.</param>
/// <param name="Problems">Everything that is not as it should be, in a sentence each.</param>
public sealed record LogVerdict(LogPlace End, long Events, string StateHash, int Snapshots, IReadOnlyList<string> Problems);

/// <summary>Checks everything: the chain, that the events can be replayed from the first on, and that each snapshot holds the state that they add up to.</summary>
public static class LogVerification
{
    /// <param name="see">Is told the number of each entry that is sound.</param>
    public static LogVerdict Verify(IEventStore store, Action<long> see)
    {
        List<string> problems = [];
        var snapshots = Sound(store, problems);
        StateFold fold = new(new());
        var end = LogPlace.Start;
        var (good, damage) = (0, (Damage?)null);
        var found = LogWalk.Through(store, record =>
        {
            damage = fold.Apply(DecodedEntry.Of(record));
            if (damage is not null) return false;
            end = record.Place;
            if (snapshots.Remove(record.Sequence, out var kept) && Holds(kept, record.Place, fold, problems)) good++;
            see(record.Sequence);
            return true;
        });
        if ((found ?? damage) is { } first) problems.Insert(0, $"{first}. {LogDamagedException.WhatToDo(store.Name, end.Sequence)}");
        foreach (var kept in snapshots.Values) problems.Add($"snapshot {kept.Name} is of entry {kept.Snapshot!.Place.Sequence:#,0}, which is not there");
        return new(end, fold.Events, Snapshot.Hash(fold.State), good, problems);
    }

    private static SortedDictionary<long, KeptSnapshot> Sound(IEventStore store, List<string> problems)
    {
        SortedDictionary<long, KeptSnapshot> sound = [];
        foreach (var kept in store.Snapshots())
        {
            if (kept.Snapshot is { } snapshot) sound[snapshot.Place.Sequence] = kept;
            else problems.Add($"snapshot {kept.Name} {kept.Damage}; a start will pass it over");
        }

        return sound;
    }

    private static bool Holds(KeptSnapshot kept, LogPlace place, StateFold fold, List<string> problems)
    {
        var (was, state) = kept.Snapshot!;
        if (was != place)
        {
            problems.Add($"snapshot {kept.Name} is of another log: entry {place.Sequence:#,0} has another place in the chain");
            return false;
        }

        var replayed = Snapshot.Of(fold.State);
        try
        {
            var now = Snapshot.Restore(state).Now;
            if (now > fold.State.Now)   // it was taken later than its last entry
            {
                var later = Snapshot.Restore(replayed);
                later.AdvanceTo(now);
                replayed = Snapshot.Of(later);
            }
        }
        catch (JsonException unknown)
        {
            problems.Add($"snapshot {kept.Name} is not one that this Rhodes knows: {unknown.Message}");
            return false;
        }

        if (state.AsSpan().SequenceEqual(replayed)) return true;
        problems.Add($"snapshot {kept.Name} holds another state than the events up to entry {place.Sequence:#,0} add up to");
        return false;
    }
}
