namespace Rhodes.Core.Performance;

/// <summary>What follows from the time of a step.</summary>
public static class TrainingCost
{
    /// <summary>FLOP that a token is said to need: <c>6 N_a</c>, and <c>4 N_a</c> with frozen weights, which get no gradient.</summary>
    public static double FlopPerToken(ModelShape model, bool adaptersOnly) => (adaptersOnly ? 4.0 : 6.0) * model.ActiveWeights;

    /// <summary>Model FLOP utilisation: <c>FLOP per token × tokens / (time × devices × dense peak)</c>, of the peak that products run at.</summary>
    public static double Utilisation(ModelOnMachine it, TrainingWork work, TrainingStep step) =>
        FlopPerToken(it.Model, work.AdaptersOnly) * work.TokensPerStep / (step.Seconds * step.Layout.Devices * it.Machine.FlopsWith(it.Weights));

    public static double TokensPerSecond(TrainingWork work, TrainingStep step) => work.TokensPerStep / step.Seconds;
}
