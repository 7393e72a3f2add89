using Rhodes.Core.Model;
using Rhodes.Server.Quotes;

namespace Rhodes.Cli.Commands;

/// <summary>What a lease costs, for people, and what others ask.</summary>
internal static class QuoteCostView
{
    public static void Show(Quoted quoted, Terminal terminal)
    {
        var answer = (quoted.Deal, quoted.Price) switch
        {
            ({ } deal, { } price) => $"{Spoken.Usd(deal.Charged.At(price))} at {price} USD/h",
            ({ } deal, null) => $"{deal.Charged.Hours:#,0.###} device-hours at the owner's price (--price says it)",
            (null, { } price) => $"{price} USD for each device and hour",
            _ => "as its owner asks (--price says it)",
        };
        List<string> more = [];
        if (quoted.Deal is { } had && quoted.Price is not null) more.Add($"{had.Charged.Hours:#,0.###} device-hours.");
        if (quoted.Deal is { Lease.Mode: LeaseMode.Dedicated } whole) more.Add($"Dedicated: whole domains are charged; {whole.Sold.Hours:#,0.###} device-hours without their spares.");
        Spoken.Block(terminal, "Cost", answer, more);
        ShowListPrices(quoted.Pool.Kind, quoted.Deal?.Charged, terminal);
    }

    public static void ShowListPrices(string kind, DeviceTime? time, Terminal terminal)
    {
        var prices = ListPrices.Of(kind);
        if (prices.Count == 0)
        {
            terminal.Out.WriteLine($"  No public rate of {kind} is known.");
            return;
        }

        string[] columns = ["others ask for " + kind, "USD/h", "date", "source"];
        List<string> sources = [];
        var table = Tables.WithColumns(time is null ? columns : [.. columns, "#that would be, USD"]);
        foreach (var price in prices)
        {
            string[] cells = [price.Terms, Rate(price.Rate), price.Date, NumberOf(sources, price.Rate)];
            table.Add(time is { } hours ? [.. cells, Amount(price.Rate, hours)] : cells);
        }

        terminal.Tables.Write(table);
        Spoken.Wrap(terminal, $"{string.Join("; ", sources.Select((source, index) => $"[{index + 1}] {source}"))}.", "  ");
    }

    /// <summary>The number of a source among those that are named below.</summary>
    private static string NumberOf(List<string> sources, Figure rate)
    {
        var source = $"{rate.Source} ({Marks[rate.Mark]})";
        if (!sources.Contains(source)) sources.Add(source);
        return $"[{sources.IndexOf(source) + 1}]";
    }

    private static readonly Dictionary<FigureMark, string> Marks = new()
    {
        [FigureMark.Measured] = "measured", [FigureMark.Stated] = "stated", [FigureMark.Reported] = "press",
        [FigureMark.Derived] = "derived", [FigureMark.Unconfirmed] = "UNCONFIRMED",
    };

    private static string Rate(Figure rate) => rate.IsRange ? $"{rate.Low:0.00#} to {rate.High:0.00#}" : $"{rate.Low:0.00#}";

    private static string Amount(Figure rate, DeviceTime time)
    {
        var (low, high) = (Spoken.About(time.At(rate.Low)), Spoken.About(time.At(rate.High)));
        return rate.IsRange ? $"{low} to {high}" : low;
    }
}
