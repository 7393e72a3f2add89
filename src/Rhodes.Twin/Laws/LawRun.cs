using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Verify;

namespace Rhodes.Twin.Laws;

/// <summary>One random world played under all the laws.</summary>
public sealed record LawRun(ulong Seed, IReadOnlyList<string> Violations, RunFeatures Features, string EventsHash)
{
    /// <summary>Preemptions, faults and ends of cells in one world never stop one job as often as this.</summary>
    private const int MostTurns = 60;

    /// <summary>In one of so many worlds the core is restored after each of some instants that follow one another.</summary>
    private const ulong OftenRestored = 5;

    private const int Restores = 30;

    /// <summary>Plays the world of a seed.</summary>
    public static LawRun Of(ulong seed)
    {
        RunFeatures features = new();
        List<string> violations = [];
        var hash = "";
        try
        {
            (hash, var instants) = PlayUnderLaws(seed, features, violations);
            violations.AddRange(PlayRestored(seed, hash, instants));
        }
        catch (InvariantBrokenException broken)
        {
            violations.Add($"{broken.Message}\n{broken.StackTrace}");
        }

        return new(seed, violations, features, hash);
    }

    private static (string Hash, int Instants) PlayUnderLaws(ulong seed, RunFeatures features, List<string> violations)
    {
        HistoryRecorder recorder = new();
        LawCheck laws = new();
        EventReplay replay = new();
        using EventsHash hash = new();
        using TwinRun run = new(RandomWorld.WithUpkeep(seed), features, recorder, laws, replay, hash);
        var instants = 0;
        while (run.PlayNext(RandomWorld.End)) instants++;
        violations.AddRange(laws.Violations);
        violations.AddRange(Verification.Of(recorder, RandomWorld.End).Select(difference => $"law 1: {difference.Tenant}: {difference.What}"));
        if (features.MostTurnsOfOneJob > MostTurns) violations.Add($"the turn of one job came {features.MostTurnsOfOneJob} times: it goes in a circle");
        if (Snapshot.Hash(replay.State) != Snapshot.Hash(run.Core.State)) violations.Add("law 7: the state from the events alone differs from the one that grew");
        return (hash.Value, instants);
    }

    /// <summary>
    /// Law 7: the same seed again, and from a random instant on with a core that was restored from a snapshot; in some worlds
    /// restored again after each of the next ones, for a restored core looks once more at what a grown one knows.
    /// </summary>
    private static List<string> PlayRestored(ulong seed, string hash, int instants)
    {
        List<string> violations = [];
        using EventsHash again = new();
        using TwinRun run = new(RandomWorld.WithUpkeep(seed), again);
        var restoreAfter = new Chance(~seed).Between(1, Math.Max(1, instants));
        var restores = seed % OftenRestored == 0 ? Restores : 1;
        for (var played = 1; run.PlayNext(RandomWorld.End); played++)
        {
            if (played < restoreAfter || played >= restoreAfter + restores) continue;
            var bytes = Snapshot.Of(run.Core.State);
            var restored = Snapshot.Restore(bytes);
            if (!bytes.AsSpan().SequenceEqual(Snapshot.Of(restored))) violations.Add($"law 7: the snapshot after instant {played} is not that of the state restored from it");
            run.Replace(ControlCore.From(restored));
        }

        if (again.Value != hash) violations.Add($"law 7: restored from a snapshot after instant {restoreAfter}, the events differ");
        return violations;
    }
}
