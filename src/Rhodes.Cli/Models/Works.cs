using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>The cheapest kind for one sort of work.</summary>
/// <param name="Usd">For a million tokens.</param>
internal sealed record CheapestFor(string Work, string Kind, Precision Weights, double Usd);

/// <summary>Which kind is cheapest depends on the work: reading needs FLOP, writing needs bandwidth.</summary>
internal static class Works
{
    private static readonly (string Name, Traffic Traffic)[] Usual =
    [
        ("reading: 8,000 in, 200 out", new(8_000, 200)),
        ("writing: 200 in, 2,000 out", new(200, 2_000)),
    ];

    /// <summary>As asked, then reading and writing inside the same limits, then training if it was asked. Works that no kind with a price does are left out.</summary>
    public static IReadOnlyList<CheapestFor> Cheapest(ModelAsked asked, IReadOnlyList<ServingAnswer> serving, IReadOnlyList<TrainingAnswer> training)
    {
        List<CheapestFor> cheapest = [];
        AddServing($"as asked: {asked.Traffic.Prompt:#,0} in, {asked.Traffic.Output:#,0} out", serving);
        foreach (var (name, traffic) in Usual) AddServing(name, ServingAnswer.Of(asked with { Traffic = traffic }));
        if (training.Where(answer => answer.Usd is not null).MinBy(answer => answer.Usd) is { } trained)
            cheapest.Add(new("training", trained.Kind, trained.Weights!.Value, trained.Usd!.Value / asked.Training!.Tokens * 1e6));
        return cheapest;

        void AddServing(string name, IEnumerable<ServingAnswer> answers)
        {
            if (answers.Where(answer => answer.UsdPerMillion is not null).MinBy(answer => answer.UsdPerMillion) is { } best)
                cheapest.Add(new(name, best.Kind, best.Weights!.Value, best.UsdPerMillion!.Value));
        }
    }
}
