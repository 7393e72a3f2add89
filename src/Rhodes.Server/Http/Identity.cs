using Microsoft.AspNetCore.Http;
using Rhodes.Server.Access;
using Rhodes.Server.Site;
using Rhodes.Server.Views;

namespace Rhodes.Server.Http;

/// <summary>Finds out who it is, and keeps nobody out: limits are by tenant, and <see cref="Gate"/> comes behind them.</summary>
internal sealed class Identity(RequestDelegate next, SiteFacts facts, Secrets secrets, SiteClock clock)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && CallerOf(header[Scheme.Length..].Trim(), facts.Now) is { } caller) context.Features.Set(caller);
        return next(context);
    }

    private Caller? CallerOf(string sent, Facts now)
    {
        if (ApiKey.IdOf(sent) is not { } id || !now.Keys.TryGetValue(id, out var key)) return null;
        if (!secrets.IsHashOf(key.Hash, sent) || key.Until <= clock.Now) return null;
        return now.Users.TryGetValue((key.Tenant, key.User), out var role) ? new(key.Tenant, now.Tenants[key.Tenant].Name, key.User, role, id) : null;
    }
}
