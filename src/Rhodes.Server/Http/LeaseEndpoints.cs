using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Access;
using Rhodes.Server.Quotes;
using Rhodes.Server.Views;

namespace Rhodes.Server.Http;

/// <summary>Leases: asked for, confirmed, listed, ended.</summary>
internal static class LeaseEndpoints
{
    /// <summary>Steps of a lease that a tenant may ask for: a quote costs the one who decides a fraction of a millisecond for each.</summary>
    private const int MostSteps = 400;

    private static readonly Duration LongestAhead = Duration.FromDays(3_660);

    /// <summary>So that other tenants' requests come in between those of one that asks for many.</summary>
    private static readonly SemaphoreSlim OneQuoteAtATime = new(1);

    public static void Map(RouteGroupBuilder api)
    {
        var leases = api.MapGroup("/leases").WithTags("Leases");
        leases.MapGet("", ListAsync).Needs(Right.Self, "see leases").Describe("List leases: your tenant's, or all to who keeps the site.").Lists<LeaseList>();
        leases.MapPost("", ConfirmAsync).Needs(Right.Sell, "confirm leases").Describe("Confirm a lease: an item of leases.yaml, as YAML or JSON. Refused with the nearest offers when it cannot be kept beside every other.").TakesLease().Writes<LeaseView>(201);
        leases.MapPost("/quote", QuoteAsync).Needs(Right.Quote, "ask for quotes").Describe("Ask what a lease would be: whether it could be promised, how many and how long, its largest gang, stability, cost and start. Nothing is done. With 'at' another instant to ask at, with 'price' what a device costs for an hour. A tenant asks for itself, and is not told what others have.")
            .TakesLease().Finds<JsonObject>();
        leases.MapPost("/{lease}/end", EndAsync).Needs(Right.Sell, "end leases").Describe("End a lease early.").Takes<EndRequest>().Writes<Done>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, SiteServices site)
    {
        var caller = http.Caller();
        var list = await site.Writer.Read(core => core.State.Tenants.Where(tenant => tenant.Index == caller.Tenant || Rights.SeesOthers(caller.Role))
            .SelectMany(tenant => tenant.Cluster.Leases.Select(lease => View(lease, core.State))).ToList()).ConfigureAwait(false);
        return Results.Ok(new LeaseList(list));
    }

