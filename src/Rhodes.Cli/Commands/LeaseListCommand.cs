using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Cli.Live;
using Rhodes.Core.Model;
using Rhodes.Files;
using Rhodes.Server.Quotes;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes lease list</c>: the leases of a site folder, or of a server.</summary>
internal static class LeaseListCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string?>("SITE") { Description = "A site folder. Without one: the leases of the server that is asked.", Arity = ArgumentArity.ZeroOrOne };
        var context = ClientCommand.Context();
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("list", "List leases: of a site folder, or of a server.") { path, context, json };
        HelpWithExample.AddTo(command, "rhodes lease list", "rhodes lease list examples/university");
        command.SetAction(async (parsed, cancel) => parsed.GetValue(path) is not { } site
            ? await ClientCommand.RunAsync(parsed.GetValue(context), parsed.GetValue(json), terminal, cancel, LiveLeases.ListAsync).ConfigureAwait(false)
            : parsed.GetValue(context) is not null ? terminal.Refuse("--context: is of no use with a site folder")
            : Run(site, parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(string path, bool asJson, Terminal terminal)
    {
        if (!Loading.TryLoadSite(path, terminal, out var site)) return ExitCodes.BadInput;
        if (asJson)
        {
            terminal.Out.WriteLine(Json.Text(new JsonObject { ["site"] = site.Fabric.Site, ["leases"] = Json.List(site.Leases, LeaseJson.Of) }));
            return ExitCodes.Done;
        }

        if (site.Leases.Count == 0) terminal.Out.WriteLine($"{site.Fabric.Site} has no leases.");
        else Show(site, terminal);
        return ExitCodes.Done;
    }

    private static void Show(SiteSpec site, Terminal terminal)
    {
        var table = Tables.WithColumns("lease", "tenant", "pool", "#cells", "of", "mode", "notice", "from", "until", "#windows");
        foreach (var lease in site.Leases)
        {
            table.Add(lease.Name, lease.Tenant, lease.Pool, Cells(lease), $"{lease.Shape}", lease.Mode.ToString().ToLowerInvariant(), $"{lease.RecallNotice}",
                Day(lease.Steps[0].From), Day(lease.Steps[^1].Until), $"{lease.Steps.Count:#,0}");
        }

        terminal.Tables.Write(table);
    }

    private static string Cells(LeaseSpec lease)
    {
        var (least, most) = (lease.Steps.Min(step => step.Cells), lease.Steps.Max(step => step.Cells));
        return least == most ? $"{most:#,0}" : $"{least:#,0}-{most:#,0}";
    }

    private static string Day(Core.Units.Instant at) => $"{at}".Replace("T00:00:00Z", "", StringComparison.Ordinal);
}
