using System.CommandLine;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Baselines;
using Rhodes.Twin.Laws;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Report;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes report SCENARIO</c>: the twin plays a scenario, and a page for people shows what came of it.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("SCENARIO") { Description = "A scenario file, or a folder with a scenario.yaml." };
        var output = new Option<string>("--out") { Description = "The file to write.", DefaultValueFactory = _ => "report.html", HelpName = "FILE" };
        var with = CompareCommand.With("it");
        var until = new Option<string?>("--until") { Description = "End there: an instant, or a duration since the start.", HelpName = "T" };
        var set = Loading.Set();
        var command = new Command("report", "Replay a scenario, and show what it does to whom on one HTML page.") { path, set, output, with, until };
        HelpWithExample.AddTo(command, "rhodes report examples/philly", "rhodes report examples/university --with static,quota --out university.html");
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(path), parsed.GetRequiredValue(set), parsed.GetRequiredValue(output), parsed.GetValue(with), parsed.GetValue(until), terminal));
        return command;
    }

    private static int Run(string path, string[] set, string output, string? with, string? asked, Terminal terminal)
    {
        if (!CompareCommand.TryReadBaselines(with, terminal, out var baselines)) return ExitCodes.BadInput;
        if (!Loading.TryLoadScenario(path, set, terminal, out var scenario)) return ExitCodes.BadInput;
        if (!Loading.TryReadUntil(asked, scenario.From, terminal, out var until)) return ExitCodes.BadInput;
        if (!ReportFile.TryOpen("--out", output, terminal, out var file)) return ExitCodes.BadInput;
        using (file)
        {
            var exitCode = baselines.Count == 0 ? Play(scenario, until, terminal, out var report) : PlayBeside(scenario, until, baselines, terminal, out report);
            if (report is null) return exitCode;
            file.Write(ReportPage.Of(report));
            terminal.Out.WriteLine($"{output}: {scenario.Name}, {Words.Days(report.Figures.Simulated)} of {report.Figures.Devices:#,0} devices. Open it in a browser.");
            return report.Figures.LawViolations == 0 ? ExitCodes.Done : ExitCodes.Negative;
        }
    }

    private static int Play(ScenarioSpec scenario, Instant? until, Terminal terminal, out RunReport? report)
    {
        report = Replaying.TryPlay(new(scenario, until) { ForReport = true }, terminal, out var replayed, out var exitCode) ? replayed.Report : null;
        return exitCode;
    }

    private static int PlayBeside(ScenarioSpec scenario, Instant? until, List<Baseline> baselines, Terminal terminal, out RunReport? report)
    {
        report = null;
        using LongWork work = new($"replaying {scenario.Name}", terminal);
        ReplaySummary summary = new();
        ReportRecorder recorder = new(scenario.From, until ?? scenario.Until, summary);
        using EventsHash hash = new();
        Comparing comparing = new(1 + baselines.Count, work, terminal);
        var exitCode = comparing.Play(scenario, until, baselines, summary, hash, recorder);
        if (exitCode != ExitCodes.Done) return exitCode;
        var figures = comparing.Rows[0].Figures;
        recorder.Finish(scenario.From + figures.Simulated);
        report = new(scenario, figures, recorder, summary, hash.Value, Application.Version) { Comparison = comparing.Rows };
        return exitCode;
    }
}
