using System.CommandLine;
using Rhodes.Cli.Client;
using Rhodes.Cli.Live;
using Rhodes.Core.Units;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes fabric</c>: the hardware of a site folder or a server, and how much of it is leased or in use.</summary>
internal static class FabricCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string?>("SITE") { Description = "A site folder. Without one: the machines of the server that is asked, and what they are used for.", Arity = ArgumentArity.ZeroOrOne };
        var at = new Option<string?>("--at") { Description = "Of a site folder: leased and free at this instant; now if not given.", HelpName = "T" };
        var context = ClientCommand.Context();
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var show = new Command("show", "Show a site's halls, pods, racks and nodes, and how much is leased or in use.") { path, at, context, json };
        HelpWithExample.AddTo(show, "rhodes fabric show", "rhodes fabric show examples/university");
        show.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(path) is { } site)
                return parsed.GetValue(context) is not null ? terminal.Refuse("--context: is of no use with a site folder") : Run(site, parsed.GetValue(at), parsed.GetValue(json), terminal);
            if (parsed.GetValue(at) is not null) return terminal.Refuse("--at: is for a site folder; a server answers for now");
            return await ClientCommand.RunAsync(parsed.GetValue(context), parsed.GetValue(json), terminal, cancel, LiveFabric.ShowAsync).ConfigureAwait(false);
        });
        var command = new Command("fabric", "Show the hardware of a site.") { show, LiveFabric.Nodes(terminal) };
        HelpWithExample.AddTo(command, "rhodes fabric show examples/university");
        command.SetAction(_ => command.Parse("--help").Invoke(new() { Output = terminal.Out, Error = terminal.Error }));
        return command;
    }

    private static int Run(string path, string? asked, bool asJson, Terminal terminal)
    {
        if (!Loading.TryLoadSite(path, terminal, out var site)) return ExitCodes.BadInput;
        var at = LeasedSite.Today;
        if (asked is not null && !Loading.TryReadTime("--at", asked, Instant.Beginning, terminal, out at)) return ExitCodes.BadInput;
        if (!LeasedSite.TryPlay(site, at, terminal, out var core)) return ExitCodes.BadInput;
        var pools = FabricBranches.Of(core.State, at);
        if (asJson) terminal.Out.WriteLine(FabricView.Json(site.Fabric.Site, at, pools));
        else FabricView.Show(site.Fabric.Site, at, pools, terminal);
        return ExitCodes.Done;
    }
}
