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

/// <summary>Asks who it is and whether they may, before any endpoint runs. What has no <see cref="Needs"/> is closed.</summary>
internal sealed class Guard(RequestDelegate next, SiteFacts facts, Secrets secrets, SiteClock clock)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var needs = endpoint?.Metadata.GetMetadata<Needs>();
        if (endpoint is null || needs is { Right: Right.Open })
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (Refusal(context, needs) is { } refusal)
        {
            if (context.Response.StatusCode == 200 && refusal is IStatusCodeHttpResult { StatusCode: 401 }) context.Response.Headers.WWWAuthenticate = "Bearer";
            await refusal.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
    }

    private IResult? Refusal(HttpContext context, Needs? needs)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0) return Refusals.NotKnown();
        var now = facts.Now;
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || CallerOf(header[Scheme.Length..].Trim(), now) is not { } caller) return Refusals.NoSuchKey();
        context.Features.Set(caller);
        if (needs is null) return Refusals.MayNot(Words.Of(caller.Role), "use this");
        var tenant = caller.Tenant;
        if (context.GetRouteValue("tenant") is string named)
        {
            tenant = now.TenantIndex(named);
            if (tenant < 0 || (tenant != caller.Tenant && !Rights.SeesOthers(caller.Role))) return Refusals.NoTenant(named);
        }

        return Rights.May(caller.Role, needs.Right, tenant == caller.Tenant) ? null : Refusals.MayNot(Words.Of(caller.Role), needs.What);
    }

    private Caller? CallerOf(string sent, Facts now)
    {
        if (ApiKey.IdOf(sent) is not { } id || !now.Keys.TryGetValue(id, out var key)) return null;
        if (!secrets.IsHashOf(key.Hash, sent) || key.Until <= clock.Now) return null;
        return now.Users.TryGetValue((key.Tenant, key.User), out var role) ? new(key.Tenant, now.Tenants[key.Tenant].Name, key.User, role, id) : null;
    }
}

internal static class GuardExtensions
{
    /// <param name="what">As in "does not let you …".</param>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, Right right, string what) => endpoint.WithMetadata(new Needs(right, what));

    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>() ?? throw Invariant.Broken("the guard asks who it is before an endpoint runs");
}
