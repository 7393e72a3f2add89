using System.Text.Json.Nodes;
using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Cli.Commands;

/// <summary>An explanation for people and for programs.</summary>
internal static class ExplanationView
{
    public static void Show(string tenant, Instant at, IReadOnlyList<Explanation> explanations, Terminal terminal)
    {
        foreach (var alike in explanations.GroupBy(told => string.Join('\n', Lines(told))))
        {
            var jobs = NameRanges.Of(alike.Select(told => $"{tenant}/{told.Told.Id.Number}"));
            terminal.Out.WriteLine($"{jobs} ({alike.First().Told.Spec.Name}), at {at}:");
            foreach (var line in Lines(alike.First())) terminal.Out.WriteLine($"  {line}");
        }
    }

    public static string Json(string scenario, string tenant, Instant at, IReadOnlyList<Explanation> explanations) => Cli.Json.Text(new JsonObject
    {
        ["scenario"] = scenario,
        ["tenant"] = tenant,
        ["at"] = Cli.Json.At(at),
        ["jobs"] = Cli.Json.List(explanations, Of),
    });

    private static JsonObject Of(Explanation told) => new()
    {
        ["number"] = told.Told.Id.Number,
        ["name"] = told.Told.Spec.Name,
        ["claim"] = Word(told.Told.Spec.Claim),
        ["submitted_at"] = Cli.Json.At(told.Told.SubmittedAt),
        ["first_launched_at"] = told.Told.FirstLaunchedAt is { } first ? Cli.Json.At(first) : null,
        ["doing"] = told.Doing.ToString().ToLowerInvariant(),
        ["on"] = told.On is { } claim ? Word(claim) : null,
        ["since"] = told.Since is { } since ? Cli.Json.At(since) : null,
        ["until"] = told.Until is { } until ? Cli.Json.At(until) : null,
        ["outcome"] = told.Told.Outcome is { } outcome ? TurnReasons.Snake($"{outcome}") : null,
        ["devices"] = told.Devices,
        ["nodes"] = Cli.Json.List(told.Nodes, node => (JsonNode)node),
        ["turn"] = told.Turn is { } turn ? Of(turn) : null,
        ["loan"] = told.Loan is { } loan ? Of(loan) : null,
        ["sentence"] = Sentence(told),
    };

    private static JsonObject Of(Reason reason) => new()
    {
        ["blocked_by"] = reason.By,
        ["why"] = reason.Why,
        ["needs"] = reason.Needs,
        ["best"] = reason.Best,
        ["starts_by"] = Cli.Json.At(reason.Earliest),
        ["would_start_with"] = reason.Change.Length == 0 ? null : reason.Change,
    };

    private static IEnumerable<string> Lines(Explanation told)
    {
        var own = told.Doing == JobDoing.Waiting ? "On its tenant's own cells" : "Its own turn";
        var isOneReason = told.Turn?.Why == told.Loan?.Why;
        IEnumerable<string> lines = [Sentence(told)];
        if (told.Turn is { } turn) lines = lines.Concat(Lines(isOneReason ? "On its tenant's own cells and on loan" : own, turn));
        if (told.Loan is { } loan && !isOneReason) lines = lines.Concat(Lines("On loan", loan));
        return lines;
    }

    private static IEnumerable<string> Lines(string where, Reason reason)
    {
        yield return $"{where}: {reason.Why}.";
        if (!reason.Earliest.IsNever) yield return $"  It starts by {reason.Earliest} at the latest, as far as is known now.";
        if (reason.Change.Length > 0) yield return $"  What would help: {reason.Change}.";
    }

    private static string Sentence(Explanation told) => told.Doing switch
    {
        JobDoing.Running => $"It runs {Place(told)}, since {told.Since}.",
        JobDoing.Stopping => $"It runs {Place(told)}, was told to leave, and is gone by {told.Until}.",
        JobDoing.Starting => $"Its turn has come: {told.Devices:#,0} devices are kept for it on {NameRanges.Of(told.Nodes)}.",
        JobDoing.Over => $"It is over since {told.Since}: {Word(told.Told.Outcome)}.",
        _ => told.Told.FirstLaunchedAt is { } first ? $"It waits; it ran first at {first}, and is to go on." : $"It waits since {told.Told.SubmittedAt}, when it was submitted.",
    };

    private static string Place(Explanation told) =>
        $"{(told.On == Claim.Loan ? "on loan" : "on its tenant's own cells")}, on {told.Devices:#,0} device{(told.Devices == 1 ? "" : "s")} of {NameRanges.Of(told.Nodes)}";

    private static string Word(Claim claim) => claim.ToString().ToLowerInvariant();

    private static string Word(JobOutcome? outcome) => outcome switch
    {
        JobOutcome.Completed => "it completed",
        JobOutcome.Failed => "it failed",
        JobOutcome.TimedOut => "it ran to its time limit",
        _ => "it was cancelled",
    };
}
