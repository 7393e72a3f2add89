using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Access;
using Rhodes.Server.Views;

namespace Rhodes.Server.Http;

/// <summary>Leases: asked for, confirmed, listed, ended.</summary>
internal static class LeaseEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var leases = api.MapGroup("/leases").WithTags("Leases");
        leases.MapGet("", ListAsync).Needs(Right.Self, "see leases").Describe("List leases: your tenant's, or all to who keeps the site.").Lists<LeaseList>();
        leases.MapPost("", ConfirmAsync).Needs(Right.Sell, "confirm leases").Describe("Confirm a lease: an item of leases.yaml, as YAML or JSON. Refused with the nearest offers when it cannot be kept beside every other.").TakesLease().Writes<LeaseView>(201);
        leases.MapPost("/quote", QuoteAsync).Needs(Right.Sell, "ask for quotes").Describe("Ask whether a lease could be promised; nothing is done.").TakesLease().Finds<LeaseAnswer>();
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
        var loaded = await ParseAsync(site, body).ConfigureAwait(false);
        if (loaded.Value is not { } lease) return Refusals.Mistakes(loaded.Problems);
        LeaseView? view = null;
        var result = await Requests.DecideAsync(http, site.Writer, "confirm_lease", body, (state, at) =>
        {
            view = View(lease, state);
            return new ConfirmLease(at, lease);
        }, _ => Results.Created($"/api/v1/leases/{lease.Name}", view)).ConfigureAwait(false);
        return result;
    }

    private static async Task<IResult> QuoteAsync(HttpContext http, SiteServices site)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        var loaded = await ParseAsync(site, body).ConfigureAwait(false);
        if (loaded.Value is not { } lease) return Refusals.Mistakes(loaded.Problems);
        return Results.Ok(await site.Writer.Read(core => Answer(core, lease)).ConfigureAwait(false));
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

    private static async Task<Loaded<LeaseSpec>> ParseAsync(SiteServices site, byte[] body)
    {
        var fabric = await site.Writer.Read(core => new FabricSpec
        {
            Site = core.State.Fabric.Site, Pools = [.. core.State.Fabric.Pools.Select(pool => pool.Spec)], Nodes = [.. core.State.Fabric.All().Select(node => node.Spec)],
        }).ConfigureAwait(false);
        return LeaseFiles.Parse("the document", body, site.Facts.Now.AsOwner() with { Fabric = fabric });
    }

    private static LeaseAnswer Answer(ControlCore core, LeaseSpec lease)
    {
        var view = core.ViewFor(lease.Tenant, lease.Pool);
        var answer = Book.Ask(view, lease);
        if (answer.IsYes) return new(true, null, null, []);
        return new(false, answer.Certainty == Certainty.Proved ? "proved" : "not_found", answer.Why,
            [.. Book.OffersFor(view, lease).Select(offer => new LeaseOffer(offer.Kind, View(offer.Lease, core.State)))]);
    }

    private static LeaseView View(LeaseSpec lease, SiteState state)
    {
        var pool = state.Fabric.Pools[state.Fabric.PoolIndex(lease.Pool)].Spec;
        return new(lease.Name, lease.Tenant, lease.Pool, pool.Kind, lease.Mode.ToString().ToLowerInvariant(), lease.Shape.ToString(), Words.Seconds(lease.RecallNotice),
            [.. lease.Steps.Select(step => new LeaseStepView(step.From.ToString(), step.Until.ToString(), step.Cells, step.Cells * lease.Shape.TotalNodes * pool.DevicesPerNode))]);
    }
}
