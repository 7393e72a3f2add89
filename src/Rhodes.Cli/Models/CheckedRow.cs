namespace Rhodes.Cli.Models;

/// <summary>What was measured, by what it says about the model.</summary>
internal enum CheckFamily
{
    Serving = 0,
    Prompt = 1,
    Token = 2,
    Training = 3,
}

/// <summary>One measurement beside its prediction.</summary>
/// <param name="Calibrates">It may have set factors, and is not counted.</param>
/// <param name="Case">Rows of one case count once, by their median error, so that a machine that many measured does not decide alone.</param>
/// <param name="Row">What tells it from others of its case.</param>
/// <param name="Measured">In <paramref name="Unit"/>.</param>
/// <param name="Predicted">Null: the model has no answer, which counts as an error of 100 %.</param>
internal sealed record CheckedRow(CheckFamily Family, bool Calibrates, string Case, string Row, double Measured, double? Predicted, string Unit)
{
    /// <summary>Share of what was measured by which the prediction is above it.</summary>
    public double Error => Predicted is { } predicted ? predicted / Measured - 1 : -1;
}

/// <summary>Errors of a family, or of all, in shares.</summary>
/// <param name="Name">Of the family, or <c>all</c>.</param>
/// <param name="Cases">That were counted.</param>
/// <param name="P90">Nine of ten cases are at most so wrong.</param>
internal sealed record CheckSummary(string Name, int Cases, double Median, double P90);
