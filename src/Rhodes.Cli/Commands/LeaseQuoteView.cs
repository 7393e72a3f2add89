using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Explain;
using Rhodes.Server.Quotes;

namespace Rhodes.Cli.Commands;

/// <summary>The lease book's answer for people: yes or no, and then the five answers that every buyer asks for.</summary>
internal static class LeaseQuoteView
{
    public static void Show(Quoted quoted, Terminal terminal)
    {
        var lease = quoted.Lease;
        Spoken.Wrap(terminal, $"{Text(lease)}, {lease.Mode.ToString().ToLowerInvariant()}, of pool {lease.Pool} for {lease.Tenant}", "");
        if (quoted.Answer.IsYes) ShowPlan(quoted, terminal);
        else ShowNo(quoted, terminal);
        if (quoted.Deal is { Offer: { } offer } nearest)
        {
            terminal.Out.WriteLine();
            Spoken.Wrap(terminal, $"The answers below are for the nearest of these ({Plain(offer)}): {Text(nearest.Lease)}.", "");
        }

        ShowCount(quoted, terminal);
        if (quoted.Deal is { } deal)
        {
            ShowGang(quoted, deal, terminal);
            QuoteStabilityView.Show(quoted, deal, terminal);
        }

        QuoteCostView.Show(quoted, terminal);
        ShowStart(quoted, terminal);
    }

    private static void ShowPlan(Quoted quoted, Terminal terminal)
    {
        terminal.Out.WriteLine(quoted.IsForBuyer ? "YES. It can be promised." : "YES. It can be promised beside every other lease:");
        if (quoted.IsForBuyer) return;
        var table = Tables.WithColumns("from", "until", "#cells", "domains");
        foreach (var cells in quoted.Plan)
            table.Add(Spoken.Day(Instant.Later(cells.From, quoted.Lease.Steps[0].From)), Spoken.Day(cells.Until), $"{cells.Domains.Count:#,0}", NameRanges.Of(cells.Domains));
        terminal.Tables.Write(table);
        if (quoted.Moved > 0) terminal.Out.WriteLine($"{quoted.Moved:#,0} cells that have not started yet would start elsewhere than planned.");
    }

    private static void ShowNo(Quoted quoted, Terminal terminal)
    {
        Spoken.Wrap(terminal, $"NO, {(quoted.Answer.Certainty == Certainty.Proved ? "proved" : "not found")}: {quoted.Answer.Why}.", "");
        if (quoted.Offers.Count == 0)
        {
            terminal.Out.WriteLine("Nothing near it can be promised either.");
            return;
        }

        terminal.Out.WriteLine("What could be promised:");
        var table = Tables.WithColumns("differs", "lease");
        foreach (var offer in quoted.Offers) table.Add(Plain(offer.Kind), Text(offer.Lease));
        terminal.Tables.Write(table);
    }

    private static void ShowCount(Quoted quoted, Terminal terminal)
    {
        List<string> more = [];
        if (quoted.Deal is { } deal)
            more.Add($"{Devices(quoted, deal.LeaseNodes)} of kind {quoted.Pool.Kind} for {deal.Time}{Sparing(deal)}.");
        if (quoted.IsForBuyer) more.Add($"Left over the window: at most {LeaseText.Cells(quoted.Lease.Shape, quoted.Left)}.");
        else AddWhatIsLeft(quoted, more);
        var answer = quoted.Deal is { } had ? $"{LeaseText.Cells(had.Lease.Shape, had.MostCells)}, {Windows(had.Lease)}" : "none of it in this window";
        Spoken.Block(terminal, "How many, how long", answer, more);
    }

