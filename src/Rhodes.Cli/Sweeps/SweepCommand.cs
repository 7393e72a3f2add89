using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Rhodes.Cli.Commands;
using Rhodes.Files;
using Rhodes.Twin.Replay;

namespace Rhodes.Cli.Sweeps;

/// <summary><c>rhodes sweep</c>: a scenario with every combination of some values, on all cores, as one table.</summary>
internal static class SweepCommand
{
    private const int MostRuns = 10_000;

    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("SWEEP") { Description = "A sweep file, or a folder with a sweep.yaml; with --vary, a scenario." };
        var vary = new Option<string[]>("--vary") { Description = "Play it with each of these values at PATH; may be given again.", HelpName = "PATH=V1,V2,...", DefaultValueFactory = _ => [] };
        var set = Loading.Set();
        var with = CompareCommand.With("each run");
        var parallel = new Option<int?>("--parallel") { Description = "Runs at once; as many as there are cores if left out.", HelpName = "N" };
        var most = new Option<int>("--max-runs") { Description = "Refuse more runs than this.", HelpName = "N", DefaultValueFactory = _ => MostRuns };
        var output = new Option<string?>("--out") { Description = "The folder that keeps what is finished; sweep-NAME if left out.", HelpName = "DIR" };
        var csv = new Option<string?>("--csv") { Description = "Also write the table to this file.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("sweep", "Replay a scenario with every combination of some values, and put what came of them into one table.")
        {
            path, vary, set, with, parallel, most, output, csv, json,
        };
        HelpWithExample.AddTo(command, "rhodes sweep examples/workstation",
            "rhodes sweep examples/university --vary leases.physics-h100.devices=16,32 --vary \"leases.biology-h100.cells=1 x node,2 x node\" --with static");
        command.SetAction(parsed => Run(
            new(parsed.GetRequiredValue(path), parsed.GetRequiredValue(vary), parsed.GetRequiredValue(set), parsed.GetValue(with), parsed.GetValue(parallel),
                parsed.GetValue(most), parsed.GetValue(output), parsed.GetValue(csv), parsed.GetValue(json)),
            terminal));
        return command;
    }

