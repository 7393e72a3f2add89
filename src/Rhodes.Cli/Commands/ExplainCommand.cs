using System.CommandLine;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Replay;

using Rhodes.Server.Explain;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes explain SCENARIO JOB --at T</c>: what a job does at an instant, or why it waits and what would start it.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("SCENARIO") { Description = "A scenario file, or a folder with a scenario.yaml." };
        var job = new Argument<string>("JOB") { Description = "The job: its tenant, a slash, and its name or its number among the tenant's jobs." };
        var at = new Option<string>("--at") { Description = "When: an instant, or a duration since the start.", HelpName = "T", Required = true };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var set = Loading.Set();
        var command = new Command("explain", "Tell what a job does at an instant, or why it waits and what would start it.") { path, job, set, at, json };
        HelpWithExample.AddTo(command, "rhodes explain examples/workstation house/tune --at 9h", "rhodes explain examples/workstation friend/1 --at 6h --json");
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(path), parsed.GetRequiredValue(set), parsed.GetRequiredValue(job), parsed.GetRequiredValue(at), parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(string path, string[] set, string asked, string when, bool asJson, Terminal terminal)
    {
        if (!Loading.TryLoadScenario(path, set, terminal, out var scenario)) return ExitCodes.BadInput;
        if (!TryReadJob(asked, scenario, terminal, out var tenant, out var job)) return ExitCodes.BadInput;
        if (!Loading.TryReadTime("--at", when, scenario.From, terminal, out var at)) return ExitCodes.BadInput;
        using LongWork work = new($"replaying {scenario.Name}", terminal);
        JobStory story = new(tenant, job);
        using ScenarioRun run = new(scenario, at + new Duration(1), story);
        while (!work.IsInterrupted && run.PlayNext()) work.Report(run.Fraction, run.Now);
        if (work.IsInterrupted) return ExitCodes.Interrupted;
        if (run.Problem is { } problem) return terminal.Refuse(problem);
        if (story.Jobs.Count == 0) return terminal.Refuse(Unknown(tenant, job, at, run, scenario));
        List<Explanation> explanations = [.. story.Jobs.Select(told => Explanation.Of(told, run.Core))];
        if (asJson) terminal.Out.WriteLine(ExplanationView.Json(scenario.Name, tenant, at, explanations));
        else ExplanationView.Show(tenant, at, explanations, terminal);
        return ExitCodes.Done;
    }

    private static bool TryReadJob(string asked, ScenarioSpec scenario, Terminal terminal, out string tenant, out string job)
    {
        var slash = asked.IndexOf('/');
        (tenant, job) = slash < 0 ? ("", "") : (asked[..slash], asked[(slash + 1)..]);
        if (tenant.Length == 0 || job.Length == 0)
        {
            terminal.Refuse($"JOB: '{asked}'; expected a tenant, a slash, and the name or number of one of its jobs, such as house/tune or house/3");
            return false;
        }

        var names = scenario.Site.Tenants.Select(each => each.Name).ToList();
        if (names.Contains(tenant)) return true;
        var hint = NearestName.Of(tenant, names) is { } nearest ? $"; did you mean '{nearest}'?" : $"; there are {string.Join(", ", names.Take(12))}.";
        terminal.Refuse($"JOB: the site has no tenant '{tenant}'{hint}");
        return false;
    }

    private static string Unknown(string tenant, string job, Instant at, ScenarioRun run, ScenarioSpec scenario)
    {
        var later = scenario.Jobs.FirstOrDefault(each => each.Job.Tenant == tenant && each.Job.Name == job);
        if (later is not null && later.At > at) return $"JOB: '{job}' is only submitted at {later.At}, after {at}; expected a later --at.";
        var count = run.Core.State.Tenants[run.Core.State.TenantIndex(tenant)].NextJob - 1;
        var names = scenario.Jobs.Where(each => each.Job.Tenant == tenant).Select(each => each.Job.Name).ToList();
        var hint = NearestName.Of(job, names) is { } nearest ? $"; did you mean '{nearest}'?" : $"; it has {count:#,0} jobs by then, numbered from 1.";
        return $"JOB: tenant '{tenant}' has no job '{job}' at {at}{hint}";
    }
}
