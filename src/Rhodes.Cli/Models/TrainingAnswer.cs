using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>How one kind trains a model with products in one format.</summary>
/// <param name="Step">Null: it does not, and <paramref name="Refusal"/> says why.</param>
/// <param name="Utilisation">Of the model's FLOP against the dense peak.</param>
/// <param name="Seconds">For all tokens, without faults and restarts.</param>
/// <param name="MegawattHours">At the wall, with the hosts; null where the kind's limit is unknown.</param>
/// <param name="Usd">Null where no price is known.</param>
internal sealed record TrainingAnswer(
    string Kind, Precision? Weights, TrainingStep? Step, double Utilisation, double TokensPerSecond, double Seconds, double? MegawattHours, double? Usd, string? Refusal)
{
    private const double SecondsPerHour = 3_600;

    public static IEnumerable<TrainingAnswer> Of(ModelAsked asked, TrainingAsked training) => asked.Kinds.SelectMany(kind =>
    {
        var machine = Machine.Of(kind, out var lacks);
        if (machine is null) return [Refused(kind.Id, null, $"nothing is computed: {string.Join(" and ", lacks)} unknown or unconfirmed")];
        // Nothing was measured with products in FP4, whose gain in training is therefore not claimed.
        var formats = ServingAnswer.Formats(asked.Weights, machine).Where(weights => weights != Precision.Fp4 || asked.Weights is not null);
        return formats.Select(weights => Of(asked, training, new(asked.Model, machine, asked.Software, weights)));
    });

    private static TrainingAnswer Of(ModelAsked asked, TrainingAsked training, ModelOnMachine it)
    {
        var kind = it.Machine.Kind.Id;
        if (Training.Best(it, training.Work) is not { } step)
        {
            var why = Training.DevicesNeeded(it, training.Work) is { } needed
                ? $"it does not fit; {needed:#,0} devices would do, with as many sequences to a batch"
                : it.Machine.NetworkBytesPerSecond == 0 ? "it does not fit in one fast domain, and the rate beyond is unknown" : "it does not fit, on however many devices";
            return Refused(kind, it.Weights, why);
        }

        var rate = TrainingCost.TokensPerSecond(training.Work, step);
        var seconds = training.Tokens / rate;
        var deviceHours = seconds / SecondsPerHour * step.Layout.Devices;
        return new(
            kind, it.Weights, step, TrainingCost.Utilisation(it, training.Work, step), rate, seconds,
            Energy.WallWatts(it.Machine) * deviceHours / 1e6, (double?)asked.PriceOf(kind) * deviceHours, null);
    }

    private static TrainingAnswer Refused(string kind, Precision? weights, string why) => new(kind, weights, null, 0, 0, 0, null, null, why);
}
