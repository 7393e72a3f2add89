using System.CommandLine;
using Rhodes.Cli.Client;
using Rhodes.Cli.Live;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Replay;

using Rhodes.Server.Explain;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes explain JOB</c>, or <c>rhodes explain SCENARIO JOB --at T</c>: what a job does, or why it waits and what would start it.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var what = new Argument<string[]>("WHAT")
        {
            Description = "JOB: a job of the server that is asked, by its number or name, or TENANT/JOB. Or two: a scenario's file or folder, a data folder or an export of a log, and TENANT/JOB: a job of it.", Arity = new(1, 2),
        };
        var at = new Option<string?>("--at") { Description = "In a scenario or a log: when; an instant, or a duration since the start.", HelpName = "T" };
        var context = ClientCommand.Context();
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var set = Loading.Set();
        var command = new Command("explain", "Tell what a job does, or why it waits and what would start it: now at a server, or at an instant of a scenario or of a log.") { what, set, at, context, json };
        HelpWithExample.AddTo(command, "rhodes explain train", "rhodes explain examples/workstation house/tune --at 9h", "rhodes explain examples/workstation friend/1 --at 6h --json", "rhodes explain lab.jsonl.gz house/3 --at 36h");
        command.SetAction(async (parsed, cancel) =>
        {
            var words = parsed.GetRequiredValue(what);
            if (words.Length == 1)
            {
                foreach (var option in new Option[] { at, set })
                    if (parsed.GetResult(option) is { Implicit: false }) return terminal.Refuse($"{option.Name}: is of a scenario; expected SCENARIO TENANT/JOB, or a job of a server without it");
                return await ClientCommand.RunAsync(parsed.GetValue(context), parsed.GetValue(json), terminal, cancel, asking => LiveExplain.RunAsync(asking, words[0])).ConfigureAwait(false);
            }

            if (parsed.GetValue(context) is not null) return terminal.Refuse("--context: is of no use with a scenario");
            if (LoggedSite.IsLog(words[0]))
            {
                if (parsed.GetResult(set) is { Implicit: false }) return terminal.Refuse("--set: is of no use with a log, which is as it was");
                return LogCommand.Guarded(terminal, () => RunLogged(words[0], words[1], parsed.GetValue(at), parsed.GetValue(json), terminal));
            }

            return parsed.GetValue(at) is { } when ? Run(words[0], parsed.GetRequiredValue(set), words[1], when, parsed.GetValue(json), terminal)
                : terminal.Refuse("Option '--at' is required with a scenario.");
        });
        return command;
    }

    private static int Run(string path, string[] set, string asked, string when, bool asJson, Terminal terminal)
    {
        if (!Loading.TryLoadScenario(path, set, terminal, out var scenario)) return ExitCodes.BadInput;
        if (!TryReadJob(asked, terminal, out var tenant, out var job) || !IsTenant(tenant, [.. scenario.Site.Tenants.Select(each => each.Name)], terminal)) return ExitCodes.BadInput;
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

    /// <summary>The same of a log: what was decided, and not what would be decided now.</summary>
    private static int RunLogged(string path, string asked, string? when, bool asJson, Terminal terminal)
    {
        if (!TryReadJob(asked, terminal, out var tenant, out var job)) return ExitCodes.BadInput;
        JobStory story = new(tenant, job);
        if (!LoggedSite.TryReplay(path, when, story.Saw, terminal, out var site)) return ExitCodes.BadInput;
        if (!IsTenant(tenant, [.. site.State.Tenants.Select(each => each.Spec.Name)], terminal)) return ExitCodes.BadInput;
        if (story.Jobs.Count == 0) return terminal.Refuse($"JOB: tenant '{tenant}' has no job '{job}' at {site.State.Now}; it has {site.State.Tenants[site.State.TenantIndex(tenant)].NextJob - 1:#,0} jobs by then, numbered from 1.");
        var core = ControlCore.From(site.State);
        List<Explanation> explanations = [.. story.Jobs.Select(told => Explanation.Of(told, core))];
        if (asJson) terminal.Out.WriteLine(ExplanationView.Json(path, tenant, site.State.Now, explanations));
        else ExplanationView.Show(tenant, site.State.Now, explanations, terminal);
        return ExitCodes.Done;
    }

    private static bool TryReadJob(string asked, Terminal terminal, out string tenant, out string job)
    {
        var slash = asked.IndexOf('/');
        (tenant, job) = slash < 0 ? ("", "") : (asked[..slash], asked[(slash + 1)..]);
        if (tenant.Length > 0 && job.Length > 0) return true;
        terminal.Refuse($"JOB: '{asked}'; expected a tenant, a slash, and the name or number of one of its jobs, such as house/tune or house/3");
        return false;
    }

    private static bool IsTenant(string tenant, List<string> names, Terminal terminal)
    {
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
