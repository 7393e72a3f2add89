namespace Rhodes.Core.Performance;

/// <summary>How long a prompt waits for those before it, when they come by chance.</summary>
public static class PromptWait
{
    /// <summary>
    /// The wait that 99 of 100 prompts stay under, in a queue with one server (M/G/1): its tail falls as <c>P(wait > t) = √ρ e^(-η t)</c>
    /// with <c>η = 4 (1 - ρ) / ((1 + ρ) s (1 + v))</c>. For prompts of one length (v = 0) η is within 7 % of the exact rate,
    /// which solves <c>ρ (e^(η s) - 1) = η s</c>, for ρ from 0.2 to 0.95.
    /// </summary>
    /// <param name="load">ρ: prompts a second times s; from 0 to below 1.</param>
    /// <param name="seconds">s: that one prompt takes.</param>
    /// <param name="spread">v: variance of the time over its mean squared.</param>
    public static double Wait99(double load, double seconds, double spread)
    {
        if (load <= 0) return 0;
        var rate = 4 * (1 - load) / ((1 + load) * seconds * (1 + spread));
        return Math.Max(0, Series.Logarithm(100 * Math.Sqrt(load))) / rate;
    }
}
