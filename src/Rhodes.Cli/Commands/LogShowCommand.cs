using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Core.Control;
using Rhodes.Core.Metering;
using Rhodes.Core.Model;
using Rhodes.Server.Explain;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes log show</c>: what a site was like at an instant.</summary>
internal static class LogShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var log = new Argument<string>("LOG") { Description = "A data folder, also of a server that runs, or an export." };
        var at = new Option<string?>("--at") { Description = "When: an instant, or a duration since the first entry; the end if left out.", HelpName = "T" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("show", "Replay a log up to an instant, and tell what the site was like then. 'rhodes explain LOG TENANT/JOB --at T' tells of one job.") { log, at, json };
        HelpWithExample.AddTo(command, "rhodes log show lab.jsonl.gz --at 36h");
        command.SetAction(parsed => LogCommand.Guarded(terminal, () => Run(parsed.GetRequiredValue(log), parsed.GetValue(at), parsed.GetValue(json), terminal)));
        return command;
    }

    private static int Run(string path, string? when, bool asJson, Terminal terminal)
    {
        if (!LoggedSite.TryReplay(path, when, (_, _) => { }, terminal, out var site)) return ExitCodes.BadInput;
        List<TenantThen> tenants = [.. site.State.Tenants.Select((tenant, index) => TenantThen.Of(tenant.Spec.Name, site.State.Jobs.Where(job => job.Id.Tenant == index)))];
        var uses = Enum.GetValues<DeviceUse>().Select(use => (Name: TurnReasons.Snake($"{use}"), Devices: site.State.Meter.Now(use))).ToList();
        if (asJson) terminal.Out.WriteLine(JsonOf(site, tenants, uses));
        else Show(site, tenants, uses, terminal);
        return ExitCodes.Done;
    }

    private static void Show(PastSite site, List<TenantThen> tenants, List<(string Name, long Devices)> uses, Terminal terminal)
    {
        terminal.Out.WriteLine($"{site.State.Fabric.Site}, at {site.State.Now}: {site.Entries:#,0} entries with {site.Events:#,0} events.");
        terminal.Out.WriteLine($"{site.State.Fabric.Devices:#,0} devices: {string.Join(", ", uses.Where(use => use.Devices > 0).Select(use => $"{use.Devices:#,0} {use.Name}"))}");
        var table = Tables.WithColumns("tenant", "#jobs", "#on its own cells", "#devices", "#on loan", "#devices", "#waiting", "#held");
        foreach (var tenant in tenants)
            table.Add(tenant.Name, $"{tenant.Jobs:#,0}", $"{tenant.Own:#,0}", $"{tenant.OwnDevices:#,0}", $"{tenant.Loans:#,0}", $"{tenant.LoanDevices:#,0}", $"{tenant.Waiting:#,0}", $"{tenant.Held:#,0}");
        if (tenants.Count > 0) terminal.Tables.Write(table);
        terminal.Out.WriteLine($"state {Snapshot.Hash(site.State)}");
    }

    private static string JsonOf(PastSite site, List<TenantThen> tenants, List<(string Name, long Devices)> uses) => Json.Text(new JsonObject
    {
        ["site"] = site.State.Fabric.Site,
        ["at"] = Json.At(site.State.Now),
        ["entries"] = site.Entries,
        ["events"] = site.Events,
        ["state_hash"] = Snapshot.Hash(site.State),
        ["devices"] = site.State.Fabric.Devices,
        ["in_use"] = new JsonObject(uses.Select(use => KeyValuePair.Create(use.Name, (JsonNode?)use.Devices))),
        ["tenants"] = Json.List(tenants, tenant => new JsonObject
        {
            ["tenant"] = tenant.Name, ["jobs"] = tenant.Jobs, ["on_own_cells"] = tenant.Own, ["own_devices"] = tenant.OwnDevices, ["on_loan"] = tenant.Loans, ["loan_devices"] = tenant.LoanDevices,
            ["waiting"] = tenant.Waiting, ["held"] = tenant.Held,
        }),
    });

    /// <summary>What of a tenant's work was not over, and where it ran.</summary>
    private sealed record TenantThen(string Name, int Jobs, int Own, long OwnDevices, int Loans, long LoanDevices, int Waiting, int Held)
    {
        public static TenantThen Of(string name, IEnumerable<Job> jobs)
        {
            TenantThen then = new(name, 0, 0, 0, 0, 0, 0, 0);
            foreach (var job in jobs.Where(job => !job.HasEnded))
            {
                then = then with { Jobs = then.Jobs + 1 };
                if (job.Own is { } own) then = then with { Own = then.Own + 1, OwnDevices = then.OwnDevices + own.Devices };
                if (job.Loan is { } loan) then = then with { Loans = then.Loans + 1, LoanDevices = then.LoanDevices + loan.Devices };
                if (job is { Own: null, Loan: null, Held: false }) then = then with { Waiting = then.Waiting + 1 };
                if (job is { Own: null, Loan: null, Held: true }) then = then with { Held = then.Held + 1 };
            }

            return then;
        }
    }
}
