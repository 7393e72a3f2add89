using System.Diagnostics.CodeAnalysis;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Replay;

namespace Rhodes.Cli;

/// <summary>A site with all of its leases confirmed, and nothing running, at an instant.</summary>
internal static class LeasedSite
{
    public static Instant Today => new(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    /// <returns>False when its leases cannot all be kept; that was said then.</returns>
    public static bool TryPlay(SiteSpec site, Instant at, Terminal terminal, [NotNullWhen(true)] out ControlCore? core)
    {
        using ScenarioRun run = new(ScenarioOf(site, at), at + new Duration(1));
        while (run.PlayNext()) { }
        core = run.Problem is null ? run.Core : null;
        if (run.Problem is { } problem) terminal.Refuse(problem);
        return core is not null;
    }

    /// <summary>Every lease is asked for by then, in the order of the file where it does not say when.</summary>
    private static ScenarioSpec ScenarioOf(SiteSpec site, Instant at)
    {
        var from = site.Leases.Select(lease => lease.Steps[0].From).Append(at).Min();
        var confirmations = site.Leases.Select(lease => new LeaseCommand(
            Instant.Earlier(at, Instant.Later(from, site.ConfirmAt.GetValueOrDefault(lease.Name, from))), lease.Name, Ends: false,
            site.LeasePlaces[lease.Name]));
        return new()
        {
            Name = site.Fabric.Site, File = site.Folder, Site = site, Seed = 0, From = from, Until = null, Traces = [], Jobs = [],
            Services = [], Commands = [], Faults = [], LeaseCommands = [.. confirmations.OrderBy(command => command.At)],
        };
    }
}
