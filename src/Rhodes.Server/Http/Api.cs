using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Rhodes.Server.Access;

namespace Rhodes.Server.Http;

/// <summary>All endpoints of a site.</summary>
internal static class Api
{
    public static void Map(WebApplication web)
    {
        var api = web.MapGroup("/api/v1");
        JobEndpoints.Map(api);
        OutputEndpoints.Map(api);
        ServiceEndpoints.Map(api);
        LeaseEndpoints.Map(api);
        FabricEndpoints.Map(api);
        PeopleEndpoints.Map(api);
        AuditEndpoints.Map(api);
        ChangeEndpoints.Map(api);
        web.MapGet("/healthz", () => Results.Text("ok\n")).WithTags("Health").Needs(Right.Open, "ask").Describe("Whether the process answers.").Produces<string>(200, "text/plain");
        web.MapGet("/readyz", ReadyAsync).WithTags("Health").Needs(Right.Open, "ask").Describe("Whether the site decides, and what it decides becomes durable.").Produces<string>(200, "text/plain").ProducesProblem(503);
        web.MapGet("/metrics", MetricsAsync).WithTags("Health").Needs(Right.SeeSite, "see the site's figures").Describe("Figures in Prometheus' text form.").Produces<string>(200, "text/plain");
        web.MapOpenApi().WithMetadata(new Needs(Right.Open, "ask"));
        StaticPages.Map(web);
    }

    private static async Task<IResult> ReadyAsync(SiteServices site)
    {
        await site.Writer.Read(core => core.State.Now).ConfigureAwait(false);
        return Results.Text("ready\n");
    }

    private static async Task<IResult> MetricsAsync(SiteServices site)
    {
        var (use, devices, now, recalling) = await site.Writer.Read(core => (FabricEndpoints.InUse(core.State), core.State.Fabric.Devices, core.State.Now, core.State.Starting.Count)).ConfigureAwait(false);
        StringBuilder text = new();
        void Write(string name, string type, string help, params (string Labels, decimal Value)[] values)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
            foreach (var (labels, value) in values) text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
        }

        Write("rhodes_devices", "gauge", "Devices of the site.", ("", devices));
        Write("rhodes_devices_in_use", "gauge", "Devices by what they are used for now.", [.. use.Select(each => ($"{{use=\"{each.Key}\"}}", (decimal)each.Value))]);
        Write("rhodes_jobs", "gauge", "Jobs that are not over, by state.", [.. site.Jobs.CountOpen().Select(each => ($"{{state=\"{each.Key}\"}}", (decimal)each.Value))]);
        Write("rhodes_turns_starting", "gauge", "Jobs whose turn has come and that wait for what is lent to leave.", ("", recalling));
        Write("rhodes_log_entries", "counter", "Entries of the log.", ("", site.Store.End().Sequence));
        Write("rhodes_requests_waiting", "gauge", "Requests that wait to be decided.", ("", site.Writer.Waiting));
        Write("rhodes_watchers", "gauge", "Open streams of changes.", ("", site.Changes.Watchers));
        Write("rhodes_site_time_seconds", "gauge", "The site's time, in seconds since 1970.", ("", now.Milliseconds / 1_000m));
        Write("rhodes_hardware_is_simulated", "gauge", "1: no program runs here.", ("", site.Engine.IsSimulated ? 1 : 0));
        Write("process_resident_memory_bytes", "gauge", "Memory of the process.", ("", Environment.WorkingSet));
        Write("process_cpu_seconds_total", "counter", "CPU time of the process.", ("", decimal.Round((decimal)Environment.CpuUsage.TotalTime.TotalSeconds, 3)));
        return Results.Text(text.ToString(), "text/plain; version=0.0.4");
    }
}
