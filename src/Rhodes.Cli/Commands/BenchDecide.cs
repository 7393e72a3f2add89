using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Twin.Bench;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes bench decide</c>: what single commands cost on full sites with long queues.</summary>
internal static class BenchDecide
{
    private const int MostDevices = 10_000_000;

    public static Command Create(Terminal terminal)
    {
        var devices = new Option<int[]>("--devices") { Description = "Sizes of the site, in accelerators.", DefaultValueFactory = _ => [220_000], HelpName = "N", AllowMultipleArgumentsPerToken = true };
        var waiting = new Option<int>("--waiting") { Description = "How many jobs wait.", DefaultValueFactory = _ => 10_000, HelpName = "N" };
        var largest = new Option<int>("--largest") { Description = "The largest gang, in nodes.", DefaultValueFactory = _ => 1_000, HelpName = "NODES" };
        var rounds = new Option<int>("--rounds") { Description = "How many completions and submissions are measured.", DefaultValueFactory = _ => 20_000, HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("decide", "Measure single commands, each to quiescence, on a full site with a long queue.") { devices, waiting, largest, rounds, json };
        HelpWithExample.AddTo(command, "rhodes bench decide", "rhodes bench decide --devices 2200 22000 220000 --largest 32");
        command.SetAction(parsed => Run(
            new(parsed.GetRequiredValue(devices), parsed.GetValue(waiting), parsed.GetValue(largest), parsed.GetValue(rounds), parsed.GetValue(json)), terminal));
        return command;
    }

    private static int Run(Options options, Terminal terminal)
    {
        if (options.Devices.Any(devices => devices is < 1 or > MostDevices)) return terminal.Refuse($"--devices is {string.Join(' ', options.Devices)}; 1 to {MostDevices:#,0} are possible");
        if (options.Waiting < 1 || options.Rounds < 1) return terminal.Refuse("--waiting and --rounds must be at least 1");
        if (options.Largest < 1 || options.Devices.Any(devices => options.Largest > devices / 8)) return terminal.Refuse($"--largest is {options.Largest} nodes; it must fit on the smallest site");
        List<(DecisionBench Bench, DecisionFigures Figures)> runs = [];
        using LongWork work = new("measuring decisions", terminal);
        foreach (var devices in options.Devices)
        {
            DecisionBench bench = new(devices, options.Largest);
            bench.Fill(options.Waiting);
            bench.Measure(Math.Max(1, options.Rounds / 4));   // so that the program is compiled for what it does
            runs.Add((bench, bench.Measure(options.Rounds)));
            work.Report((double)runs.Count / options.Devices.Length);
        }

        if (options.AsJson) terminal.Out.WriteLine(JsonOf(runs));
        else Show(runs, terminal);
        return ExitCodes.Done;
    }

    private static void Show(List<(DecisionBench Bench, DecisionFigures Figures)> runs, Terminal terminal)
    {
        var table = Tables.WithColumns("command", "#devices", "#in use", "#waiting", "#commands", "#mean µs", "#p50", "#p99", "#p99.9", "#bytes each");
        foreach (var (bench, figures) in runs)
        {
            foreach (var (name, cost) in Rows(figures))
            {
                table.Add(name, $"{bench.Nodes * 8:#,0}", $"{100 * bench.InUse:0.0} %", $"{bench.Waiting:#,0}", $"{cost.Count:#,0}", $"{cost.MeanMicroseconds:#,0.0}",
                    $"{cost.MicrosecondsAt(500):#,0.0}", $"{cost.MicrosecondsAt(990):#,0.0}", $"{cost.MicrosecondsAt(999):#,0.0}", $"{cost.BytesEach:#,0}");
            }
        }

        terminal.Tables.Write(table);
    }

    private static (string Name, CommandCost Cost)[] Rows(DecisionFigures figures) =>
        [("submit", figures.Submissions), ($"completion, up to {DecisionFigures.Small} nodes", figures.Completions), ("completion, larger", figures.LargeCompletions)];

    private static string JsonOf(List<(DecisionBench Bench, DecisionFigures Figures)> runs) => Json.Text(new JsonObject
    {
        ["runs"] = Json.List(runs, run => new JsonObject
        {
            ["devices"] = run.Bench.Nodes * 8,
            ["utilisation"] = Math.Round(run.Bench.InUse, 4),
            ["waiting"] = run.Bench.Waiting,
            ["submit"] = JsonOf(run.Figures.Submissions),
            ["completion"] = JsonOf(run.Figures.Completions),
            ["completion_larger"] = JsonOf(run.Figures.LargeCompletions),
        }),
    });

    private static JsonObject JsonOf(CommandCost cost) => new()
    {
        ["commands"] = cost.Count,
        ["mean_us"] = cost.MeanMicroseconds,
        ["p50_us"] = cost.MicrosecondsAt(500),
        ["p99_us"] = cost.MicrosecondsAt(990),
        ["bytes_each"] = cost.BytesEach,
    };

    private sealed record Options(int[] Devices, int Waiting, int Largest, int Rounds, bool AsJson);
}
