using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Server.Views;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes ps</c>: the work that there is.</summary>
internal static class PsCommand
{
    private const int UsualLimit = 200;

    private static readonly string[] States = ["open", "all", "waiting", "held", "starting", "running", "stopping", "over"];

    public static Command Create(Terminal terminal)
    {
        Option<bool> all = new("--all") { Description = "Also what is over." };
        var tenant = ClientCommand.Tenant("Only this tenant's. Default: of all that you may see.");
        Option<string?> state = new("--state") { Description = "Only in this state: waiting, held, starting, running, stopping or over.", HelpName = "STATE" };
        state.CompletionSources.Add(States);
        Option<string?> name = new("--name") { Description = "Only of this name.", HelpName = "NAME" };
        Option<int> limit = new("--limit") { Description = "At most so many, the newest.", HelpName = "N", DefaultValueFactory = _ => UsualLimit };
        return ClientCommand.Create("ps", "List jobs, newest first: those that are not over.", [all, tenant, state, name, limit], ["rhodes ps", "rhodes ps --all --name train --json"], terminal, (parsed, asking) =>
        {
            if (parsed.GetValue(limit) < 1) throw ClientException.BadInput($"--limit: found {parsed.GetValue(limit)}; expected at least 1");
            if (parsed.GetValue(all) && parsed.GetValue(state) is not null) throw ClientException.BadInput("--all: says which states, and so does --state; expected one of them");
            var query = $"jobs?state={Uri.EscapeDataString(parsed.GetValue(state) ?? (parsed.GetValue(all) ? "all" : "open"))}{Query("tenant", parsed.GetValue(tenant))}{Query("name", parsed.GetValue(name))}";
            return RunAsync(asking, query, parsed.GetValue(limit), parsed.GetValue(tenant) is null);
        });
    }

    public static string Query(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    private static async Task<int> RunAsync(Asking asking, string query, int limit, bool severalTenants)
    {
        var me = await asking.WhoAmIAsync().ConfigureAwait(false);
        var (items, hasMore) = await ListPages.ReadAsync(asking, query, "jobs", limit).ConfigureAwait(false);
        if (asking.AsJson)
        {
            asking.Terminal.Out.WriteLine(Json.Text(new JsonObject
            {
                ["site"] = me.Site, ["now"] = me.Now, ["hardware_is_simulated"] = me.HardwareIsSimulated, ["jobs"] = items, ["has_more"] = hasMore,
            }));
            return ExitCodes.Done;
        }

        if (items.Count == 0) asking.Terminal.Out.WriteLine(query.Contains("state=open", StringComparison.Ordinal) ? "No jobs wait or run; --all shows those that are over." : "There are no such jobs.");
        else asking.Terminal.Tables.Write(JobTable.Of(items.As<JobView>(), severalTenants && SeesOthers(me.Role), me.Now, asking.Terminal));
        if (hasMore) asking.Terminal.Aside($"The newest {items.Count:#,0}; --limit shows more.");
        JobTable.TellWhetherSimulated(me, asking.Terminal);
        return ExitCodes.Done;
    }

    public static bool SeesOthers(string role) => role is "owner" or "operator";
}
