using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Rhodes.Cli.Client;
using Rhodes.Cli.Live;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Quotes;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes lease quote</c>, of a site folder or a server: whether a lease can be promised beside all others, and what could be instead.</summary>
internal static class LeaseQuoteCommand
{
    private const int DaysIfNotSaid = 30;

    /// <summary>The keys of a lease that options say.</summary>
    public static readonly IReadOnlyList<(string Key, string Description, string Value)> Keys =
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
        var path = new Argument<string?>("SITE") { Description = "A site folder. Without one, or with a file that has one lease as leases.yaml would: the server is asked.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var at = new Option<string?>("--at") { Description = "When it is asked: cells that are open by then stay where they are. Now if not given.", HelpName = "T" };
        var command = new Command("quote", "Ask what a lease would be: whether it can be promised, its largest gang, stability, cost and start. Without one: what the site has left.") { path };
        var options = Keys.Select(key => (key.Key, Option: new Option<string?>($"--{key.Key}") { Description = key.Description, HelpName = key.Value })).ToList();
        foreach (var (_, option) in options) command.Add(option);
        var price = new Option<string?>("--price") { Description = "What the owner asks for one device and hour, such as 2.10 or \"2.10 USD/h\".", HelpName = "USD/H" };
        var context = ClientCommand.Context();
        command.Add(at);
        command.Add(price);
        command.Add(context);
        command.Add(json);
        HelpWithExample.AddTo(command,
            "rhodes lease quote examples/university --tenant biology --pool h100 --cells \"2 x node\" --from 2026-04-01 --until 2026-07-01 --price 2.10",
            "rhodes lease quote examples/colossus-1 --from 2026-06-01 --until 2027-06-01",
            "rhodes lease quote lease.yaml");
        command.SetAction(async (parsed, cancel) =>
        {
            List<(string Key, string Value)> given = [.. options.Select(pair => (pair.Key, Value: parsed.GetValue(pair.Option))).Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!))];
            var site = parsed.GetValue(path);
            if (site is not null && !File.Exists(site))
            {
                return parsed.GetValue(context) is not null ? terminal.Refuse("--context: is of no use with a site folder")
                    : Run(site, given, (parsed.GetValue(at), parsed.GetValue(price)), parsed.GetValue(json), terminal);
            }

            return await ClientCommand.RunAsync(parsed.GetValue(context), parsed.GetValue(json), terminal, cancel,
                asking => LiveLeases.QuoteAsync(asking, site, given, (parsed.GetValue(at), parsed.GetValue(price)))).ConfigureAwait(false);
        });
        return command;
    }

    private static int Run(string path, List<(string Key, string Value)> options, (string? At, string? Price) beside, bool asJson, Terminal terminal)
    {
        if (!Loading.TryLoadSite(path, terminal, out var site)) return ExitCodes.BadInput;
        decimal? price = null;
        if (beside.Price is { } text)
        {
            if (!Quantities.TryParsePrice(text, out var usd, out var fault)) return terminal.Refuse($"--price: '{text}'{(fault.Length > 0 ? " " : "")}{fault}; expected {Quantities.PriceForm}");
            price = usd;
        }

        return options.TrueForAll(option => option.Key is "from" or "until") ? QuoteSite(site, options, beside.At, price, asJson, terminal)
            : QuoteLease(site, options, beside.At, price, asJson, terminal);
    }

    private static int QuoteLease(SiteSpec site, List<(string Key, string Value)> options, string? asked, decimal? price, bool asJson, Terminal terminal)
    {
        var read = LeaseOptions.Read(site, options);
        if (!read.IsSound) return terminal.Refuse(read.Problems);
        var at = Instant.Earlier(LeasedSite.Today, read.Value.Steps[0].From);
        if (asked is not null && !Loading.TryReadTime("--at", asked, Instant.Beginning, terminal, out at)) return ExitCodes.BadInput;
        if (read.Value.Steps[^1].Until <= at) return terminal.Refuse($"--until: {read.Value.Steps[^1].Until} is not after {at}, when it is asked; expected a later instant");
        if (!TryGoTo(site, at, terminal, out var core)) return ExitCodes.BadInput;
        var quoted = LeaseQuoting.Ask(core, read.Value, at, price);
        if (asJson) terminal.Out.WriteLine(Json.Text(LeaseQuoteJson.Of(quoted)));
        else LeaseQuoteView.Show(quoted, terminal);
        return quoted.Answer.IsYes ? ExitCodes.Done : ExitCodes.Negative;
    }

    /// <summary>Without a lease in particular: what the site as a whole has, for 30 days from when it is asked if nothing else is said.</summary>
    private static int QuoteSite(SiteSpec site, List<(string Key, string Value)> options, string? asked, decimal? price, bool asJson, Terminal terminal)
    {
        var at = LeasedSite.Today;
        if (asked is not null && !Loading.TryReadTime("--at", asked, Instant.Beginning, terminal, out at)) return ExitCodes.BadInput;
        var from = at;
        if (Value("from") is { } first && !Loading.TryReadTime("--from", first, Instant.Beginning, terminal, out from)) return ExitCodes.BadInput;
        if (asked is null) at = Instant.Earlier(at, from);
        var until = from + Duration.FromDays(DaysIfNotSaid);
        if (Value("until") is { } last && !Loading.TryReadTime("--until", last, Instant.Beginning, terminal, out until)) return ExitCodes.BadInput;
        if (until <= Instant.Later(from, at)) return terminal.Refuse($"--until: {until} is not after {Instant.Later(from, at)}, when the window starts; expected a later instant");
        if (!TryGoTo(site, at, terminal, out var core)) return ExitCodes.BadInput;
        LeaseStep window = new(Instant.Later(from, at), until, 1);
        if (asJson) terminal.Out.WriteLine(SiteQuote.JsonOf(core, at, window, price));
        else SiteQuote.Show(core, at, window, price, terminal);
        return ExitCodes.Done;

        string? Value(string key) => options.Find(option => option.Key == key).Value;
    }

    /// <summary>The site with its leases confirmed, at the instant itself, so that nothing is offered before it.</summary>
    private static bool TryGoTo(SiteSpec site, Instant at, Terminal terminal, [NotNullWhen(true)] out ControlCore? core)
    {
        if (!LeasedSite.TryPlay(site, at, terminal, out core)) return false;
        if (core.State.Now < at) core.Decide(new Core.Contract.Settle(at));
        return true;
    }
}