    private static void AddWhatIsLeft(Quoted quoted, List<string> more)
    {
        more.Add($"Left over the window: at most {LeaseText.Cells(quoted.Lease.Shape, quoted.Left)}; as whole domains, each level counted alone, "
            + $"{string.Join(", ", quoted.LeftByLevel.Select(level => $"{level.Left:#,0} {Plural(level.Level, level.Left)}"))}.");
        more.Add(quoted.More is { } later
            ? $"More for as long from {Spoken.Day(later.Steps[0].From)}: {LeaseText.Cells(later.Shape, later.Steps[0].Cells)}."
            : "No later start was found at which more is left.");
    }

    private static void ShowGang(Quoted quoted, Deal deal, Terminal terminal)
    {
        var largest = deal.Gangs.Where(gang => gang.IsPromised).MaxBy(gang => gang.Nominal)!;
        List<string> more = [];
        var inside = deal.Gangs.Where(gang => gang.IsPromised && gang != largest).ToList();
        if (inside.Count > 0) more.Add($"Inside it: {string.Join("; ", inside.Select(gang => Gang(quoted, gang)))}.");
        if (Catalogue.Find(quoted.Pool.Kind)?.FastDomain is { } fast)
            more.Add(fast.Level is { } level ? $"{fast.Network} joins the devices of one {level.Name()}{(fast.Devices is { } count ? $", {count} at most" : "")}." : "No fast links between devices.");
        List<DomainGang> around = [];   // innermost first, each only where it holds more than those inside it
        foreach (var gang in deal.Gangs.Where(gang => !gang.IsPromised).Reverse())
            if (gang.Nominal > (around.Count > 0 ? around[^1] : largest).Nominal) around.Add(gang);
        if (around.Count > 0) more.Add($"As planned now, not promised: {string.Join("; ", around.Select(gang => Gang(quoted, gang)))}.");
        Spoken.Block(terminal, "Largest gang in one network domain", Gang(quoted, largest), more);
    }

    private static void ShowStart(Quoted quoted, Terminal terminal)
    {
        List<string> more = [];
        if (quoted.Soonest is { } soonest && soonest.Steps[0].From < quoted.Lease.Steps[0].From)
            more.Add($"All that was asked for could start {When(soonest.Steps[0].From, quoted.At)} already, for as long.");
        else if (!quoted.Answer.IsYes)
            more.Add(quoted.Soonest is { } later ? $"All that was asked for can start on {Spoken.Day(later.Steps[0].From)} at the soonest, as far as was tried." : "No start was found for all that was asked for.");
        if (quoted.Deal is not { } deal)
        {
            Spoken.Block(terminal, "First job", "at no time that was found", more);
            return;
        }

        var (opens, ready) = (deal.OpensAt(quoted.At), deal.ReadyBy(quoted.At));
        if (ready > opens) more.Insert(0, $"At once where nothing is lent there; else by {ready}, after the recall notice of {deal.Lease.RecallNotice}.");
        else if (deal.Lease.Mode == LeaseMode.Dedicated) more.Insert(0, "Its cells are cleared before they open.");
        Spoken.Block(terminal, "First job", $"{When(opens, quoted.At)}, if it is confirmed by then", more);
    }

    private static string When(Instant at, Instant asked) => at <= asked ? $"now ({Spoken.Day(at)})" : $"on {Spoken.Day(at)}";

    private static string Gang(Quoted quoted, DomainGang gang)
    {
        var spares = gang.Real > gang.Nominal ? $" ({gang.Real * (long)quoted.Pool.DevicesPerNode:#,0} with spares)" : "";
        return $"{Devices(quoted, gang.Nominal)} in one {gang.Level.Name()}{spares}";
    }

    private static string Devices(Quoted quoted, long nodes) => $"{nodes * quoted.Pool.DevicesPerNode:#,0} devices";

    private static string Sparing(Deal deal) =>
        deal.RealNodes > deal.Lease.Shape.TotalNodes ? $"; each cell has {deal.Lease.Shape.TotalNodes:#,0} nodes and stands on {deal.RealNodes:#,0}" : "";

    private static string Plural(Level level, int count) => count == 1 ? level.Name() : $"{level.Name()}s";

    private static string Windows(LeaseSpec lease) => lease.Steps.Count == 1
        ? $"{Spoken.Day(lease.Steps[0].From)} to {Spoken.Day(lease.Steps[0].Until)}"
        : $"at most, in {lease.Steps.Count:#,0} windows from {Spoken.Day(lease.Steps[0].From)} to {Spoken.Day(lease.Steps[^1].Until)}";

    private static string Text(LeaseSpec lease) => LeaseText.Of(lease).Replace("T00:00:00Z", "", StringComparison.Ordinal);

    private static string Plain(string kind) => kind.Replace('-', ' ');
}
