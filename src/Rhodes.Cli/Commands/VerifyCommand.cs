using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Verify;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes verify SCENARIO</c>: law 1 by replaying each tenant alone on a cluster of just its cells.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("SCENARIO") { Description = "A scenario file, or a folder with a scenario.yaml." };
        var until = new Option<string?>("--until") { Description = "End there: an instant, or a duration since the start.", HelpName = "T" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var set = Loading.Set();
        var command = new Command("verify", "Replay each tenant alone, and compare every start with what it was beside the others.") { path, set, until, json };
        HelpWithExample.AddTo(command, "rhodes verify examples/university");
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path), parsed.GetRequiredValue(set), parsed.GetValue(until), parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(string path, string[] set, string? asked, bool asJson, Terminal terminal)
    {
        if (!Loading.TryLoadScenario(path, set, terminal, out var scenario)) return ExitCodes.BadInput;
        if (!Loading.TryReadUntil(asked, scenario.From, terminal, out var until)) return ExitCodes.BadInput;

        using LongWork work = new($"verifying {scenario.Name}", terminal);
        HistoryRecorder recorder = new();
        using ScenarioRun run = new(scenario, until, recorder);
        while (!work.IsInterrupted && run.PlayNext()) work.Report(run.Fraction / 2, run.Now);
        if (run.Problem is { } problem) return terminal.Refuse(problem);
        var last = until is null && scenario.Until is null ? run.Now : run.End - new Duration(1);
        List<Verified> verified = [];
        foreach (var tenant in recorder.Tenants)
        {
            if (work.IsInterrupted) break;
            work.Report(0.5 + (0.5 * verified.Count / recorder.Tenants.Count), run.Now);
            verified.Add(Compare(tenant, recorder, last));
        }

        if (work.IsInterrupted)
        {
            work.Clear();
            terminal.Error.WriteLine("interrupted; nothing was verified");
            return ExitCodes.Interrupted;
        }

        if (asJson) terminal.Out.WriteLine(JsonOf(scenario, verified, work.Seconds));
        else Show(scenario, verified, work.Seconds, terminal);
        return verified.Exists(each => each.Differences.Count > 0) ? ExitCodes.Negative : ExitCodes.Done;
    }

    private static Verified Compare(TenantHistory tenant, HistoryRecorder recorder, Instant last)
    {
        var delays = tenant.Starts.Where(start => !start.LaunchedAt.IsNever && start.Delay > Duration.Zero).Select(start => start.Delay).ToList();
        return new(tenant.Spec.Name, tenant.Starts.Count, delays.Count, delays.DefaultIfEmpty(Duration.Zero).Max(),
            [.. Verification.Of(tenant, recorder.Pools, last).Select(difference => difference.What)]);
    }

    private static void Show(ScenarioSpec scenario, List<Verified> verified, decimal seconds, Terminal terminal)
    {
        var table = Tables.WithColumns("tenant", "#starts compared", "#delays", "#longest delay", "#differences");
        foreach (var tenant in verified)
        {
            table.Add(tenant.Tenant, $"{tenant.Starts:#,0}", $"{tenant.Delays:#,0}", $"{tenant.LongestDelay}",
                tenant.Differences.Count == 0 ? "none" : tenant.Differences.Count == Verified.MostTold ? $"{Verified.MostTold} or more" : $"{tenant.Differences.Count}");
        }

        terminal.Tables.Write(table);
        foreach (var tenant in verified)
            foreach (var difference in tenant.Differences) terminal.Out.WriteLine($"{tenant.Tenant}: {difference}");
        var starts = verified.Sum(tenant => (long)tenant.Starts);
        var different = verified.Count(tenant => tenant.Differences.Count > 0);
        terminal.Out.WriteLine(different == 0
            ? $"{scenario.Name}: sharing was invisible. All {starts:#,0} starts are as each tenant alone would have them; {seconds:0.0} s."
            : $"{scenario.Name}: sharing was VISIBLE to {different:#,0} of {verified.Count:#,0} tenants; {seconds:0.0} s.");
    }

    private static string JsonOf(ScenarioSpec scenario, List<Verified> verified, decimal seconds) => Json.Text(new JsonObject
    {
        ["scenario"] = scenario.Name,
        ["wall_seconds"] = seconds,
        ["starts_compared"] = verified.Sum(tenant => (long)tenant.Starts),
        ["is_invisible"] = verified.TrueForAll(tenant => tenant.Differences.Count == 0),
        ["tenants"] = Json.List(verified, tenant => new JsonObject
        {
            ["tenant"] = tenant.Tenant,
            ["starts_compared"] = tenant.Starts,
            ["delays"] = tenant.Delays,
            ["longest_delay"] = Json.Seconds(tenant.LongestDelay),
            ["differences"] = Json.List(tenant.Differences, difference => (JsonNode)difference),
        }),
    });

    private sealed record Verified(string Tenant, int Starts, int Delays, Duration LongestDelay, IReadOnlyList<string> Differences)
    {
        /// <summary>Verification tells no more of one tenant: the first one usually causes the rest.</summary>
        public const int MostTold = 3;
    }
}
