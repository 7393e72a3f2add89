using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes cancel</c>, <c>hold</c>, <c>release</c> and <c>update</c>: changes of jobs.</summary>
internal static class JobActions
{
    public static IEnumerable<Command> Create(Terminal terminal) =>
    [
        Act("cancel", "Stop jobs for good.", "is cancelled", terminal),
        Act("hold", "Keep jobs from starting; what runs goes on.", "is held", terminal),
        Act("release", "Let held jobs start again.", "is released", terminal),
        Update(terminal),
    ];

    private static Command Act(string action, string description, string done, Terminal terminal)
    {
        var jobs = Jobs();
        return ClientCommand.Create(action, description, [jobs], [$"rhodes {action} train", $"rhodes {action} 3 4 friend/7"], terminal,
            (parsed, asking) => EachAsync(asking, parsed.GetRequiredValue(jobs), done, path => asking.Site.ChangeAsync(HttpMethod.Post, $"{path}/{action}", null, asking.Cancel)));
    }

    private static Command Update(Terminal terminal)
    {
        var jobs = Jobs();
        Option<int?> priority = new("--priority") { Description = "The higher goes first among its tenant's jobs.", HelpName = "N" };
        Option<string?> limit = new("--time-limit") { Description = "How long it may run, such as 2h30m.", HelpName = "D" };
        return ClientCommand.Create("update", "Change jobs' priority or time limit.", [jobs, priority, limit], ["rhodes update train --priority 5", "rhodes update 3 4 --time-limit 6h"], terminal, (parsed, asking) =>
        {
            JobUpdate update = new(parsed.GetValue(priority), parsed.GetValue(limit));
            if (update is { Priority: null, TimeLimit: null }) throw ClientException.BadInput("There is nothing to change; expected --priority, --time-limit, or both");
            return EachAsync(asking, parsed.GetRequiredValue(jobs), "is changed", path => asking.Site.ChangeAsync(HttpMethod.Patch, path, Reply.Write(update), asking.Cancel));
        });
    }

    private static Argument<string[]> Jobs() => new("JOB")
    {
        Description = "Numbers or names of jobs; of a name the newest is meant, and another tenant's job has the tenant's name and a slash before it.", Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Changes every one of them, also when another could not be changed.</summary>
    private static async Task<int> EachAsync(Asking asking, string[] jobs, string done, Func<string, Task<Reply>> change)
    {
        var worst = ExitCodes.Done;
        JsonArray answers = [];
        foreach (var job in jobs)
        {
            JsonObject answer = new() { ["job"] = job };
            try
            {
                var at = (await change(await ShowCommand.PathAsync(asking, job).ConfigureAwait(false)).ConfigureAwait(false)).As<Done>().At;
                answer["at"] = at;
                if (!asking.AsJson) asking.Terminal.Out.WriteLine($"{Plain.Text(job)} {done}.");
            }
            catch (ClientException no) when (no.ExitCode is ExitCodes.Negative or ExitCodes.BadInput && no.Code.Length > 0)
            {
                (answer["refused"], worst) = (no.Message, Math.Max(worst, no.ExitCode));
                asking.Terminal.Error.WriteLine($"{Plain.Text(job)}: {no.Message}");
            }

            answers.Add(answer);
        }

        if (asking.AsJson) asking.Terminal.Out.WriteLine(Json.Text(new JsonObject { ["jobs"] = answers }));
        return worst;
    }
}
