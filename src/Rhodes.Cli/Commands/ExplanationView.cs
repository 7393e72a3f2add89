using System.Text.Json.Nodes;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Server.Explain;

namespace Rhodes.Cli.Commands;

/// <summary>An explanation for people and for programs.</summary>
internal static class ExplanationView
{
    public static void Show(string tenant, Instant at, IReadOnlyList<Explanation> explanations, Terminal terminal)
    {
        foreach (var alike in explanations.GroupBy(told => string.Join('\n', ExplanationText.Lines(told))))
        {
            var jobs = NameRanges.Of(alike.Select(told => $"{tenant}/{told.Told.Id.Number}"));
            terminal.Out.WriteLine($"{jobs} ({alike.First().Told.Spec.Name}), at {at}:");
            foreach (var line in ExplanationText.Lines(alike.First())) terminal.Out.WriteLine($"  {line}");
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
        ["sentence"] = ExplanationText.Sentence(told),
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

    private static string Word(Claim claim) => claim.ToString().ToLowerInvariant();
}
