using Rhodes.Core.Units;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Verify;

namespace Rhodes.Twin.Laws;

/// <summary>One random world played under all the laws.</summary>
public sealed record LawRun(ulong Seed, IReadOnlyList<string> Violations, RunFeatures Features, string EventsHash)
{
    /// <summary>Preemptions, faults and ends of cells in one world never stop one job as often as this.</summary>
    private const int MostTurns = 60;

    /// <summary>Plays the world of a seed.</summary>
    public static LawRun Of(ulong seed)
    {
        RunFeatures features = new();
        HistoryRecorder recorder = new();
        LawCheck laws = new();
        using EventsHash hash = new();
        using TwinRun run = new(RandomWorld.Of(seed), features, recorder, laws, hash);
        List<string> violations = [];
        try
        {
            while (run.PlayNext(RandomWorld.End)) { }
            violations.AddRange(laws.Violations);
            violations.AddRange(Verification.Of(recorder, RandomWorld.End).Select(difference => $"law 1: {difference.Tenant}: {difference.What}"));
        }
        catch (InvariantBrokenException broken)
        {
            violations.AddRange(laws.Violations);
            violations.Add($"{broken.Message}\n{broken.StackTrace}");
        }

        if (features.MostTurnsOfOneJob > MostTurns) violations.Add($"the turn of one job came {features.MostTurnsOfOneJob} times: it goes in a circle");
        return new(seed, violations, features, hash.Value);
    }
}
