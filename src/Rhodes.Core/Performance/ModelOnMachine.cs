namespace Rhodes.Core.Performance;

/// <summary>A model on a machine with a software: everything that a prediction is of but the work.</summary>
public sealed record ModelOnMachine(ModelShape Model, Machine Machine, Software Software, Precision Weights)
{
    /// <summary>Share of the dense peak that products reach on this machine.</summary>
    public double MatrixShare => Software.MatrixShare * VendorShare;

    /// <summary>1 for kinds of which nothing was measured.</summary>
    public double VendorShare => Software.ShareOf(Machine.Kind.Vendor) ?? 1;

    /// <summary>Bytes of what one token leaves in memory.</summary>
    public double ContextBytesPerToken => Model.KeyValuesPerToken * (Weights == Precision.Bf16 ? 2 : Software.SmallContextBytes);

    /// <summary>Of a whole replica. Buffers for other formats are a fiftieth.</summary>
    public double WeightBytes => Model.Weights * Weights.Bytes() * 1.02;
}
