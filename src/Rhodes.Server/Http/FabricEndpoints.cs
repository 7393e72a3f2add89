using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Metering;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Access;
using Rhodes.Server.Explain;

namespace Rhodes.Server.Http;

/// <summary>Machines: what there is, what is in use, what is out of use.</summary>
internal static class FabricEndpoints
{
    private const int LongestCause = 200;

    private static readonly Duration GraceWithoutLeases = Duration.FromMinutes(2), LongestGrace = Duration.FromDays(30);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/fabric", FabricAsync).WithTags("Machines").Needs(Right.SeeSite, "see the site's machines").Describe("The site's pools, and how many of its devices are in which use.").Finds<FabricAnswer>();
        var nodes = api.MapGroup("/nodes").WithTags("Machines");
        nodes.MapGet("", ListAsync).Needs(Right.SeeSite, "see the site's machines").Describe("List nodes by name: all, or with state=down those that are out of use or about to be.").Lists<NodeList>();
        nodes.MapPost("/{node}/drain", DrainAsync).Needs(Right.KeepMachines, "take machines out of use")
            .Describe("Take a node out of use. What runs there is told to leave, has a while to save, and goes on elsewhere; with now=true it is lost back to its last save.").Takes<DrainRequest>().Writes<Drained>();
        nodes.MapPost("/{node}/undrain", (HttpContext http, SiteServices site, string node) => Requests.DecideAsync(http, site.Writer, "undrain", [],
            (_, at) => new UndrainNode(at, node), decided => Results.Ok(new Done(decided.At.ToString())))).Needs(Right.KeepMachines, "take machines back into use").Describe("Take a node back into use, or keep one that was to go.").Writes<Done>();
    }

    /// <summary>Devices by use now.</summary>
    public static SortedDictionary<string, long> InUse(SiteState state) =>
        new(Enum.GetValues<DeviceUse>().ToDictionary(use => TurnReasons.Snake($"{use}"), state.Meter.Now), StringComparer.Ordinal);

    private static async Task<IResult> FabricAsync(SiteServices site) => Results.Ok(await site.Writer.Read(core => new FabricAnswer(
        core.State.Fabric.Site, site.Engine.IsSimulated, core.State.Fabric.Devices, InUse(core.State),
        [.. core.State.Pools.Select(pool => new PoolView(pool.Fabric.Spec.Name, pool.Fabric.Spec.Kind, pool.Tree.Nodes, pool.Broken.Count, pool.Fabric.Spec.DevicesPerNode,
            pool.Fabric.Spec.CoresPerNode, pool.Fabric.Spec.MemoryMibPerNode))])).ConfigureAwait(false));

    private static async Task<IResult> ListAsync(HttpContext http, SiteServices site, [FromQuery] string? state, [FromQuery] string? after, [FromQuery] string? limit)
    {
        if (state is not (null or "down" or "all")) return Refusals.Bad("state", $"There is no state '{Refusals.Cut(state)}'; there are all (the default) and down.");
        if (!Pages.TryReadLimit(http, out var most)) return Refusals.Bad("limit", $"The limit is a whole number from 1 to {Pages.MostItems}.");
        return Results.Ok(new NodeList(await site.Writer.Read(core => Nodes(core.State, state == "down", after ?? "", most)).ConfigureAwait(false)));
    }

    private static List<NodeView> Nodes(SiteState state, bool downOnly, string after, int most)
    {
        var named = downOnly
            ? state.Pools.SelectMany((pool, number) => pool.Broken.Select(node => (Pool: number, Node: node))).Concat(state.Draining.Select(each => state.Fabric.PlaceOf(each.Value.Node)).Select(place => (place.Pool, Node: place.Index)))
            : state.Pools.SelectMany((pool, number) => Enumerable.Range(0, pool.Tree.Nodes).Select(node => (Pool: number, Node: node)));
        return [.. named.Select(each => (Name: state.Fabric.SpecOf(state.Fabric.IdAt(each.Pool, each.Node)).Name, each.Pool, each.Node))
            .Where(each => string.CompareOrdinal(each.Name, after) > 0).OrderBy(each => each.Name, StringComparer.Ordinal).Take(most)
            .Select(each => new NodeView(each.Name, state.Fabric.Pools[each.Pool].Spec.Name, state.Pools[each.Pool].IsHealthy(each.Node), state.Fabric.Pools[each.Pool].Spec.DevicesPerNode,
                state.DrainOf(state.Fabric.IdAt(each.Pool, each.Node))?.Until.ToString()))];
    }

    private static async Task<IResult> DrainAsync(HttpContext http, SiteServices site, string node)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (!Bodies.TryRead<DrainRequest>(body, out var asked, out var refusal)) return refusal;
        var cause = asked.Cause ?? "";
        if (cause.Length > LongestCause || cause.Any(char.IsControl)) return Refusals.Bad("cause", $"A cause has at most {LongestCause} characters, none of which controls a terminal.");
        if (asked.Grace is not null && asked.Now == true) return Refusals.Bad("grace", "A grace is given, and 'now', which gives none; one of them is meant.");
        var grace = Duration.Zero;
        if (asked.Grace is { } text && (!Quantities.TryParseDuration(text, out grace, out _) || grace < Duration.Zero || grace > LongestGrace))
            return Refusals.Bad("grace", $"The grace is '{Refusals.Cut(text)}'; expected {Quantities.DurationForm}, at most {LongestGrace}.");
        if (asked.Grace is null && asked.Now != true) grace = await site.Writer.Read(core => UsualGrace(core.State, node)).ConfigureAwait(false);
        var isDown = false;
        return await Requests.DecideAsync(http, site.Writer, "drain", body, (state, at) =>
        {
            isDown = state.Fabric.TryFind(node, out var id) && state.Fabric.PlaceOf(id) is var place && !state.Pools[place.Pool].IsHealthy(place.Index);
            return new DrainNode(at, node, grace, cause.Length == 0 ? "drained" : $"drained: {cause}");
        }, decided => Results.Ok(new Drained(decided.At.ToString(), (isDown ? decided.At : decided.At + grace).ToString()))).ConfigureAwait(false);
    }

    /// <summary>As long as work that is recalled from the node's pool has.</summary>
    private static Duration UsualGrace(SiteState state, string node)
    {
        if (!state.Fabric.TryFind(node, out var id)) return Duration.Zero;   // the core says that there is none
        var pool = state.Fabric.Pools[state.Fabric.PlaceOf(id).Pool].Spec.Name;
        var notices = state.Tenants.SelectMany(tenant => tenant.Cluster.Leases).Where(lease => string.Equals(lease.Pool, pool, StringComparison.Ordinal)).Select(lease => lease.RecallNotice).ToList();
        return notices.Count == 0 ? GraceWithoutLeases : notices.Max();
    }
}
