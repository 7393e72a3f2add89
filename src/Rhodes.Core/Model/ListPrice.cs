namespace Rhodes.Core.Model;

/// <summary>What others ask in public for an hour of one accelerator.</summary>
/// <param name="Kind">An accelerator kind of the <see cref="Catalogue"/>.</param>
/// <param name="Terms">How it is sold: <c>on demand</c>, <c>1-year contract</c>.</param>
/// <param name="Rate">In USD for each device and hour.</param>
/// <param name="Date">When it was so, as far as its source says; else it says that there is no date.</param>
public sealed record ListPrice(string Kind, string Terms, Figure Rate, string Date);

/// <summary>Public prices by kind. A kind without any has no public rate that could be confirmed, and nothing stands in for it.</summary>
public static class ListPrices
{
    private const string Undated = "undated";
    private const string SkyPilot = "SkyPilot price catalogue v8";
    private const string GpuHunt = "github dstackai/gpuhunt, tpu_pricing.json @b707e74";

    private static readonly ListPrice[] All =
    [
        Of("h100", "1-year contract", 1.70m, 2.35m, "Oct 2025 to Mar 2026", FigureMark.Reported, "SemiAnalysis via neighborhoodsf.com"),
        Of("h100", "index", 2.60m, 2.60m, "mid-2026", FigureMark.Reported, "Silicon Data SDH100RT"),
        Of("h100", "on demand", 2.29m, 6.88m, Undated, FigureMark.Measured, $"{SkyPilot}; compux.net"),
        Of("h100", "spot", 1.25m, 1.25m, Undated, FigureMark.Measured, SkyPilot),
        Of("h100", "capacity block", 4.916m, 4.916m, "Dec 2024", FigureMark.Stated, "aws.amazon.com, EC2 Capacity Blocks"),
        Of("h200", "on demand", 3.39m, 4.00m, Undated, FigureMark.Measured, SkyPilot),
        Of("h200", "spot", 1.45m, 1.45m, Undated, FigureMark.Measured, SkyPilot),
        Of("h200", "capacity block", 4.98m, 5.20m, "Jan 2026", FigureMark.Reported, "administraciondesistemas.com"),
        Of("b200", "on demand", 4.89m, 5.50m, Undated, FigureMark.Measured, SkyPilot),
        Of("b200", "any offer", 2.25m, 14.24m, Undated, FigureMark.Reported, "inworld, spheron"),
        Of("b200", "index", 5.30m, 5.30m, Undated, FigureMark.Reported, "inworld, spheron"),
        Of("b200", "spot", 1.71m, 1.71m, Undated, FigureMark.Measured, SkyPilot),
        Of("b300", "on demand", 6.99m, 6.99m, Undated, FigureMark.Measured, SkyPilot),
        Of("b300", "spot", 2.45m, 2.45m, Undated, FigureMark.Measured, SkyPilot),
        Of("trainium1", "capacity block", 0.968m, 0.968m, "Dec 2024", FigureMark.Stated, "aws.amazon.com, EC2 Capacity Blocks"),
        Of("tpu-v5e", "on demand", 1.20m, 1.20m, "Dec 2024", FigureMark.Measured, GpuHunt),
        Of("tpu-v5e", "spot", 0.60m, 0.63m, "Dec 2024", FigureMark.Measured, GpuHunt),
        Of("tpu-v5p", "on demand", 4.20m, 4.20m, "Dec 2024", FigureMark.Measured, GpuHunt),
        Of("tpu-v5p", "spot", 2.10m, 2.42m, "Dec 2024", FigureMark.Measured, GpuHunt),
        Of("tpu-v6e", "on demand", 2.70m, 2.70m, "Dec 2024", FigureMark.Measured, GpuHunt),
        Of("tpu-v6e", "spot", 1.89m, 1.89m, "Dec 2024", FigureMark.Measured, GpuHunt),
    ];

    /// <returns>Empty when no public rate is known.</returns>
    public static IReadOnlyList<ListPrice> Of(string kind) => Array.FindAll(All, price => string.Equals(price.Kind, kind, StringComparison.Ordinal));

    private static ListPrice Of(string kind, string terms, decimal low, decimal high, string date, FigureMark mark, string source) =>
        new(kind, terms, new(low, high, "USD/h", mark, source), date);
}
