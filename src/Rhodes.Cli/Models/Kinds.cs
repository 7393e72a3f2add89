using Rhodes.Core.Model;
using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>Accelerator kinds by the names that measurements have for them.</summary>
internal static class Kinds
{
    private static readonly Dictionary<string, string> ByMeasuredName = new(StringComparer.Ordinal)
    {
        ["AMD Instinct MI300X 192GB HBM3"] = "mi300x",
        ["NVIDIA B200-SXM-180GB"] = "b200",
        ["NVIDIA H100-SXM-80GB"] = "h100",
        ["NVIDIA H200-SXM-141GB"] = "h200",
        ["NVIDIA H100-SXM5-80GB"] = "h100",
        ["NVIDIA H200-SXM5-141GB"] = "h200",
        ["NVIDIA Blackwell GPU (B200-SXM-180GB)"] = "b200",
        ["NVIDIA Blackwell GPU (GB200)"] = "gb200",
        ["a100-80gb"] = "a100",
        ["h100-80gb"] = "h100",
    };

    /// <summary>The id in the catalogue.</summary>
    public static string OfMeasured(string name) => ByMeasuredName[name];

    /// <summary>For names that are known to be right.</summary>
    public static ModelOnMachine Setting(string model, string kind, Software software, Precision weights) =>
        new(ModelShapes.Find(model)!, Machine.Of(Catalogue.Find(kind)!, out _)!, software, weights);
}
