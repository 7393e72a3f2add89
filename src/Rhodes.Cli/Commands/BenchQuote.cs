using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Twin.Bench;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes bench quote</c>: what the lease book's answers cost on a full book.</summary>
internal static class BenchQuote
{
    private const int MostLeases = 5_000;

    public static Command Create(Terminal terminal)
    {
        var leases = new Option<int>("--leases") { Description = "How many leases are confirmed over five years.", DefaultValueFactory = _ => 1_000, HelpName = "N" };
        var quotes = new Option<int>("--quotes") { Description = "How many quotes are measured.", DefaultValueFactory = _ => 500, HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "Where the chance of the leases and quotes begins.", DefaultValueFactory = _ => 1, HelpName = "SEED" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("quote", "Measure quotes on a site of the size of Colossus 1 with many leases confirmed.") { leases, quotes, seed, json };
        HelpWithExample.AddTo(command, "rhodes bench quote");
        command.SetAction(parsed => Run(parsed.GetValue(leases), parsed.GetValue(quotes), parsed.GetValue(seed), parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(int leases, int quotes, int seed, bool asJson, Terminal terminal)
    {
        if (leases is < 1 or > MostLeases) return terminal.Refuse($"--leases is {leases}; 1 to {MostLeases:#,0} are possible");
        if (quotes < 1) return terminal.Refuse($"--quotes is {quotes}; at least 1 is needed");
        var bench = FullBook(leases, seed, terminal);
        bench.Measure(Math.Max(1, quotes / 10), _ => { });   // so that the program is compiled for what it does
        using LongWork work = new("measuring quotes", terminal);
        var figures = bench.Measure(quotes, done => work.Report((double)done / quotes));
        if (asJson) terminal.Out.WriteLine(JsonOf(bench, figures));
        else Show(bench, figures, terminal);
        return ExitCodes.Done;
    }

    private static QuoteBench FullBook(int leases, int seed, Terminal terminal)
    {
        using LongWork work = new("filling the lease book", terminal);
        return new(leases, seed, confirmed => work.Report((double)confirmed / leases));
    }

    private static void Show(QuoteBench bench, QuoteFigures figures, Terminal terminal)
    {
        terminal.Out.WriteLine(
            $"{bench.Leases:#,0} leases ({bench.Refused:#,0} more were refused) in {bench.Tenures:#,0} stretches on {bench.Devices:#,0} devices of {bench.Nodes:#,0} nodes; {figures.Count:#,0} quotes");
        var table = Tables.WithColumns("CPU of", "where the answer is", "#quotes", "#p50 ms", "#p99 ms", "#max ms");
        foreach (var (part, answer, costs) in Rows(figures).Where(row => row.Costs.Count > 0))
            table.Add(part, answer, $"{costs.Count:#,0}", $"{QuoteFigures.MillisecondsAt(costs, 500):0.00}", $"{QuoteFigures.MillisecondsAt(costs, 990):0.00}", $"{QuoteFigures.MillisecondsAt(costs, 1_000):0.00}");
        terminal.Tables.Write(table);
        terminal.Out.WriteLine($"{figures.All.Sum(cost => cost.Offers):#,0} offers; {figures.All.Sum(cost => (long)cost.Left):#,0} cells left, over all quotes.");
    }

    private static List<(string Part, string Answer, List<TimeSpan> Costs)> Rows(QuoteFigures figures)
    {
        (string Answer, IReadOnlyList<QuoteCost> Costs)[] answers = [("any", figures.All), ("yes", figures.Yes), ("no, proved", figures.Proved), ("no, not found", figures.NotFound)];
        (string Part, Func<QuoteCost, TimeSpan> Of)[] parts = [("the quote", cost => cost.Whole), ("ask", cost => cost.Ask), ("offers", cost => cost.Offering), ("most cells", cost => cost.MostCells)];
        return [.. from part in parts from answer in answers select (part.Part, answer.Answer, answer.Costs.Select(part.Of).ToList())];
    }

    private static string JsonOf(QuoteBench bench, QuoteFigures figures) => Json.Text(new JsonObject
    {
        ["leases"] = bench.Leases,
        ["refused"] = bench.Refused,
        ["stretches"] = bench.Tenures,
        ["nodes"] = bench.Nodes,
        ["devices"] = bench.Devices,
        ["quotes"] = figures.Count,
        ["offers"] = figures.All.Sum(cost => cost.Offers),
        ["cells_left"] = figures.All.Sum(cost => (long)cost.Left),
        ["cpu"] = Json.List(Rows(figures).Where(row => row.Costs.Count > 0), row => new JsonObject
        {
            ["part"] = row.Part.Replace(' ', '_'),
            ["answer"] = row.Answer.Replace(", ", "_", StringComparison.Ordinal).Replace(' ', '_'),
            ["quotes"] = row.Costs.Count,
            ["p50_ms"] = QuoteFigures.MillisecondsAt(row.Costs, 500),
            ["p99_ms"] = QuoteFigures.MillisecondsAt(row.Costs, 990),
            ["max_ms"] = QuoteFigures.MillisecondsAt(row.Costs, 1_000),
        }),
    });
}
