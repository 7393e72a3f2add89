using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Site;

namespace Rhodes.Server.Hosting;

/// <summary>Brings in what a site's files say and the site does not have yet: nodes, tenants, leases, by name. What it has already is not changed by files.</summary>
internal static class SiteSetup
{
    public static async Task BringInAsync(SiteSpec site, SiteWriter writer, Action<string> say)
    {
        var missing = await writer.Read(core => Missing(site, core.State)).ConfigureAwait(false);
        foreach (var (command, make) in missing)
            if ((await writer.Decide(new(command, "", "rhodes"), (_, at) => make(at)).ConfigureAwait(false)).Refusal is { } why) say($"{site.Folder}: {why}");
    }

    private static List<(string Command, Func<Instant, Command> Make)> Missing(SiteSpec site, SiteState state)
    {
        List<(string, Func<Instant, Command>)> missing = [];
        var nodes = site.Fabric.Nodes.Where(node => !state.Fabric.TryFind(node.Name, out _)).ToList();
        if (nodes.Count > 0) missing.Add(("add_nodes", at => new AddNodes(at, site.Fabric with { Nodes = nodes })));
        foreach (var tenant in site.Tenants.Where(tenant => state.TenantIndex(tenant.Name) < 0)) missing.Add(("add_tenant", at => new AddTenant(at, tenant)));
        foreach (var lease in site.Leases.Where(lease => state.LeaseTenant(lease.Name) < 0)) missing.Add(("confirm_lease", at => new ConfirmLease(at, lease)));
        return missing;
    }
}
