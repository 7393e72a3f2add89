namespace Rhodes.Twin.Serving;

/// <summary>
/// How long one step of a replica takes: <c>Base + PerPromptToken * prompt tokens + PerSequence * sequences that decode + PerCachedToken * their cached tokens</c>.
/// </summary>
/// <remarks>The form that measured engines have: a decode step is <c>a + b B</c> to 1 to 2.5 % up to a batch of 256 (ml-energy/leaderboard @0cd52da), and prompt tokens beside it add their own cost, with one reading of the weights.</remarks>
/// <param name="Base">Seconds: reading the weights, and starting.</param>
/// <param name="PerPromptToken">Seconds: its FLOP.</param>
/// <param name="PerSequence">Seconds: FLOP of one token, and what an engine does for a sequence.</param>
/// <param name="PerCachedToken">Seconds: reading its keys and values.</param>
public sealed record StepCost(double Base, double PerPromptToken, double PerSequence, double PerCachedToken)
{
    /// <summary>Of one step.</summary>
    /// <param name="prompt">Prompt tokens in it.</param>
    /// <param name="sequences">That decode in it, and so many tokens that they have cached.</param>
    public double Of(double prompt, double sequences, double cached) => Base + (PerPromptToken * prompt) + (PerSequence * sequences) + (PerCachedToken * cached);

    /// <summary>Of so many steps in which only the same sequences decode, and each caches a token more in every one.</summary>
    /// <param name="cached">In the first of them.</param>
    public double OfMany(long steps, int sequences, long cached) =>
        (steps * (Base + (PerSequence * sequences))) + (PerCachedToken * ((double)cached * steps + (sequences * (steps * (steps - 1.0) / 2))));

    /// <summary>The least number of steps, as in <see cref="OfMany"/>, that take at least so long.</summary>
    public long StepsFor(double seconds, int sequences, long cached)
    {
        var square = PerCachedToken * sequences / 2;
        var line = Base + (PerSequence * sequences) + (PerCachedToken * cached) - square;
        var steps = (long)Math.Ceiling(square == 0 ? seconds / line : ((2 * seconds) / (line + Math.Sqrt((line * line) + (4 * square * seconds)))));
        // The last digit of a root is not to be trusted.
        while (steps > 1 && OfMany(steps - 1, sequences, cached) >= seconds) steps--;
        while (OfMany(steps, sequences, cached) < seconds) steps++;
        return Math.Max(1, steps);
    }
}
