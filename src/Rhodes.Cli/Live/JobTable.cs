using Rhodes.Cli.Client;
using Rhodes.Server.Http;
using Rhodes.Server.Views;

namespace Rhodes.Cli.Live;

/// <summary>Jobs as a table that fits the terminal.</summary>
internal static class JobTable
{
    private const int LeastName = 10, MostName = 48, Rest = 64;

    /// <param name="withTenant">Whether jobs of several tenants may stand in it.</param>
    /// <param name="now">The site's time.</param>
    public static Spectre.Console.Table Of(IEnumerable<JobView> jobs, bool withTenant, string? now, Terminal terminal)
    {
        var table = Tables.WithColumns("job", "name", "state", "on", "#devices", "#waited", "#ran");
        var room = Math.Clamp(terminal.Width - Rest, LeastName, MostName);
        foreach (var job in jobs)
        {
            table.Add(withTenant ? $"{Plain.Cut(job.Tenant, 20)}/{job.Job}" : $"{job.Job}", Plain.Cut(NameOf(job), room), Plain.Cut(StateOf(job), 22), PlaceOf(job), $"{job.Devices:#,0}",
                Times.Between(job.SubmittedAt, job.StartedAt ?? job.EndedAt ?? now), job.StartedAt is null ? "" : Times.Between(job.StartedAt, job.EndedAt ?? now));
        }

        return table;
    }

    /// <summary>A replica of a service, or a job of an array, with its number.</summary>
    public static string NameOf(JobView job) => (job.Replica ?? job.ArrayIndex) is { } number ? $"{job.Name}[{number}]" : job.Name;

    /// <summary>Of a job that is over, how it ended; of a replica that waits since its program ended by itself, that it did.</summary>
    public static string StateOf(JobView job) => job.BackOffUntil is not null ? "waiting, exited" : job.Outcome is not { } outcome ? job.State
        : job.Detail is { Length: > 0 } detail && outcome != "completed" ? $"{Words(outcome)}, {detail}" : Words(outcome);

    public static string PlaceOf(JobView job) => Place(job.State == "over" ? null : job.RunsOn);

    /// <param name="claim">On which it runs; null: it does not.</param>
    public static string Place(string? claim) => claim switch
    {
        null => "",
        "guaranteed" => "own",
        _ => Plain.Text(claim),
    };

    public static string Words(string word) => Plain.Text(word).Replace('_', ' ');

    /// <summary>That nothing of it is real, where that is so.</summary>
    public static void TellWhetherSimulated(WhoAmI me, Terminal terminal)
    {
        if (me.HardwareIsSimulated) terminal.Aside(Simulated(me));
    }

    public static string Simulated(WhoAmI me) => $"{Plain.Text(me.Site)}: simulated hardware, no program runs; it is {Times.When(me.Now)} there.";
}
