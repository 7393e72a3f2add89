using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Twin.Laws;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes bench laws</c>: the laws under many random seeds.</summary>
internal static class BenchCommand
{
    /// <summary>Shares below this prove little: the worlds are too tame.</summary>
    private const int LeastPercent = 30;

    private const int MostTold = 10;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("bench", "Long checks and measurements.") { CreateLaws(terminal), BenchDecide.Create(terminal), BenchQuote.Create(terminal), BenchPacking.Create(terminal), BenchLog.Create(terminal), BenchApi.Create(terminal) };
        HelpWithExample.AddTo(command, "rhodes bench laws --seeds 300", "rhodes bench decide", "rhodes bench quote", "rhodes bench packing bench/openb", "rhodes bench log");
        return command;
    }

    private static Command CreateLaws(Terminal terminal)
    {
        var seeds = new Option<int>("--seeds") { Description = "How many random worlds.", DefaultValueFactory = _ => 10_000, HelpName = "N" };
        var first = new Option<ulong>("--first") { Description = "The first seed; a world is replayed by its number and --seeds 1.", DefaultValueFactory = _ => 1, HelpName = "SEED" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("laws", "Play random worlds of fabrics, leases, work and faults, and check every law after every instant.") { seeds, first, json };
        HelpWithExample.AddTo(command, "rhodes bench laws --seeds 10000");
        command.SetAction(parsed => Run(parsed.GetValue(first), parsed.GetValue(seeds), parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(ulong first, int seeds, bool asJson, Terminal terminal)
    {
        if (seeds < 1) return terminal.Refuse($"--seeds is {seeds}; at least 1 is needed");
        LawCampaign campaign = new();
        using LongWork work = new("playing random worlds", terminal);
        using CancellationTokenSource cancel = new();
        var gate = new Lock();
        try
        {
            campaign.Play(first, seeds, () =>
            {
                lock (gate) work.Report((double)campaign.Runs / seeds);
                if (work.IsInterrupted) cancel.Cancel();
            }, cancel.Token);
        }
        catch (OperationCanceledException)
        {
            work.Clear();
            terminal.Error.WriteLine($"interrupted after {campaign.Runs:#,0} worlds");
        }

        if (asJson) terminal.Out.WriteLine(JsonOf(campaign, first, work.Seconds));
        else Show(campaign, first, work.Seconds, terminal);
        return campaign.Broken.Count > 0 || campaign.Runs < seeds ? ExitCodes.Negative : ExitCodes.Done;
    }

    private static void Show(LawCampaign campaign, ulong first, decimal seconds, Terminal terminal)
    {
        var table = Tables.WithColumns("of the runs, with a", "#runs", "#share");
        for (var i = 0; i < LawCampaign.Load.Length; i++)
        {
            var share = 100m * campaign.With[i] / Math.Max(1, campaign.Runs);
            table.Add(LawCampaign.Load[i].Name.Replace('_', ' '), $"{campaign.With[i]:#,0}", $"{share:0.0} %{(share < LeastPercent ? " (too few)" : "")}");
        }

        terminal.Tables.Write(table);
        foreach (var run in campaign.Broken.Take(MostTold)) terminal.Out.WriteLine($"seed {run.Seed}: {run.Violations[0]}");
        terminal.Out.WriteLine(
            $"{campaign.Runs:#,0} worlds from seed {first}, {campaign.Events:#,0} events, {campaign.Broken.Count:#,0} with violations; {seconds:0.0} s.");
    }

    private static string JsonOf(LawCampaign campaign, ulong first, decimal seconds)
    {
        JsonObject shares = [];
        for (var i = 0; i < LawCampaign.Load.Length; i++) shares[LawCampaign.Load[i].Name] = Math.Round((decimal)campaign.With[i] / Math.Max(1, campaign.Runs), 4);
        return Json.Text(new JsonObject
        {
            ["first_seed"] = first,
            ["runs"] = campaign.Runs,
            ["events"] = campaign.Events,
            ["wall_seconds"] = seconds,
            ["share_of_runs_with"] = shares,
            ["law_violations"] = campaign.Broken.Sum(run => run.Violations.Count),
            ["broken_seeds"] = Json.List(campaign.Broken, run => new JsonObject { ["seed"] = run.Seed, ["first_violation"] = run.Violations[0] }),
        });
    }
}
