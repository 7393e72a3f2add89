using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rhodes.Cli.Commands;
using Rhodes.Files;
using Rhodes.Twin.Baselines;

namespace Rhodes.Cli.Sweeps;

/// <summary>
/// What each process of a sweep runs: one scenario by Rhodes and by baselines. It prints how far it is, a number a line, and in the end
/// what came of it, a line of JSON. It ends when nobody reads any more: that is how a sweep that was killed takes its processes with it.
/// </summary>
internal static class SweepRunCommand
{
    public const string Name = "sweep-run";

    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("SCENARIO");
        var set = Loading.Set();
        var with = CompareCommand.With("it");
        var command = new Command(Name, "Play one run of a sweep, for rhodes sweep.") { path, set, with };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path), parsed.GetRequiredValue(set), parsed.GetValue(with), terminal));
        return command;
    }

    private static int Run(string path, string[] set, string? with, Terminal terminal)
    {
        EndWithTheSweep();
        if (!CompareCommand.TryReadBaselines(with, terminal, out var baselines)) return ExitCodes.BadInput;
        if (!Loading.TryLoadScenario(path, set, terminal, out var scenario)) return ExitCodes.BadInput;
        // Before it is played: a file that changes meanwhile makes the result old.
        var inputs = Inputs(scenario);
        return Play(scenario, baselines, inputs, terminal);
    }

    private static int Play(ScenarioSpec scenario, List<Baseline> baselines, JsonObject inputs, Terminal terminal)
    {
        using LongWork work = new("", terminal, fraction =>
        {
            terminal.Out.WriteLine($"{fraction:0.0000}");
            terminal.Out.Flush();
        });
        Comparing comparing = new(1 + baselines.Count, work, terminal);
        var exitCode = comparing.Play(scenario, null, baselines, new());
        if (exitCode != ExitCodes.Done) return exitCode;
        JsonObject result = new()
        {
            ["scenario"] = scenario.Name,
            ["program"] = Fingerprint.Program,
            ["inputs"] = inputs,
            ["runs"] = Json.List(comparing.Rows, CompareJson.One),
        };
        terminal.Out.WriteLine(result.ToJsonString(new JsonSerializerOptions { WriteIndented = false }));
        return ExitCodes.Done;
    }

    private static JsonObject Inputs(ScenarioSpec scenario) => new(
        scenario.Files.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Select(file => KeyValuePair.Create(file, (JsonNode?)Fingerprint.OfFile(file))));

    private static void EndWithTheSweep() => new Thread(() =>
    {
        while (Console.In.Read() >= 0) { }
        Environment.Exit(ExitCodes.Interrupted);
    })
    { IsBackground = true }.Start();
}
