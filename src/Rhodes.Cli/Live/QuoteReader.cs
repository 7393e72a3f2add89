using System.Globalization;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Quotes;
using Rhodes.Twin.Workloads;

namespace Rhodes.Cli.Live;

/// <summary>From a server's quote for programs back to what is shown to people, so that it is shown as one of a site folder is.</summary>
internal static class QuoteReader
{
    /// <exception cref="ClientException">It is not what <see cref="LeaseQuoteJson"/> writes.</exception>
    public static Quoted Read(JsonObject answer)
    {
        try
        {
            PoolSpec pool = new() { Name = "", Kind = Text(answer, "kind"), DevicesPerNode = Int(answer, "devices_per_node"), CoresPerNode = 0, MemoryMibPerNode = 0 };
            var isProved = Text(answer, "certainty") == "proved";
            return new(
                Lease(answer["lease"]!), At(answer, "asked_at"),
                Text(answer, "answer") == "yes" ? Answer.Yes(new([], [])) : Answer.No(isProved ? Certainty.Proved : Certainty.NotFound, Text(answer, "why")),
                List(answer, "plan", cells => new PlannedCells(At(cells, "from"), At(cells, "until"), [.. cells["domains"]!.AsArray().Select(domain => Plain.Text((string)domain!))])),
                Int(answer, "cells_moved"),
                List(answer, "offers", offer => new Offer(Text(offer, "differs"), Lease(offer["lease"]!))),
                Int(answer, "cells_left"),
                MaybeLease(answer["more_later"]),
                List(answer, "whole_domains_left", level => new LevelLeft(LevelOf(level), Int(level, "nodes_each"), Int(level, "domains"), Int(level, "left"))),
                MaybeLease(answer["soonest"]), pool,
                answer["deal"]?["cost"]?["usd_per_hour"] is { } price ? decimal.Parse((string)price!, CultureInfo.InvariantCulture) : null,
                answer["deal"] is { } deal ? DealOf(deal) : null)
            { IsForBuyer = (bool)answer["for_buyer"]! };
        }
        catch (Exception no) when (no is NullReferenceException or ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            throw ClientException.Unavailable("The server's answer cannot be read. Is it of another version of Rhodes?");
        }
    }

    private static Deal DealOf(JsonNode deal)
    {
        var lease = Lease(deal["lease"]!);
        var real = Int(deal["stability"]!["cell"]!, "real_nodes");
        return new(lease, (string?)deal["differs"] is { } differs ? Plain.Text(differs) : null,
            List(deal, "largest_gangs", gang => new DomainGang(LevelOf(gang), Int(gang, "nodes"), Int(gang, "real_nodes"), (bool)gang["promised"]!)),
            real, Time(deal["cost"]!, "nominal_device_milliseconds"), Time(deal["cost"]!, "device_milliseconds"),
            CellsInRecord.Of(FaultRecord.Trace, real, real - lease.Shape.TotalNodes));
    }

    private static LeaseSpec? MaybeLease(JsonNode? lease) => lease is null ? null : Lease(lease);

    private static LeaseSpec Lease(JsonNode lease) => new()
    {
        Name = Text(lease, "name"),
        Tenant = Text(lease, "tenant"),
        Pool = Text(lease, "pool"),
        Mode = Text(lease, "mode") == "dedicated" ? LeaseMode.Dedicated : LeaseMode.Guaranteed,
        RecallNotice = new((long)((decimal)lease["recall_notice"]! * 1_000)),
        Shape = Shape(lease["shape"]!),
        Steps = List(lease, "steps", step => new LeaseStep(At(step, "from"), At(step, "until"), Int(step, "cells"))),
    };

    private static CellShape Shape(JsonNode shape) => new(LevelOf(shape), Int(shape, "halls"), Int(shape, "pods"), Int(shape, "racks"), Int(shape, "nodes"));

    private static Level LevelOf(JsonNode node) => Enum.Parse<Level>(Text(node, "level"), ignoreCase: true);

    private static DeviceTime Time(JsonNode node, string key) => new(Int128.Parse((string)node[key]!, CultureInfo.InvariantCulture));

    private static string Text(JsonNode node, string key) => Plain.Text((string)node[key]!);

    private static int Int(JsonNode node, string key) => (int)node[key]!;

    private static Instant At(JsonNode node, string key) => Quantities.TryParseInstant((string)node[key]!, out var at, out _) ? at : throw new FormatException(key);

    private static List<T> List<T>(JsonNode node, string key, Func<JsonNode, T> one) => [.. node[key]!.AsArray().Select(item => one(item!))];
}
