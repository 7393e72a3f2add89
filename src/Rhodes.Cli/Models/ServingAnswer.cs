using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>How one kind serves a model in one format.</summary>
/// <param name="Point">Null: it does not, and <paramref name="Refusal"/> says why.</param>
/// <param name="Context">Tokens of the longest sequence on this replica.</param>
/// <param name="JoulesPerToken">At the wall, with the host; null where the kind's limit is unknown.</param>
/// <param name="UsdPerMillion">Answered tokens; null where no price is known.</param>
/// <param name="Replicas">For the load; null where none was asked.</param>
internal sealed record ServingAnswer(
    string Kind, Precision? Weights, ServingPoint? Point, long Context, double? JoulesPerToken, double? UsdPerMillion, long? Replicas, string? Refusal)
{
    private const double SecondsPerHour = 3_600;
    private const double Million = 1e6;

    public static IEnumerable<ServingAnswer> Of(ModelAsked asked) => asked.Kinds.SelectMany(kind =>
    {
        var machine = Machine.Of(kind, out var lacks);
        if (machine is null) return [Refused(kind.Id, null, $"nothing is computed: {string.Join(" and ", lacks)} unknown or unconfirmed")];
        return Formats(asked.Weights, machine).Select(weights => Of(asked, new(asked.Model, machine, asked.Software, weights)));
    });

    /// <summary>Formats that products run faster in than in the one before; all others save memory only, and must be asked for.</summary>
    public static IEnumerable<Precision> Formats(Precision? asked, Machine machine)
    {
        if (asked is { } one) return [one];
        List<Precision> formats = [Precision.Bf16];
        if (machine.Fp8Flops > 0) formats.Add(Precision.Fp8);
        if (machine.Fp4Flops > 0) formats.Add(Precision.Fp4);
        return formats;
    }

    private static ServingAnswer Of(ModelAsked asked, ModelOnMachine it)
    {
        var kind = it.Machine.Kind.Id;
        if (ServingCapacity.Best(it, asked.Traffic, asked.Limits, asked.MostDevices) is not { } point) return Refused(kind, it.Weights, WhyNot(asked, it));
        var price = asked.PriceOf(kind);
        return new(
            kind, it.Weights, point, ServingMemory.LongestContext(it, point.Layout),
            Energy.WallWatts(it.Machine) * point.Layout.Devices / point.TokensPerSecond,
            (double?)price * point.Layout.Devices / SecondsPerHour / point.TokensPerSecond * Million,
            asked.Load is { } load ? (long)Math.Ceiling(load / point.RequestsPerSecond) : null, null);
    }

    private static string WhyNot(ModelAsked asked, ModelOnMachine it)
    {
        if (ServingCapacity.Reachable(it, asked.Traffic, asked.MostDevices) is { } reachable)
        {
            return $"the limits cannot be met; the best that can is TTFT {ModelText.Time(reachable.FirstToken!.Value)} and TPOT {ModelText.Time(reachable.EachToken!.Value)}, one request at a time";
        }

        if (ServingMemory.DevicesNeeded(it, asked.Traffic.LongestContext) is not { } needed) return "it does not fit, on however many devices";
        var weights = $"{it.WeightBytes / 1e9:#,0} GB of weights";
        if (needed > asked.MostDevices) return $"{weights} need {needed:#,0} devices; at most {asked.MostDevices:#,0} are allowed (--most)";
        return $"{weights} need {needed:#,0} devices, which no known link joins: {it.Machine.FastDevices:#,0} share a fast domain, and the rate beyond is unknown";
    }

    private static ServingAnswer Refused(string kind, Precision? weights, string why) => new(kind, weights, null, 0, null, null, null, why);
}
