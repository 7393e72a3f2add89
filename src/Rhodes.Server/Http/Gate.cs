using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Units;
using Rhodes.Server.Access;
using Rhodes.Server.Site;
using Rhodes.Server.Views;

namespace Rhodes.Server.Http;

/// <summary>What an endpoint lets one do, and in words.</summary>
internal sealed record Needs(Right Right, string What);

/// <summary>An endpoint that looks at no view of work, and whose answer does not wait for any: what makes submitting quick. All others wait until views have what was answered before.</summary>
internal sealed record NeedsNoViews;

/// <summary>Lets in who may, before any endpoint runs. What has no <see cref="Needs"/> is closed.</summary>
internal sealed class Gate(RequestDelegate next, SiteFacts facts, SiteWriter writer)
{
    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null) return next(context);
        var needs = endpoint.Metadata.GetMetadata<Needs>();
        if (needs is { Right: Right.Open }) return next(context);
        if (Refusal(context, needs) is not { } refusal) return endpoint.Metadata.GetMetadata<NeedsNoViews>() is not null || writer.ViewsCaughtUp is not { IsCompleted: false } behind ? next(context) : NextAfterAsync(behind, context);
        if (context.Features.Get<Caller>() is null) context.Response.Headers.WWWAuthenticate = "Bearer";
        return refusal.ExecuteAsync(context);
    }

    private async Task NextAfterAsync(Task behind, HttpContext context)
    {
        await behind.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        await next(context).ConfigureAwait(false);
    }

    private IResult? Refusal(HttpContext context, Needs? needs)
    {
        if (context.Features.Get<Caller>() is not { } caller) return context.Request.Headers.Authorization.Count == 0 ? Refusals.NotKnown() : Refusals.NoSuchKey();
        // No route: the routing's own answer to a method or a kind of body that a path does not take.
        if (needs is null) return context.GetEndpoint() is RouteEndpoint ? Refusals.MayNot(Words.Of(caller.Role), "use this") : null;
        var tenant = caller.Tenant;
        if (context.GetRouteValue("tenant") is string named)
        {
            tenant = facts.Now.TenantIndex(named);
            if (tenant < 0 || (tenant != caller.Tenant && !Rights.SeesOthers(caller.Role))) return Refusals.NoTenant(named);
        }

        return Rights.May(caller.Role, needs.Right, tenant == caller.Tenant) ? null : Refusals.MayNot(Words.Of(caller.Role), needs.What);
    }
}

internal static class GateExtensions
{
    /// <param name="what">As in "does not let you …".</param>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, Right right, string what) => endpoint.WithMetadata(new Needs(right, what));

    public static RouteHandlerBuilder WithoutViews(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new NeedsNoViews());

    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>() ?? throw Invariant.Broken("the gate asks who it is before an endpoint runs");
}