    private static async Task<IResult> ConfirmAsync(HttpContext http, SiteServices site)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        var loaded = await ParseAsync(site, body, site.Facts.Now.AsOwner()).ConfigureAwait(false);
        if (loaded.Value is not { } lease) return Refusals.Mistakes(loaded.Problems);
        LeaseView? view = null;
        var result = await Requests.DecideAsync(http, site.Writer, "confirm_lease", body, (state, at) =>
        {
            view = View(lease, state);
            return new ConfirmLease(at, lease);
        }, _ => Results.Created($"/api/v1/leases/{lease.Name}", view)).ConfigureAwait(false);
        return result;
    }

    /// <summary>A tenant asks for itself alone, and is told what a buyer may know.</summary>
    private static async Task<IResult> QuoteAsync(HttpContext http, SiteServices site, [FromQuery] string? at, [FromQuery] string? price)
    {
        var (body, caller) = (await Requests.BodyAsync(http).ConfigureAwait(false), http.Caller());
        var isSeller = Rights.May(caller.Role, Right.Sell, isOwn: true);
        var loaded = await ParseAsync(site, body, isSeller ? site.Facts.Now.AsOwner() : site.Facts.Now.As(caller.Tenant)).ConfigureAwait(false);
        if (loaded.Value is not { } lease) return Refusals.Mistakes(loaded.Problems);
        if (!isSeller && lease.Steps.Count > MostSteps) return Refusals.Bad("steps", $"The lease has {lease.Steps.Count:#,0} steps; a tenant may ask for up to {MostSteps}. Ask for a part of the time, or the owner for all of it.");
        decimal? usd = null;
        if (price is not null)
        {
            if (!Quantities.TryParsePrice(price, out var read, out _)) return Refusals.Bad("price", $"The price is '{Refusals.Cut(price)}'; expected {Quantities.PriceForm}.");
            usd = read;
        }

        var now = await site.Writer.Read(core => core.State.Now).ConfigureAwait(false);
        var asked = now;
        if (at is not null && (!Quantities.TryParseInstant(at, out asked, out _) || asked < now || asked - now > LongestAhead))
            return Refusals.Bad("at", $"'at' is '{Refusals.Cut(at)}'; expected {Quantities.InstantForm}, from now ({now}) on, at most {LongestAhead} ahead.");
        if (lease.Steps[^1].Until <= asked) return Refusals.Bad("until", $"The lease ends at {lease.Steps[^1].Until}, which is not after {asked}, when it is asked.");
        var quoted = asked == now ? await AskNowAsync(site, core => LeaseQuoting.Ask(core, lease, core.State.Now, usd), http.RequestAborted).ConfigureAwait(false)
            : await SiteCopy.AskAsync(site, core => LeaseQuoting.Ask(PlayTo(core, asked), lease, asked, usd), http.RequestAborted).ConfigureAwait(false);
        return Results.Text(LeaseQuoteJson.Of(isSeller ? quoted : quoted.ForBuyer()).ToJsonString(), "application/json");
    }

    private static async Task<T> AskNowAsync<T>(SiteServices site, Func<ControlCore, T> ask, CancellationToken cancel)
    {
        await OneQuoteAtATime.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await site.Writer.Read(ask).ConfigureAwait(false);
        }
        finally
        {
            OneQuoteAtATime.Release();
        }
    }

    /// <summary>What is to come by then, as far as it is known: the calendar of leases.</summary>
    private static ControlCore PlayTo(ControlCore copy, Instant at)
    {
        for (var next = copy.NextTimer; next < at; next = copy.NextTimer) copy.Decide(new Settle(next));
        if (copy.State.Now < at) copy.Decide(new Settle(at));   // else the site went on while it was copied
        return copy;
    }

    private static async Task<IResult> EndAsync(HttpContext http, SiteServices site, string lease)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (!Bodies.TryRead<EndRequest>(body, out var asked, out var refusal)) return refusal;
        Instant? from = null;
        if (asked.From is { } text)
        {
            if (!Quantities.TryParseInstant(text, out var parsed, out _)) return Refusals.Bad("from", $"'from' is '{Refusals.Cut(text)}'; expected {Quantities.InstantForm}.");
            from = parsed;
        }

        return await Requests.DecideAsync(http, site.Writer, "end_lease", body, (_, at) => new EndLease(at, lease, from ?? at), decided => Results.Ok(new Done(decided.At.ToString()))).ConfigureAwait(false);
    }

    private static async Task<Loaded<LeaseSpec>> ParseAsync(SiteServices site, byte[] body, SiteSpec known)
    {
        var fabric = await site.Writer.Read(core => new FabricSpec
        {
            Site = core.State.Fabric.Site, Pools = [.. core.State.Fabric.Pools.Select(pool => pool.Spec)], Nodes = [.. core.State.Fabric.All().Select(node => node.Spec)],
        }).ConfigureAwait(false);
        return LeaseFiles.Parse("the document", body, known with { Fabric = fabric });
    }

    private static LeaseView View(LeaseSpec lease, SiteState state)
    {
        var pool = state.Fabric.Pools[state.Fabric.PoolIndex(lease.Pool)].Spec;
        return new(lease.Name, lease.Tenant, lease.Pool, pool.Kind, lease.Mode.ToString().ToLowerInvariant(), lease.Shape.ToString(), Words.Seconds(lease.RecallNotice),
            [.. lease.Steps.Select(step => new LeaseStepView(step.From.ToString(), step.Until.ToString(), step.Cells, step.Cells * lease.Shape.TotalNodes * pool.DevicesPerNode))]);
    }
}
