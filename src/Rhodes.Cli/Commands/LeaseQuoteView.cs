using System.Text.Json.Nodes;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Files;

namespace Rhodes.Cli.Commands;

/// <summary>The lease book's answer, for people and for programs.</summary>
internal static class LeaseQuoteView
{
    public static void Show(Quoted quoted, Terminal terminal)
    {
        var lease = quoted.Lease;
        terminal.Out.WriteLine($"{LeaseText.Of(lease)}, {lease.Mode.ToString().ToLowerInvariant()}, of pool {lease.Pool} for {lease.Tenant}");
        if (quoted.Answer.IsYes) ShowPlan(quoted, terminal);
        else ShowNo(quoted, terminal);
        terminal.Out.WriteLine($"Left to sell over the whole window: {LeaseText.Cells(lease.Shape, quoted.Left)}.");
    }

    public static string Json(Quoted quoted) => Cli.Json.Text(new JsonObject
    {
        ["answer"] = quoted.Answer.IsYes ? "yes" : "no",
        ["certainty"] = Certain(quoted.Answer.Certainty).Replace(' ', '_'),
        ["why"] = quoted.Answer.Why,
        ["asked_at"] = Cli.Json.At(quoted.At),
        ["lease"] = LeaseJson.Of(quoted.Lease),
        ["plan"] = Cli.Json.List(quoted.Plan, cells => new JsonObject
        {
            ["from"] = Cli.Json.At(cells.From),
            ["until"] = Cli.Json.At(cells.Until),
            ["domains"] = Cli.Json.List(cells.Domains, domain => (JsonNode)domain),
        }),
        ["cells_moved"] = quoted.Moved,
        ["offers"] = Cli.Json.List(quoted.Offers, offer => new JsonObject { ["differs"] = offer.Kind, ["lease"] = LeaseJson.Of(offer.Lease) }),
        ["cells_left"] = quoted.Left,
    });

    private static void ShowPlan(Quoted quoted, Terminal terminal)
    {
        terminal.Out.WriteLine("YES. It can be promised beside every other lease:");
        var table = Tables.WithColumns("from", "until", "#cells", "domains");
        foreach (var cells in quoted.Plan) table.Add($"{cells.From}", $"{cells.Until}", $"{cells.Domains.Count:#,0}", NameRanges.Of(cells.Domains));
        terminal.Tables.Write(table);
        if (quoted.Moved > 0) terminal.Out.WriteLine($"{quoted.Moved:#,0} cells that have not started yet would start elsewhere than planned.");
    }

    private static void ShowNo(Quoted quoted, Terminal terminal)
    {
        terminal.Out.WriteLine($"NO, {Certain(quoted.Answer.Certainty)}: {quoted.Answer.Why}.");
        if (quoted.Offers.Count == 0)
        {
            terminal.Out.WriteLine("Nothing near it can be promised either.");
            return;
        }

        terminal.Out.WriteLine("What could be promised:");
        var table = Tables.WithColumns("differs", "lease");
        foreach (var offer in quoted.Offers) table.Add(Spoken(offer), LeaseText.Of(offer.Lease));
        terminal.Tables.Write(table);
    }

    private static string Certain(Certainty certainty) => certainty == Certainty.Proved ? "proved" : "not found";

    private static string Spoken(Offer offer) => offer.Kind.Replace('-', ' ');
}
