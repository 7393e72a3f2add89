using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Metering;
using Rhodes.Core.Units;
using Rhodes.Server.Access;
using Rhodes.Server.Explain;

namespace Rhodes.Server.Http;

/// <summary>Machines: what there is, what is in use, what is out of use.</summary>
internal static class FabricEndpoints
{
    private const int LongestCause = 200;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/fabric", FabricAsync).WithTags("Machines").Needs(Right.SeeSite, "see the site's machines").Describe("The site's pools, and how many of its devices are in which use.").Finds<FabricAnswer>();
        var nodes = api.MapGroup("/nodes").WithTags("Machines");
        nodes.MapGet("", ListAsync).Needs(Right.SeeSite, "see the site's machines").Describe("List nodes by name: all, or with state=down those that are out of use.").Lists<NodeList>();
        nodes.MapPost("/{node}/drain", DrainAsync).Needs(Right.KeepMachines, "take machines out of use")
            .Describe("Take a node out of use. What runs there is lost back to its last save and goes on elsewhere.").Takes<DrainRequest>().Writes<Done>();
        nodes.MapPost("/{node}/undrain", (HttpContext http, SiteServices site, string node) => Requests.DecideAsync(http, site.Writer, "undrain", [],
            (_, at) => new ReportNodeUp(at, node), decided => Results.Ok(new Done(decided.At.ToString())))).Needs(Right.KeepMachines, "take machines back into use").Describe("Take a node back into use.").Writes<Done>();
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
            ? state.Pools.SelectMany((pool, number) => pool.Broken.Select(node => (Pool: number, Node: node)))
            : state.Pools.SelectMany((pool, number) => Enumerable.Range(0, pool.Tree.Nodes).Select(node => (Pool: number, Node: node)));
        return [.. named.Select(each => (Name: state.Fabric.SpecOf(state.Fabric.IdAt(each.Pool, each.Node)).Name, each.Pool, each.Node))
            .Where(each => string.CompareOrdinal(each.Name, after) > 0).OrderBy(each => each.Name, StringComparer.Ordinal).Take(most)
            .Select(each => new NodeView(each.Name, state.Fabric.Pools[each.Pool].Spec.Name, state.Pools[each.Pool].IsHealthy(each.Node), state.Fabric.Pools[each.Pool].Spec.DevicesPerNode))];
    }

    private static async Task<IResult> DrainAsync(HttpContext http, SiteServices site, string node)
    {
        var body = await Requests.BodyAsync(http).ConfigureAwait(false);
        if (!Bodies.TryRead<DrainRequest>(body, out var asked, out var refusal)) return refusal;
        var cause = asked.Cause ?? "";
        if (cause.Length > LongestCause || cause.Any(char.IsControl)) return Refusals.Bad("cause", $"A cause has at most {LongestCause} characters, none of which controls a terminal.");
        return await Requests.DecideAsync(http, site.Writer, "drain", body, (_, at) => new ReportNodeDown(at, node, cause.Length == 0 ? "drained" : $"drained: {cause}"),
            decided => Results.Ok(new Done(decided.At.ToString()))).ConfigureAwait(false);
    }
}
