using System.CommandLine;
using Rhodes.Files;
using Rhodes.Twin.Report;

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
        var report = new Option<string?>("--report") { Description = "Also write a report for people to this HTML file.", HelpName = "FILE" };
        var state = new Option<string?>("--state") { Description = "Keep how far it is in this file, and go on from there when it is given again.", HelpName = "FILE" };
        var laws = new Option<bool>("--check-laws") { Description = "Check every law after every instant; slow." };
        var set = Loading.Set();
        var command = new Command("replay", "Replay a scenario in simulated time, and sum up what came of it.") { path, set, until, json, output, report, events, state, laws };
        HelpWithExample.AddTo(command, "rhodes replay examples/philly", "rhodes replay examples/university --until 36h --json");
        command.SetAction(parsed => Run(
            new(parsed.GetRequiredValue(path), parsed.GetRequiredValue(set), parsed.GetValue(until), parsed.GetValue(json), parsed.GetValue(output), parsed.GetValue(report),
                parsed.GetValue(events), parsed.GetValue(state), parsed.GetValue(laws)),
            terminal));
        return command;
    }

    private static int Run(Options options, Terminal terminal)
    {
        if (!Loading.TryLoadScenario(options.Path, options.Set, terminal, out var scenario)) return ExitCodes.BadInput;
        if (!Loading.TryReadUntil(options.Until, scenario.From, terminal, out var until)) return ExitCodes.BadInput;
        FileStream? events = null;
        var goesOn = options.State is { } there && KeptReplay.IsThere(there);
        if (options.Events is { } file && !Loading.TryOpen("--events", file, goesOn ? FileMode.OpenOrCreate : FileMode.Create, terminal, out events))
            return ExitCodes.BadInput;
        using var writer = events is null ? null : new EventLines(events);
        ReportFile? report = null;
        if (options.Report is { } page && !ReportFile.TryOpen("--report", page, terminal, out report)) return ExitCodes.BadInput;
        using (report)
        {
            ReplayOrder order = new(scenario, until)
            {
                CheckLaws = options.CheckLaws, Events = writer, ForReport = report is not null, Kept = KeptAs(options, scenario, terminal),
            };
            if (!Replaying.TryPlay(order, terminal, out var replayed, out var exitCode)) return exitCode;
            report?.Write(ReportPage.Of(replayed.Report!));
            exitCode = Show(replayed, options, terminal);
            if (exitCode != ExitCodes.BadInput) order.Kept?.Remove();
            return exitCode;
        }
    }

    private static KeptReplay? KeptAs(Options options, ScenarioSpec scenario, Terminal terminal)
    {
        static string Given(bool isGiven) => isGiven ? KeptReplay.On : "";
        if (options.State is not { } path) return null;
        return new(path, scenario, [("--set", string.Join(" ", options.Set)), ("--until", options.Until ?? ""), ("--check-laws", Given(options.CheckLaws)),
            ("--report", Given(options.Report is not null)), ("--events", Given(options.Events is not null))], terminal);
    }

    private static int Show(Replayed replayed, Options options, Terminal terminal)
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
        foreach (var violation in replayed.Violations.Take(MostViolations)) terminal.Error.WriteLine(violation);
        return replayed.Figures.LawViolations == 0 ? ExitCodes.Done : ExitCodes.Negative;
    }

    private sealed record Options(string Path, string[] Set, string? Until, bool AsJson, string? Out, string? Report, string? Events, string? State, bool CheckLaws);
}
