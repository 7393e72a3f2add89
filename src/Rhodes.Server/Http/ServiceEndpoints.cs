using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Server.Access;

namespace Rhodes.Server.Http;

/// <summary>Services: how many replicas there are, and how many there should be.</summary>
internal static class ServiceEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var services = api.MapGroup("/tenants/{tenant}/services").WithTags("Services");
        services.MapGet("", ListAsync).Needs(Right.SeeTenant, "see this tenant's work").Describe("List a tenant's services.").Lists<ServiceList>();
        services.MapPost("/{service}/scale", ScaleAsync).Needs(Right.Work, "change this tenant's work").Describe("Set the number of a service's replicas; 0 stops it.").Takes<ScaleRequest>().Writes<Done>();
    }

    private static async Task<IResult> ListAsync(SiteServices site, string tenant)
    {
        var index = site.Facts.Now.TenantIndex(tenant);
        return Results.Ok(new ServiceList(await site.Writer.Read(core =>
        {
            var replicas = core.State.Jobs.Where(job => job.Id.Tenant == index && job.Replica >= 0 && !job.HasEnded).ToLookup(job => job.Spec.Name, StringComparer.Ordinal);
            return core.State.Tenants[index].Services.Values.Select(service => new ServiceView(service.Name, service.Replicas,
                replicas[service.Name].Count(IsRunning), replicas[service.Name].Count(job => !IsRunning(job)))).ToList();
        }).ConfigureAwait(false)));
    }

    private static bool IsRunning(Job job) => job.Own is { Phase: AttemptPhase.Running } || job.Loan is { Phase: AttemptPhase.Running };

    private static async Task<IResult> ScaleAsync(HttpContext http, SiteServices site, string tenant, string service)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (!Bodies.TryRead<ScaleRequest>(body, out var asked, out var refusal)) return refusal;
        if (asked.Replicas is null or < 0 or > 1_000_000) return Refusals.Bad("replicas", "'replicas' is a whole number from 0 to 1000000.");
        return await Requests.DecideAsync(http, site.Writer, "scale_service", body, (_, at) => new ScaleService(at, tenant, service, asked.Replicas.Value, site.MostJobs),
            decided => Results.Ok(new Done(decided.At.ToString()))).ConfigureAwait(false);
    }
}
