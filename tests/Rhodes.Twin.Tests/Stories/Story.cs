using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Twin.Laws;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Verify;

namespace Rhodes.Twin.Tests.Stories;

/// <summary>
/// A few lines that say what a site has and what is done there, a line of two dashes, and the lines that must come of it. The
/// words are explained in <see cref="Script"/> and <see cref="Teller"/>. Every story is played under all the laws.
/// </summary>
internal static class Story
{
    /// <summary>Midnight of some day, not the beginning of time, so that a forgotten instant shows.</summary>
    public static readonly Instant Midnight = new(20_000 * 86_400_000L);

    /// <summary>Plays the story and compares the whole of what is told with what is expected.</summary>
    /// <returns>Everything that was counted on the way.</returns>
    public static RunFeatures Plays(string text)
    {
        var parts = text.Split("\n--\n", 2);
        var (told, features) = Play(parts[0]);
        Assert.Equal(parts.Length > 1 ? parts[1].TrimEnd() : "", string.Join('\n', told));
        return features;
    }

    /// <summary>Plays the story, holds it to all the laws, and compares nothing.</summary>
    public static (IReadOnlyList<string> Told, RunFeatures Features) Play(string script)
    {
        var read = Script.Read(script);
        Teller teller = new(read.Shown, read.Questions);
        RunFeatures features = new();
        HistoryRecorder recorder = new();
        LawCheck laws = new();
        using EventsHash hash = new();
        using TwinRun run = new(read.Steps, teller, features, recorder, laws, hash);
        try
        {
            while (run.PlayNext(read.End)) { }
        }
        catch (InvariantBrokenException broken)
        {
            Assert.Fail($"{broken.Message}, after\n{string.Join('\n', teller.Lines)}\n{broken.StackTrace}");
        }

        var differences = Verification.Of(recorder, read.End).Select(difference => $"law 1: {difference.Tenant}: {difference.What}");
        var broke = laws.Violations.Concat(differences).ToList();
        if (HashWhenRestored(read) != hash.Value) broke.Add("law 7: with a core that is restored from a snapshot after every instant with an event, the events differ");
        Assert.True(broke.Count == 0, $"{string.Join('\n', broke.Take(5))}\nafter\n{string.Join('\n', teller.Lines)}");
        return (teller.Lines, features);
    }

    private static string HashWhenRestored(Script script)
    {
        using EventsHash hash = new();
        using TwinRun run = new(script.Steps, hash);
        for (var events = 0L; run.PlayNext(script.End); events = hash.Events)
            if (hash.Events > events) run.Replace(ControlCore.From(Snapshot.Restore(Snapshot.Of(run.Core.State))));   // a restored core looks once more at what a grown one knows
        return hash.Value;
    }

    /// <summary>As a story tells it: <c>26:05</c> is five past two on the second day.</summary>
    public static string Clock(Instant at)
    {
        if (at.IsNever) return "never";
        var since = TimeSpan.FromMilliseconds((at - Midnight).Milliseconds);
        var clock = $"{(int)since.TotalHours:00}:{since.Minutes:00}";
        if (since.Seconds > 0 || since.Milliseconds > 0) clock += $":{since.Seconds:00}";
        return since.Milliseconds > 0 ? $"{clock}.{since.Milliseconds:000}" : clock;
    }
}
