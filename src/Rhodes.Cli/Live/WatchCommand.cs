using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;
using Rhodes.Server.Views;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes watch</c>: the work as it changes. On a terminal a table that is drawn again; elsewhere a line for each change.</summary>
internal static class WatchCommand
{
    private const int MostJobs = 1_000;

    public static Command Create(Terminal terminal)
    {
        var tenant = ClientCommand.Tenant("Only this tenant's. Default: of all that you may see.");
        return ClientCommand.Create("watch", "Watch jobs change, until Ctrl-C.", [tenant], ["rhodes watch", "rhodes watch --json | jq .state"], terminal,
            (parsed, asking) => RunAsync(asking, parsed.GetValue(tenant)));
    }

    private static async Task<int> RunAsync(Asking asking, string? tenant)
    {
        var me = await asking.WhoAmIAsync().ConfigureAwait(false);
        ChangeStream stream = new(asking.Site, tenant is null ? "" : $"?tenant={Uri.EscapeDataString(tenant)}");
        if (asking.Terminal.OutIsTerminal && !asking.AsJson)
        {
            using WatchScreen screen = new(asking, me, tenant is null && PsCommand.SeesOthers(me.Role));
            return await FollowAsync(asking, stream, tenant, screen.Start, screen.Change, screen.Tell).ConfigureAwait(false);
        }

        WatchLines lines = new(asking.Terminal, asking.AsJson);
        if (!asking.AsJson) JobTable.TellWhetherSimulated(me, asking.Terminal);
        await asking.Terminal.Out.FlushAsync(asking.Cancel).ConfigureAwait(false);
        return await FollowAsync(asking, stream, tenant, lines.Start, lines.Change, sentence => asking.Terminal.Error.WriteLine(sentence)).ConfigureAwait(false);
    }

    /// <param name="start">Gets all open jobs, at first and whenever something was missed.</param>
    private static async Task<int> FollowAsync(Asking asking, ChangeStream stream, string? tenant, Action<List<JobView>> start, Action<JobView, string> change, Action<string> tell)
    {
        var (isFirst, isAway) = (true, false);
        await foreach (var told in stream.ReadAsync(asking.Cancel).ConfigureAwait(false))
        {
            if (told.Kind == "away")
            {
                if (!isAway) tell($"{told.Data} Coming back to it; Ctrl-C ends.");
                isAway = true;
            }
            else if (told.Kind == "here")
            {
                if (isAway) tell("");
                isAway = false;
                // Asked once the stream stands, so that nothing is between the list and the first change.
                if (isFirst) start(await OpenAsync(asking, tenant).ConfigureAwait(false));
                isFirst = false;
            }
            else if (told.Kind == "lost") start(await OpenAsync(asking, tenant).ConfigureAwait(false));
            else if (told.Kind == "job") change(Reply.Read<JobView>(System.Text.Encoding.UTF8.GetBytes(told.Data)), told.Data);
        }

        return ExitCodes.Done;
    }

    private static async Task<List<JobView>> OpenAsync(Asking asking, string? tenant) =>
        (await ListPages.ReadAsync(asking, $"jobs?state=open{PsCommand.Query("tenant", tenant)}", "jobs", MostJobs).ConfigureAwait(false)).Items.As<JobView>();
}

/// <summary>A line for each change of a job's state.</summary>
internal sealed class WatchLines(Terminal terminal, bool asJson)
{
    private readonly Dictionary<(string, int), string> _known = [];

    public void Start(List<JobView> open)
    {
        foreach (var job in open) _known[(job.Tenant, job.Job)] = Words(job);
    }

    public void Change(JobView job, string data)
    {
        if (asJson) terminal.Out.WriteLine(Reply.Parse(System.Text.Encoding.UTF8.GetBytes(data)).ToJsonString());
        else if (_known.GetValueOrDefault((job.Tenant, job.Job)) is var before && before != Words(job))
            terminal.Out.WriteLine($"{(job.ChangedAt is { } at ? $"{Times.When(at)} " : "")}{Plain.Text(job.Tenant)}/{job.Job} {Plain.Text(JobTable.NameOf(job))}: {(before is null ? "" : $"{before} -> ")}{Words(job)}");
        terminal.Out.Flush();
        if (job.State == "over") _known.Remove((job.Tenant, job.Job));
        else _known[(job.Tenant, job.Job)] = Words(job);
    }

    private static string Words(JobView job) => JobTable.PlaceOf(job) switch
    {
        "" => JobTable.StateOf(job),
        "own" => $"{JobTable.StateOf(job)} on own cells",
        var place => $"{JobTable.StateOf(job)} on {place}",
    };
}
