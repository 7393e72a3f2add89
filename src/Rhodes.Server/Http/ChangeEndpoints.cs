using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Rhodes.Server.Access;

namespace Rhodes.Server.Http;

/// <summary>Changes as they become durable: one stream of server-sent events for all that a page or a command shows.</summary>
internal static class ChangeEndpoints
{
    private const int MostTogether = 500;

    /// <summary>Something is sent at least so often, so that a connection that is gone is noticed on both sides.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/changes", StreamAsync).WithTags("Changes").Needs(Right.Self, "watch changes")
        .Describe("Changes as server-sent events, each a job as it is now, with the time of its last change in changed_at. Come back with the header Last-Event-ID, or 'after', to miss nothing; 'lost' says that something was missed all the same, and lists must be asked again.")
        .Produces<string>(200, "text/event-stream").Finds<string>().DisableRequestTimeout();

    private static async Task StreamAsync(HttpContext http, SiteServices site, [FromQuery] string? after, [FromQuery] string? tenant)
    {
        var caller = http.Caller();
        int? only = Rights.SeesOthers(caller.Role) ? null : caller.Tenant;
        if (tenant is not null)
        {
            var asked = site.Facts.Now.TenantIndex(tenant);
            if (asked < 0 || (only is { } own && own != asked))
            {
                await Refusals.NoTenant(tenant).ExecuteAsync(http).ConfigureAwait(false);
                return;
            }

            only = asked;
        }

        long? from = null;
        if ((after ?? http.Request.Headers["Last-Event-ID"].ToString()) is { Length: > 0 } sealedPlace)
        {
            if (!site.Secrets.TryOpen(sealedPlace, caller.Tenant, out var place))
            {
                await Refusals.Bad("after", "The place is none that this stream gave you. Come without one to begin now.").ExecuteAsync(http).ConfigureAwait(false);
                return;
            }

            from = place;
        }

        await SendAsync(http, site, caller, only, from).ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext http, SiteServices site, Caller caller, int? only, long? from)
    {
        if (site.Changes.Watch(caller.Tenant, only, from, out var missed, out var isWhole) is not { } watcher)
        {
            await Refusals.TooMany($"Your tenant's people watch {ChangeFeed.MostOfOne} streams already; close one first.").ExecuteAsync(http).ConfigureAwait(false);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await http.Response.WriteAsync(isWhole ? ": rhodes\n\n" : "event: lost\ndata: {}\n\n", http.RequestAborted).ConfigureAwait(false);
            await SendAsync(http, site, caller, missed).ConfigureAwait(false);
            await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            // A key that opens nothing any more closes what it opened.
            while (await MoreAsync(http, site, caller, watcher.Channel.Reader).ConfigureAwait(false) && Opens(site, caller))
            {
                List<Change> changes = [];
                while (changes.Count < MostTogether && watcher.Channel.Reader.TryRead(out var change)) changes.Add(change);
                await SendAsync(http, site, caller, changes).ConfigureAwait(false);
                await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The other side is gone.
        }
        finally
        {
            site.Changes.Leave(watcher);
        }
    }

    private static bool Opens(SiteServices site, Caller caller) => site.Facts.Now.Keys.TryGetValue(caller.Key, out var key) && key.Until > site.Clock.Now;

    private static async Task<bool> MoreAsync(HttpContext http, SiteServices site, Caller caller, System.Threading.Channels.ChannelReader<Change> reader)
    {
        var more = reader.WaitToReadAsync(http.RequestAborted).AsTask();
        while (await Task.WhenAny(more, Task.Delay(Beat, http.RequestAborted)).ConfigureAwait(false) != more)
        {
            http.RequestAborted.ThrowIfCancellationRequested();
            if (!Opens(site, caller)) return false;
            await http.Response.WriteAsync(": still here\n\n", http.RequestAborted).ConfigureAwait(false);
            await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        }

        return await more.ConfigureAwait(false);
    }

    /// <summary>A job that changed several times meanwhile is told once, as it is now.</summary>
    private static async Task SendAsync(HttpContext http, SiteServices site, Caller caller, IReadOnlyList<Change> changes)
    {
        foreach (var change in changes.GroupBy(change => (change.Tenant, change.Job)).Select(job => job.Last()).OrderBy(change => change.Sequence))
        {
            if (site.Jobs.FindView(change.Tenant, change.Job) is not { } view) continue;
            await http.Response.WriteAsync($"id: {site.Secrets.Seal(change.Sequence, caller.Tenant)}\nevent: job\ndata: {JsonSerializer.Serialize(view with { ChangedAt = change.At.ToString() }, Bodies.Json)}\n\n", http.RequestAborted).ConfigureAwait(false);
        }
    }
}
