using System.CommandLine;
using Rhodes.Cli.Client;
using Rhodes.Server.Explain;
using Rhodes.Server.Views;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes show JOB</c>: a job with its runs.</summary>
internal static class ShowCommand
{
    public static Argument<string> Job() => new("JOB") { Description = "The number of a job, or a name, of which the newest is meant (with [N] behind it, that one of an array or a service); of another tenant with its name and a slash before it." };

    public static Command Create(Terminal terminal)
    {
        var job = Job();
        return ClientCommand.Create("show", "Show a job with all of its runs.", [job], ["rhodes show train", "rhodes show friend/3 --json"], terminal, async (parsed, asking) =>
            asking.Answer<JobDetails>(await asking.Site.GetAsync(await PathAsync(asking, parsed.GetRequiredValue(job)).ConfigureAwait(false), asking.Cancel).ConfigureAwait(false),
                found => Show(found, terminal)));
    }

    /// <summary>The path of a job that is meant by a number or a name.</summary>
    public static async Task<string> PathAsync(Asking asking, string job)
    {
        var (tenant, name) = await asking.ReadAsync("JOB", job).ConfigureAwait(false);
        return $"tenants/{SiteClient.Segment("JOB", tenant)}/jobs/{SiteClient.Segment("JOB", name)}";
    }

    private static void Show(JobDetails job, Terminal terminal)
    {
        terminal.Out.WriteLine($"{Plain.Text(job.Tenant)}/{job.Job} ({Plain.Text(JobTable.NameOf(job))}): {JobTable.StateOf(job)}{(JobTable.PlaceOf(job) is { Length: > 0 } on ? On(on) : "")}");
        Line("project", job.Project);
        Line("needs", string.Join("; ", job.Groups.Select(Of)) + (job.Within is { } within ? $"; within one {within}" : ""));
        Line("claim", job.Claim + (job.Preemptible ? "" : ", never stopped for its tenant's other work"));
        Line("priority", job.Priority == 0 ? "" : $"{job.Priority}");
        Line("time limit", job.TimeLimitSeconds is { } limit ? Times.Length(limit) : "");
        Line("checkpoint", job.Checkpoint is { } save ? $"every {Times.Length(save.EverySeconds)}, takes {Times.Length(save.TakesSeconds)}, a restart {Times.Length(save.RestartSeconds)}" : "");
        Line("after", string.Join(", ", job.After));
        Line("run", FirstLine(string.Join(' ', job.Run.Select(Quoted))));
        Line("submitted", Times.When(job.SubmittedAt));
        Line("started", Times.When(job.StartedAt));
        Line("ended", Times.When(job.EndedAt));
        Line("saved", job.SavedSeconds == 0 ? "" : $"{Times.Length(job.SavedSeconds)} of work");
        if (job.History.Count > 0) terminal.Tables.Write(Runs(job));

        void Line(string name, string value)
        {
            if (value.Length > 0) terminal.Out.WriteLine($"  {name,-12}{Plain.Text(value)}");
        }
    }

    private static string On(string place) => place == "own" ? " on its tenant's own cells" : " on loan";

    private static string Of(GroupView group)
    {
        var nodes = $"{group.Nodes:#,0} node{(group.Nodes == 1 ? "" : "s")} with {group.DevicesPerNode} device{(group.DevicesPerNode == 1 ? "" : "s")}{(group.Nodes == 1 ? "" : " each")}";
        return nodes + (group.Accelerators.Count == 0 ? "" : $" of {string.Join(" or ", group.Accelerators)}") + (group.Within is { } within ? $" within one {within}" : "");
    }

    private static Spectre.Console.Table Runs(JobDetails job)
    {
        var table = Tables.WithColumns("#run", "on", "nodes", "started", "#ran", "how");
        foreach (var run in job.History)
            table.Add($"{run.Attempt}", JobTable.Place(run.RunsOn), Plain.Text(NameRanges.Of(run.Nodes, 3)), Times.When(run.StartedAt), Times.Between(run.StartedAt, run.EndedAt), How(run));
        return table;
    }

    private static string How(AttemptView run)
    {
        var why = run.StoppingFor is { } stopping ? JobTable.Words(stopping) : "";
        if (run.Ended is not { } ended) return why.Length == 0 ? "" : $"leaves: {why}";
        var detail = run.Detail is { Length: > 0 } said && ended != "completed" ? said : ended is "stopped" or "killed" ? why : "";
        return detail.Length == 0 ? JobTable.Words(ended) : $"{JobTable.Words(ended)}: {Plain.Text(detail)}";
    }

    /// <summary>A whole script is for <c>--json</c>.</summary>
    private static string FirstLine(string text) => text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? $"{text[..end]} …" : text;

    private static string Quoted(string word) => word.Length > 0 && !word.Any(letter => char.IsWhiteSpace(letter) || letter is '\'' or '"' or '$' or '*' or ';' or '|' or '&') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
