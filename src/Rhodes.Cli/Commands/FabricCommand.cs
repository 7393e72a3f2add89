using System.CommandLine;
using Rhodes.Core.Units;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes fabric show SITE</c>: a site's hardware, and how much of it is leased.</summary>
internal static class FabricCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("SITE") { Description = "A site folder." };
        var at = new Option<string?>("--at") { Description = "Leased and free at this instant; now if not given.", HelpName = "T" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var show = new Command("show", "Show a site's halls, pods, racks and nodes, and how much is leased.") { path, at, json };
        HelpWithExample.AddTo(show, "rhodes fabric show examples/university");
        show.SetAction(parsed => Run(parsed.GetRequiredValue(path), parsed.GetValue(at), parsed.GetValue(json), terminal));
        var command = new Command("fabric", "Show the hardware of a site.") { show };
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
