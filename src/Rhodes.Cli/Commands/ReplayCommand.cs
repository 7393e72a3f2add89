using System.CommandLine;
using System.Diagnostics;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Laws;
using Rhodes.Twin.Replay;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes replay SCENARIO</c>: the twin plays a scenario, and says what came of it.</summary>
internal static class ReplayCommand
{
    /// <summary>How many violated laws are worth telling one by one.</summary>
    private const int MostViolations = 10;

    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("SCENARIO") { Description = "A scenario file, or a folder with a scenario.yaml." };
        var until = new Option<string?>("--until") { Description = "End there: an instant, or a duration since the start.", HelpName = "T" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var output = new Option<string?>("--out") { Description = "Also write the JSON to this file.", HelpName = "FILE" };
        var events = new Option<string?>("--events") { Description = "Write every event to this file, one JSON object a line.", HelpName = "FILE" };
        var laws = new Option<bool>("--check-laws") { Description = "Check every law after every instant; slow." };
        var command = new Command("replay", "Replay a scenario in simulated time, and sum up what came of it.") { path, until, json, output, events, laws };
        HelpWithExample.AddTo(command, "rhodes replay examples/philly", "rhodes replay examples/university --until 36h --json");
        command.SetAction(parsed => Run(
            new(parsed.GetRequiredValue(path), parsed.GetValue(until), parsed.GetValue(json), parsed.GetValue(output), parsed.GetValue(events),
                parsed.GetValue(laws)),
            terminal));
        return command;
    }

    private static int Run(Options options, Terminal terminal)
    {
        if (!Loading.TryLoadScenario(options.Path, terminal, out var scenario)) return ExitCodes.BadInput;
        Instant? until = null;
        if (options.Until is { } text)
        {
            if (!Loading.TryReadTime("--until", text, scenario.From, terminal, out var end)) return ExitCodes.BadInput;
            until = end;
        }

        FileStream? events = null;
        if (options.Events is { } file && !Loading.TryCreate("--events", file, terminal, out events)) return ExitCodes.BadInput;
        using var writer = events is null ? null : new EventLines(events);
        return Play(scenario, until, options, writer, terminal);
    }

    private static int Play(ScenarioSpec scenario, Instant? until, Options options, EventLines? events, Terminal terminal)
    {
        using LongWork work = new($"replaying {scenario.Name}", terminal);
        ReplaySummary summary = new();
        LawCheck? laws = options.CheckLaws ? new() : null;
        using EventsHash hash = new();
        List<IRunObserver> observers = [hash, summary];
        if (laws is not null) observers.Add(laws);
        if (events is not null) observers.Add(events);
        using ScenarioRun run = new(scenario, until, [.. observers]);
        while (!work.IsInterrupted && run.PlayNext()) work.Report(run.Fraction, run.Now);
        if (run.Problem is { } problem) return terminal.Refuse(problem);
        if (work.IsInterrupted)
        {
            terminal.Error.WriteLine($"interrupted at {run.Now}; nothing was summed up");
            return ExitCodes.Interrupted;
        }

        var figures = summary.At(scenario.From, run.End, run.Core);
        figures = figures with { LawViolations = figures.LawViolations + (laws?.Violations.Count ?? 0) };
        Replayed replayed = new(scenario, figures, run.Tally, hash.Value, work.Seconds, PeakMemoryMib(), laws is not null);
        return Show(replayed, laws?.Violations ?? [], options, terminal);
    }

    private static int Show(Replayed replayed, IReadOnlyList<string> violations, Options options, Terminal terminal)
    {
        var json = ReplayJson.Of(replayed);
        if (options.Out is { } path)
        {
            if (!Loading.TryCreate("--out", path, terminal, out var file)) return ExitCodes.BadInput;
            using StreamWriter writer = new(file);
            writer.WriteLine(json);
        }

        if (options.AsJson) terminal.Out.WriteLine(json);
        else ReplayView.Show(replayed, terminal);
        foreach (var violation in violations.Take(MostViolations)) terminal.Error.WriteLine(violation);
        return replayed.Figures.LawViolations == 0 ? ExitCodes.Done : ExitCodes.Negative;
    }

    private static long PeakMemoryMib()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / (1L << 20);
    }

    private sealed record Options(string Path, string? Until, bool AsJson, string? Out, string? Events, bool CheckLaws);
}

/// <summary>A replay that came to its end.</summary>
internal sealed record Replayed(
    ScenarioSpec Scenario, ReplayFigures Figures, WorkTally Tally, string EventsHash, decimal WallSeconds, long PeakMemoryMib, bool LawsChecked);
