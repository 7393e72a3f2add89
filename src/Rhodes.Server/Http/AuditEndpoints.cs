using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Contract;
using Rhodes.Server.Access;
using Rhodes.Server.Log;

namespace Rhodes.Server.Http;

/// <summary>Who did what: the log, by its headers.</summary>
internal static class AuditEndpoints
{
    /// <summary>Entries that one request looks through at the most.</summary>
    private const int Window = 5_000;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/audit", List).WithTags("Audit").Needs(Right.Sell, "read the audit log")
        .Describe("Who wrote what, newest first. A page may be empty although there are more: go on while there is a 'next'.").Lists<AuditList>();

    private static IResult List(HttpContext http, SiteServices site, [FromQuery] string? cursor, [FromQuery] string? limit)
    {
        if (!Pages.TryReadLimit(http, out var most)) return Refusals.Bad("limit", $"The limit is a whole number from 1 to {Pages.MostItems}.");
        var tenant = http.Caller().Tenant;
        var before = site.Store.End().Sequence + 1;
        if (cursor is not null && !site.Secrets.TryOpen(cursor, tenant, out before)) return Refusals.Bad("cursor", "The cursor is none that a list gave you. Ask without one to begin at the first page.");
        var from = Math.Max(1, before - Window);
        List<AuditEntry> entries = [];
        foreach (var record in site.Store.Read(from))
        {
            if (record.Sequence >= before) break;
            var entry = EntryEncoding.Decode(record.Body);
            if (entry.Header.Who is "rhodes" or "engine" or "twin") continue;
            entries.Add(new(record.Sequence, entry.At.ToString(), entry.Header.Who, entry.Header.Command, entry.Events.Any(each => each is CommandRefused), entry.Events.Count));
            if (entries.Count > most) entries.RemoveAt(0);
        }

        entries.Reverse();
        var next = entries.Count == most ? entries[^1].Sequence : from;
        return Results.Ok(new AuditList(entries, next > 1 ? site.Secrets.Seal(next, tenant) : null));
    }
}