    private static int Run(Options options, Terminal terminal)
    {
        if (!TryReadSweep(options, terminal, out var sweep)) return ExitCodes.BadInput;
        if (!Loading.TryReadSettings(options.Set, terminal, out var always)) return ExitCodes.BadInput;
        if (options.Parallel is < 1) return terminal.Refuse($"--parallel: {options.Parallel}; expected a whole number from 1");
        if (sweep.Count > options.MostRuns)
            return terminal.Refuse($"{sweep.Count:#,0} runs: {string.Join(" x ", sweep.Vary.Select(swept => $"{swept.Values.Count:#,0} of {swept.Path}"))}; expected at most {options.MostRuns:#,0}, or --max-runs {sweep.Count}");
        if (!TryFindNeed(sweep, always, terminal, out var needBytes)) return ExitCodes.BadInput;
        if (!SweepFolder.TryOpen(options.Out ?? $"sweep-{sweep.Name}", terminal, out var folder)) return ExitCodes.BadInput;
        using (folder)
        {
            FileStream? csv = null;
            if (options.Csv is { } table && !Loading.TryCreate("--csv", table, terminal, out csv)) return ExitCodes.BadInput;
            using (csv)
            {
                List<SweepRun> runs = [.. sweep.Combinations().Select(varied => new SweepRun(sweep.Scenario, always, varied, sweep.With))];
                return Play(new(sweep, runs, folder), Parallel(options.Parallel ?? sweep.Parallel, needBytes, terminal), csv, options.AsJson, terminal);
            }
        }
    }

    private static int Play(SweepTable table, int parallel, FileStream? csv, bool asJson, Terminal terminal)
    {
        using LongWork work = new($"sweeping {table.Sweep.Name}", terminal);
        foreach (var run in table.Runs) run.Result = table.Folder.Find(run);
        List<SweepRun> missing = [.. table.Runs.Where(run => run.Result is null)];
        if (!new Sweeping(table.Folder, parallel, work).Play(missing))
        {
            work.Clear();
            terminal.Error.WriteLine(
                $"interrupted; {table.Runs.Count(run => run.Result is not null):#,0} of {table.Runs.Count:#,0} runs are finished and kept in {table.Folder.Path}. The same command goes on from there.");
            return ExitCodes.Interrupted;
        }

        work.Clear();
        if (csv is not null) SweepCsv.Write(table, csv);
        if (asJson) terminal.Out.WriteLine(SweepJson.Of(table, missing.Count, work.Seconds));
        else SweepView.Show(table, missing.Count, work.Seconds, terminal);
        return table.Runs.All(run => run.IsBadInput) ? ExitCodes.BadInput : table.HasNegative ? ExitCodes.Negative : ExitCodes.Done;
    }

    private static bool TryReadSweep(Options options, Terminal terminal, [NotNullWhen(true)] out SweepSpec? sweep)
    {
        sweep = null;
        if (!CompareCommand.TryReadBaselines(options.With, terminal, out var with)) return false;
        if (options.Vary.Length > 0) return TryReadVaried(options, [.. with.Select(baseline => baseline.Name)], terminal, out sweep);
        var loaded = SweepFiles.Load(options.Path, CompareCommand.Baselines);
        if (!loaded.IsSound)
        {
            terminal.Refuse(loaded.Problems);
            terminal.Error.WriteLine("  To sweep a scenario without a sweep file, say what varies: --vary scenario.seed=1,2,3");
            return false;
        }

        sweep = options.With is null ? loaded.Value : loaded.Value with { With = [.. with.Select(baseline => baseline.Name)] };
        return true;
    }

    private static bool TryReadVaried(Options options, List<string> with, Terminal terminal, [NotNullWhen(true)] out SweepSpec? sweep)
    {
        sweep = null;
        var parsed = options.Vary.Select(text => SweepFiles.Parse("--vary", text)).ToList();
        List<SweptPath> vary = [.. parsed.Select(each => each.Value).OfType<SweptPath>()];
        if (vary.Count < parsed.Count) return terminal.Refuse(parsed.SelectMany(each => each.Problems)) == ExitCodes.Done;
        if (vary.GroupBy(swept => swept.Path, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return terminal.Refuse($"--vary {twice.Key}: given {twice.Count()} times; expected all of its values in one list") == ExitCodes.Done;
        var name = Path.GetFileName(Path.GetFullPath(File.Exists(options.Path) ? Path.GetDirectoryName(Path.GetFullPath(options.Path))! : options.Path));
        sweep = new() { Name = name, Scenario = options.Path, Vary = vary, With = with };
        return true;
    }

    /// <summary>Reads the scenario with each value once. As long as one reads well, the others' mistakes are rows of the table.</summary>
    /// <param name="needBytes">About what one run needs.</param>
    /// <returns>False when none reads well; what is wrong with the first was said then.</returns>
    private static bool TryFindNeed(SweepSpec sweep, List<Setting> always, Terminal terminal, out long needBytes)
    {
        needBytes = 0;
        IReadOnlyList<Problem>? first = null;
        foreach (var varied in sweep.EveryValueOnce())
        {
            var loaded = Loading.Load(sweep.Scenario, [.. always, .. varied]);
            first ??= loaded.Problems;
            if (loaded.Value is { } scenario) needBytes = Math.Max(needBytes, MemoryNeed.Bytes(scenario));
        }

        if (needBytes == 0) terminal.Refuse(first!);
        return needBytes > 0;
    }

    private static int Parallel(int? asked, long needBytes, Terminal terminal)
    {
        var wanted = asked ?? Environment.ProcessorCount;
        var fitting = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / needBytes, 1, int.MaxValue);
        if (fitting < wanted) terminal.Error.WriteLine($"{fitting} at once and not {wanted}: each run needs about {needBytes >> 20:#,0} MiB of memory");
        return Math.Min(wanted, fitting);
    }

    private sealed record Options(
        string Path, string[] Vary, string[] Set, string? With, int? Parallel, int MostRuns, string? Out, string? Csv, bool AsJson);
}
