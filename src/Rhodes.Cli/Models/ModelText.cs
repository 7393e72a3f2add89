using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>Figures of predictions as people read them: three digits, since no more are right.</summary>
internal static class ModelText
{
    public static string Time(double seconds) => seconds switch
    {
        double.PositiveInfinity => "no end",
        < 0.0995 => $"{seconds * 1_000:0.0} ms",
        < 0.9995 => $"{seconds * 1_000:0} ms",
        < 99.5 => $"{seconds:0.00} s",
        < 3_600 => $"{seconds / 60:0.0} min",
        < 86_400 => $"{seconds / 3_600:0.0} h",
        _ => $"{seconds / 86_400:#,0.0} days",
    };

    public static string Amount(double value) => value switch
    {
        < 0.0995 => $"{value:0.0000}",
        < 9.995 => $"{value:0.00}",
        < 99.95 => $"{value:0.0}",
        _ => $"{value:#,0}",
    };

    public static string Amount(double? value) => value is { } known ? Amount(known) : "-";

    public static string Name(Precision? weights) => weights is { } known ? known.Name() : "-";

    public static string Name(ServingBound bound) => bound switch
    {
        ServingBound.Batch => "memory",
        ServingBound.FirstToken => "TTFT",
        ServingBound.EachToken => "TPOT",
        _ => throw Core.Units.Invariant.Broken($"there is no bound {(int)bound}"),
    };

    /// <summary>In billions: <c>70.6 B</c>.</summary>
    public static string Weights(long weights) => $"{weights / 1e9:#,0.0} B";
}
