using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Laws;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Report;

namespace Rhodes.Cli.Commands;

/// <summary>What a command wants to be played, and what it wants to have of it.</summary>
internal sealed record ReplayOrder(ScenarioSpec Scenario, Instant? Until)
{
    public bool CheckLaws { get; init; }

    /// <summary>Gets every event; null: nobody wants them.</summary>
    public EventLines? Events { get; init; }

    /// <summary>Whether a page is to be made of it.</summary>
    public bool ForReport { get; init; }

    /// <summary>Keeps how far it is; null: nobody wants that.</summary>
    public KeptReplay? Kept { get; init; }
}

/// <summary>A replay that came to its end.</summary>
/// <param name="Violations">Of laws, as sentences; only those that are checked one by one.</param>
/// <param name="Report">What a page is made of; null unless it was asked for.</param>
internal sealed record Replayed(
    ScenarioSpec Scenario, ReplayFigures Figures, WorkTally Tally, string EventsHash, decimal WallSeconds, long PeakMemoryMib, bool LawsChecked,
    IReadOnlyList<string> Violations, RunReport? Report);

/// <summary>Plays a scenario to its end, with progress for people.</summary>
internal static class Replaying
{
    /// <returns>False when there was a problem or somebody interrupted it; that was said then, and the exit code is for it.</returns>
    public static bool TryPlay(ReplayOrder order, Terminal terminal, [NotNullWhen(true)] out Replayed? replayed, out int exitCode)
    {
        (replayed, exitCode) = (null, ExitCodes.BadInput);
        using LongWork work = new($"replaying {order.Scenario.Name}", terminal);
        ReplaySummary summary = new();
        LawCheck? laws = order.CheckLaws ? new() : null;
        var recorder = order.ForReport ? new ReportRecorder(order.Scenario.From, order.Until ?? order.Scenario.Until, summary) : null;
        using EventsHash hash = new();
        using ScenarioRun run = new(order.Scenario, order.Until, [.. new IRunObserver?[] { hash, summary, recorder, laws, order.Events }.OfType<IRunObserver>()]);
        void Keep(Keeper keeper)
        {
            work.Keep(keeper);
            order.Events?.Keep(keeper);
            run.Keep(keeper);
            hash.Keep(keeper);
            summary.Keep(keeper);
            recorder?.Keep(keeper);
            laws?.Keep(keeper);
        }

        if (order.Kept is { } kept && !kept.TryTakeUp(Keep)) return false;
        if (order.Events?.Problem is { } gone) return terminal.Refuse($"--events: {gone}") == ExitCodes.Done;
        work.GoOnFrom(run.Fraction);
        while (!work.IsInterrupted && run.PlayNext())
        {
            work.Report(run.Fraction, run.Now);
            order.Kept?.KeepNowAndThen(Keep);
        }

        work.Clear();
        exitCode = run.Problem is { } problem ? terminal.Refuse(problem) : work.IsInterrupted ? SayInterrupted(order, run, Keep, terminal) : ExitCodes.Done;
        if (exitCode != ExitCodes.Done) return false;
        var figures = summary.At(order.Scenario.From, run.End, run.Core);
        figures = figures with { LawViolations = figures.LawViolations + (laws?.Violations.Count ?? 0) };
        recorder?.Finish(run.End);
        var report = recorder is null ? null : new RunReport(order.Scenario, figures, recorder, summary, hash.Value, Application.Version);
        replayed = new(order.Scenario, figures, run.Tally, hash.Value, work.Seconds, PeakMemoryMib(), laws is not null, laws?.Violations ?? [], report);
        return true;
    }

    private static int SayInterrupted(ReplayOrder order, ScenarioRun run, Action<Keeper> keep, Terminal terminal)
    {
        var isKept = order.Kept?.TryKeep(keep) ?? false;
        terminal.Error.WriteLine(isKept ? $"interrupted at {run.Now}, and kept. The same command goes on from there."
            : $"interrupted at {run.Now}; nothing was summed up{(order.Kept is null ? ". With --state FILE the same command would go on from there." : "")}");
        return ExitCodes.Interrupted;
    }

    private static long PeakMemoryMib()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / (1L << 20);
    }
}
