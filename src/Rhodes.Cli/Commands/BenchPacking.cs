using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Core.Packing;
using Rhodes.Twin.Packing;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes bench packing</c>: how much of shared devices policies fill.</summary>
internal static class BenchPacking
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Nodes, work and orders of arrival, as in bench/openb." };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("packing", "Pack work that shares devices, in the order in which it comes, by best fit, by FGD as published, and as Rhodes does.") { folder, json };
        HelpWithExample.AddTo(command, "rhodes bench packing bench/openb");
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(string folder, bool asJson, Terminal terminal)
    {
        PackingSet set;
        try
        {
            set = PackingSet.Read(folder);
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return terminal.Refuse($"FOLDER: {no.Message}");
        }

        (string Name, IPackingPolicy Policy)[] policies =
            [("best fit", new BestFit(set.Largest.CpuMilli, set.Largest.Share)), ("FGD", new FragmentationGradient(set.Mix)), ("rhodes", new ExpectedUse(set.Mix))];
        using LongWork work = new("packing", terminal);
        List<(string Name, int Seed, PackingFigures Figures)> runs = [];
        foreach (var (name, policy) in policies)
        {
            foreach (var seed in set.Arrivals.Keys.Order())
            {
                runs.Add((name, seed, PackingRun.Play(set, seed, policy)));
                work.Report((double)runs.Count / (policies.Length * set.Arrivals.Count));
            }
        }

        work.Clear();
        if (asJson) terminal.Out.WriteLine(JsonOf(runs));
        else Show(runs, set, terminal);
        return ExitCodes.Done;
    }

    private static void Show(List<(string Name, int Seed, PackingFigures Figures)> runs, PackingSet set, Terminal terminal)
    {
        var table = Tables.WithColumns("policy", "#order", "#filled at 100 %", "#at the end", "#placed", "#of", "#µs each");
        foreach (var (name, seed, figures) in runs)
            table.Add(name, $"{seed}", Percent(figures.AtCapacity), Percent(figures.AtEnd), $"{figures.Placed:#,0}", $"{figures.Decisions:#,0}", $"{figures.MicrosecondsEach:0.0}");
        foreach (var policy in runs.GroupBy(run => run.Name))
            table.Add(policy.Key, "mean", Percent(policy.Average(run => run.Figures.AtCapacity)), Percent(policy.Average(run => run.Figures.AtEnd)), "", "", $"{policy.Average(run => run.Figures.MicrosecondsEach):0.0}");
        terminal.Tables.Write(table);
        terminal.Out.WriteLine($"{set.Capacity / ShareNode.Whole:#,0} devices, {set.Work.Count:#,0} pieces of work, some again until work for {runs[0].Figures.Arrived * 100:0} % of the devices has come.");
        terminal.Out.WriteLine("Filled: the part of all devices that is taken when work for 100 % of them, and when all work has come. Nothing is moved.");
    }

    private static string Percent(double part) => $"{part * 100:0.00} %";

    private static string JsonOf(List<(string Name, int Seed, PackingFigures Figures)> runs) => Json.Text(new JsonObject
    {
        ["runs"] = Json.List(runs, run => new JsonObject
        {
            ["policy"] = run.Name, ["order"] = run.Seed, ["filled_at_capacity"] = Math.Round(run.Figures.AtCapacity, 6), ["filled_at_end"] = Math.Round(run.Figures.AtEnd, 6),
            ["arrived"] = Math.Round(run.Figures.Arrived, 6), ["placed"] = run.Figures.Placed, ["decisions"] = run.Figures.Decisions, ["microseconds_each"] = Math.Round(run.Figures.MicrosecondsEach, 2),
        }),
    });
}
