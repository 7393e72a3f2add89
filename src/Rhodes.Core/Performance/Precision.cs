namespace Rhodes.Core.Performance;

/// <summary>The format that a model's weights are kept in.</summary>
public enum Precision
{
    /// <summary>BF16 or FP16, as most models are published.</summary>
    Bf16 = 0,

    Fp8 = 1,

    /// <summary>Four bits with a scale of eight bits for every sixteen values.</summary>
    Fp4 = 2,
}

/// <summary>Names and sizes of the formats.</summary>
public static class Precisions
{
    public static IReadOnlyList<Precision> All { get; } = [Precision.Bf16, Precision.Fp8, Precision.Fp4];

    public static string Name(this Precision precision) => precision switch
    {
        Precision.Bf16 => "bf16",
        Precision.Fp8 => "fp8",
        Precision.Fp4 => "fp4",
        _ => throw Units.Invariant.Broken($"there is no precision {(int)precision}"),
    };

    /// <returns>Null when no format has exactly this name.</returns>
    public static Precision? Find(string name)
    {
        foreach (var precision in All)
            if (string.Equals(precision.Name(), name, StringComparison.Ordinal)) return precision;
        return null;
    }

    /// <summary>Bytes of one weight, with its share of the scales.</summary>
    public static double Bytes(this Precision precision) => precision switch
    {
        Precision.Bf16 => 2,
        Precision.Fp8 => 1,
        Precision.Fp4 => 0.5 + 1.0 / 16,
        _ => throw Units.Invariant.Broken($"there is no precision {(int)precision}"),
    };
}
