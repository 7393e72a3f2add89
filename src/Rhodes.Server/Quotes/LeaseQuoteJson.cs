using System.Text.Json.Nodes;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Performance;
using Rhodes.Core.Units;

namespace Rhodes.Server.Quotes;

/// <summary>The lease book's answer for programs.</summary>
public static class LeaseQuoteJson
{
    public static JsonObject Of(Quoted quoted) => new()
    {
        ["answer"] = quoted.Answer.IsYes ? "yes" : "no",
        ["certainty"] = quoted.Answer.Certainty == Certainty.Proved ? "proved" : "not_found",
        ["why"] = quoted.Answer.Why,
        ["asked_at"] = JsonParts.At(quoted.At),
        ["lease"] = LeaseJson.Of(quoted.Lease),
        ["plan"] = JsonParts.List(quoted.Plan, cells => new JsonObject
        {
            ["from"] = JsonParts.At(cells.From),
            ["until"] = JsonParts.At(cells.Until),
            ["domains"] = JsonParts.List(cells.Domains, domain => (JsonNode)domain),
        }),
        ["cells_moved"] = quoted.Moved,
        ["offers"] = JsonParts.List(quoted.Offers, offer => new JsonObject { ["differs"] = offer.Kind, ["lease"] = LeaseJson.Of(offer.Lease) }),
        ["cells_left"] = quoted.Left,
        ["whole_domains_left"] = JsonParts.List(quoted.LeftByLevel, Of),
        ["more_later"] = quoted.More is { } more ? LeaseJson.Of(more) : null,
        ["soonest"] = quoted.Soonest is { } soonest ? LeaseJson.Of(soonest) : null,
        ["list_prices"] = ListPricesOf(quoted.Pool.Kind, quoted.Deal?.Charged),
        ["devices_per_node"] = quoted.Pool.DevicesPerNode,
        ["kind"] = quoted.Pool.Kind,
        ["for_buyer"] = quoted.IsForBuyer,
        ["deal"] = quoted.Deal is { } deal ? Of(quoted, deal) : null,
    };

    public static JsonObject Of(LevelLeft level) => new()
    {
        ["level"] = level.Level.Name(), ["nodes_each"] = level.Nodes, ["domains"] = level.Domains, ["left"] = level.Left,
    };

    /// <summary>Money is text, so that no reader makes a float of it.</summary>
    public static JsonArray ListPricesOf(string kind, DeviceTime? time) => JsonParts.List(ListPrices.Of(kind), price => new JsonObject
    {
        ["terms"] = price.Terms,
        ["usd_per_hour_low"] = $"{price.Rate.Low}",
        ["usd_per_hour_high"] = $"{price.Rate.High}",
        ["date"] = price.Date,
        ["mark"] = $"{price.Rate.Mark.Letter()}",
        ["source"] = price.Rate.Source,
        ["usd_low"] = time is { } low ? $"{low.At(price.Rate.Low)}" : null,
        ["usd_high"] = time is { } high ? $"{high.At(price.Rate.High)}" : null,
    });

    private static JsonObject Of(Quoted quoted, Deal deal) => new()
    {
        ["differs"] = deal.Offer,
        ["lease"] = LeaseJson.Of(deal.Lease),
        ["kind"] = quoted.Pool.Kind,
        ["devices"] = deal.LeaseNodes * (long)quoted.Pool.DevicesPerNode,
        ["seconds"] = JsonParts.Seconds(deal.Time),
        ["largest_gangs"] = JsonParts.List(deal.Gangs, gang => new JsonObject
        {
            ["level"] = gang.Level.Name(),
            ["nodes"] = gang.Nominal,
            ["devices"] = gang.Nominal * (long)quoted.Pool.DevicesPerNode,
            ["real_nodes"] = gang.Real,
            ["real_devices"] = gang.Real * (long)quoted.Pool.DevicesPerNode,
            ["promised"] = gang.IsPromised,
        }),
        ["fast_domain"] = Catalogue.Find(quoted.Pool.Kind)?.FastDomain is { } fast
            ? new JsonObject { ["level"] = fast.Level?.Name(), ["devices"] = fast.Devices, ["network"] = fast.Network } : null,
        ["stability"] = StabilityOf(quoted, deal),
        ["cost"] = new JsonObject
        {
            ["device_milliseconds"] = $"{deal.Charged.Milliseconds}",
            ["device_hours"] = deal.Charged.Hours,
            ["nominal_device_milliseconds"] = $"{deal.Sold.Milliseconds}",
            ["nominal_device_hours"] = deal.Sold.Hours,
            ["usd_per_hour"] = quoted.Price is { } price ? $"{price}" : null,
            ["usd"] = quoted.Price is { } asked ? $"{deal.Charged.At(asked)}" : null,
        },
        ["first_job"] = new JsonObject
        {
            ["confirm_by"] = JsonParts.At(deal.OpensAt(quoted.At)),
            ["opens_at"] = JsonParts.At(deal.OpensAt(quoted.At)),
            ["ready_by"] = JsonParts.At(deal.ReadyBy(quoted.At)),
        },
    };

    private static JsonObject StabilityOf(Quoted quoted, Deal deal)
    {
        var each = quoted.Pool.DevicesPerNode;
        var spares = deal.RealNodes - deal.Lease.Shape.TotalNodes;
        return new()
        {
            ["lease_gang"] = GangOf(deal.LeaseNodes * (long)each, GangRates.Sum(deal, each, Stability.ByRecord), GangRates.Sum(deal, each, Stability.ByLargeJob)),
            ["domain_gang"] = GangOf(deal.DomainNodes * (long)each, Stability.ByRecord(deal.DomainNodes * (long)each, deal.Time), Stability.ByLargeJob(deal.DomainNodes * (long)each, deal.Time)),
            ["cell"] = new JsonObject
            {
                ["nodes"] = deal.Lease.Shape.TotalNodes,
                ["real_nodes"] = deal.RealNodes,
                ["whole_share_by_record"] = Math.Round(deal.Record.WholeShare, 6),
                ["cells_drawn"] = deal.Record.Cells,
                ["fault_starts_per_day_by_record"] = Math.Round(deal.Record.StartsPerDay, 4),
                ["whole_share_if_independent"] = Math.Round(Stability.WholeShare(deal.RealNodes, spares, (double)FaultFigures.NodeDownShare.Low / 100), 6),
            },
            ["figures"] = JsonParts.List<(string Name, Figure Figure)>(
                [("node_outages", FaultFigures.NodeOutages), ("node_down_share", FaultFigures.NodeDownShare), ("device_hours_per_interruption", FaultFigures.DeviceHoursPerInterruption)],
                named => new JsonObject
                {
                    ["name"] = named.Name, ["value"] = named.Figure.Low, ["unit"] = named.Figure.Unit, ["mark"] = $"{named.Figure.Mark.Letter()}",
                    ["source"] = named.Figure.Source, ["note"] = named.Figure.Note,
                }),
        };
    }

    private static JsonObject GangOf(long devices, decimal byRecord, decimal byLargeJob) => new()
    {
        ["devices"] = devices,
        ["interruptions_by_record"] = decimal.Round(byRecord, 3),
        ["interruptions_by_large_job"] = decimal.Round(byLargeJob, 3),
        ["mtti_hours_by_record"] = decimal.Round(GangRates.HoursBetween(devices, Stability.ByRecord), 3),
        ["mtti_hours_by_large_job"] = decimal.Round(GangRates.HoursBetween(devices, Stability.ByLargeJob), 3),
    };
}
