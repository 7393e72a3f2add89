using System.CommandLine;
using Rhodes.Core.Control;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes lease quote SITE</c>: whether a lease can be promised beside all others, and what could be instead.</summary>
internal static class LeaseQuoteCommand
{
    private static readonly (string Key, string Description, string Value)[] Keys =
    [
        ("tenant", "Who would have it.", "T"),
        ("pool", "The pool that it is of.", "P"),
        ("kind", "In place of --pool, where one pool has this kind.", "KIND"),
        ("cells", "How many cells of which level, such as \"40 x rack\".", "CELLS"),
        ("devices", "In place of --cells: a count of devices, rounded up to whole nodes.", "N"),
        ("nominal", "What each cell is sold with, such as \"{racks: 4, nodes: 15}\".", "SIZE"),
        ("from", "When it starts.", "T"),
        ("until", "When it ends.", "T"),
        ("mode", "guaranteed (the default) or dedicated.", "MODE"),
        ("isolation", "With dedicated: the level that is closed to others.", "LEVEL"),
        ("recall-notice", "How long borrowed capacity may take to come back; 2m if not given.", "D"),
    ];

    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("SITE") { Description = "A site folder." };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var at = new Option<string?>("--at") { Description = "When it is asked: cells that are open by then stay where they are. Now if not given.", HelpName = "T" };
        var command = new Command("quote", "Ask whether a lease can be promised beside all others.") { path };
        var options = Keys.Select(key => (key.Key, Option: new Option<string?>($"--{key.Key}") { Description = key.Description, HelpName = key.Value })).ToList();
        foreach (var (_, option) in options) command.Add(option);
        command.Add(at);
        command.Add(json);
        HelpWithExample.AddTo(command,
            "rhodes lease quote examples/university --tenant biology --pool h100 --cells \"2 x node\" --from 2026-04-01 --until 2026-07-01");
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(path),
            [.. options.Select(pair => (pair.Key, Value: parsed.GetValue(pair.Option))).Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!))],
            parsed.GetValue(at), parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(string path, List<(string Key, string Value)> options, string? asked, bool asJson, Terminal terminal)
    {
        if (!Loading.TryLoadSite(path, terminal, out var site)) return ExitCodes.BadInput;
        var read = LeaseOptions.Read(site, options);
        if (!read.IsSound) return terminal.Refuse(read.Problems);
        var at = Instant.Earlier(LeasedSite.Today, read.Value.Steps[0].From);
        if (asked is not null && !Loading.TryReadTime("--at", asked, Instant.Beginning, terminal, out at)) return ExitCodes.BadInput;
        if (read.Value.Steps[^1].Until <= at) return terminal.Refuse($"--until: {read.Value.Steps[^1].Until} is not after {at}, when it is asked; expected a later instant");
        if (!LeasedSite.TryPlay(site, at, terminal, out var core)) return ExitCodes.BadInput;
        var quoted = Ask(core, read.Value, at);
        if (asJson) terminal.Out.WriteLine(LeaseQuoteView.Json(quoted));
        else LeaseQuoteView.Show(quoted, terminal);
        return quoted.Answer.IsYes ? ExitCodes.Done : ExitCodes.Negative;
    }

    private static Quoted Ask(ControlCore core, LeaseSpec lease, Instant at)
    {
        var view = core.ViewFor(lease.Tenant, lease.Pool);
        var answer = Book.Ask(view, lease);
        var offers = answer.IsYes ? [] : Book.OffersFor(view, lease);
        var ofLease = view.NumberOf(CellDemand.ClassOf(lease));
        var pool = core.State.Fabric.PoolIndex(lease.Pool);
        var before = view.Plan.All.ToDictionary(tenure => tenure.Id);
        List<PlannedCells> cells = [];
        foreach (var group in (answer.Change?.Set ?? []).Where(tenure => tenure.Tenant == view.Tenant && tenure.Class == ofLease).GroupBy(tenure => (tenure.From, tenure.Until)))
            cells.Add(new(group.Key.From, group.Key.Until, [.. group.OrderBy(tenure => tenure.Domain.Index).Select(tenure => core.State.Fabric.NameOf(pool, tenure.Domain))]));
        var moved = answer.Change?.Set.Count(tenure => before.TryGetValue(tenure.Id, out var was) && was.Domain != tenure.Domain) ?? 0;
        return new(lease, at, answer, [.. cells.OrderBy(entry => entry.From).ThenBy(entry => entry.Until)], moved, offers, Book.MostCells(view, lease));
    }
}

/// <summary>Domains that a plan has for some of a lease's cells.</summary>
internal sealed record PlannedCells(Instant From, Instant Until, IReadOnlyList<string> Domains);

/// <summary>The book's answer to one question.</summary>
/// <param name="Moved">Cells of leases that have not started yet, and would start elsewhere than planned.</param>
/// <param name="Left">The most cells of this shape that could be promised over the whole window.</param>
internal sealed record Quoted(
    LeaseSpec Lease, Instant At, Answer Answer, IReadOnlyList<PlannedCells> Plan, int Moved, IReadOnlyList<Offer> Offers, int Left);
