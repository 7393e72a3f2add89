using System.CommandLine;
using Rhodes.Core.Units;
using Rhodes.Twin.Report;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes report SCENARIO</c>: the twin plays a scenario, and a page for people shows what came of it.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("SCENARIO") { Description = "A scenario file, or a folder with a scenario.yaml." };
        var output = new Option<string>("--out") { Description = "The file to write.", DefaultValueFactory = _ => "report.html", HelpName = "FILE" };
        var until = new Option<string?>("--until") { Description = "End there: an instant, or a duration since the start.", HelpName = "T" };
        var command = new Command("report", "Replay a scenario, and show what it does to whom on one HTML page.") { path, output, until };
        HelpWithExample.AddTo(command, "rhodes report examples/philly", "rhodes report examples/university --out university.html");
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path), parsed.GetRequiredValue(output), parsed.GetValue(until), terminal));
        return command;
    }

    private static int Run(string path, string output, string? asked, Terminal terminal)
    {
        if (!Loading.TryLoadScenario(path, terminal, out var scenario)) return ExitCodes.BadInput;
        if (!Loading.TryReadUntil(asked, scenario.From, terminal, out var until)) return ExitCodes.BadInput;
        if (!ReportFile.TryOpen("--out", output, terminal, out var file)) return ExitCodes.BadInput;
        using (file)
        {
            if (!Replaying.TryPlay(new(scenario, until) { ForReport = true }, terminal, out var replayed, out var exitCode)) return exitCode;
            file.Write(ReportPage.Of(replayed.Report!));
            terminal.Out.WriteLine(
                $"{output}: {scenario.Name}, {Words.Days(replayed.Figures.Simulated)} of {replayed.Figures.Devices:#,0} devices, "
                + $"played in {replayed.WallSeconds:0.0} s. Open it in a browser.");
            return replayed.Figures.LawViolations == 0 ? ExitCodes.Done : ExitCodes.Negative;
        }
    }
}
