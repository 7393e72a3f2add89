using Rhodes.Core.Model;
using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>What somebody wants to know of a model.</summary>
/// <param name="Weights">Null: every format that a kind computes in.</param>
/// <param name="Load">Requests a second that all replicas together get; null: it is not asked.</param>
/// <param name="MostDevices">Of one replica.</param>
/// <param name="Training">Null: it is not asked.</param>
/// <param name="Prices">USD for a device and hour, by kind; where one is not given, the lowest public one on demand.</param>
internal sealed record ModelAsked(
    ModelShape Model, IReadOnlyList<AcceleratorKind> Kinds, Precision? Weights, Software Software, Traffic Traffic, ServiceLimits Limits,
    double? Load, int MostDevices, TrainingAsked? Training, IReadOnlyDictionary<string, decimal> Prices)
{
    /// <summary>USD of one device and hour; null where no price is known.</summary>
    public decimal? PriceOf(string kind)
    {
        if (Prices.TryGetValue(kind, out var given)) return given;
        var listed = ListPrices.Of(kind).Where(price => price.Terms == "on demand" && price.Rate.IsConfirmed).ToList();
        return listed.Count == 0 ? null : listed.Min(price => price.Rate.Low);
    }
}

/// <param name="Tokens">To train on, all together.</param>
internal sealed record TrainingAsked(double Tokens, TrainingWork Work);
