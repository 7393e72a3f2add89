namespace Rhodes.Core.Performance;

/// <summary>What is asked of a service.</summary>
/// <param name="Prompt">Mean tokens of a prompt, at least 1.</param>
/// <param name="Output">Mean tokens of an answer, at least 1.</param>
/// <param name="Spread">Variance of the prompts' lengths over their mean squared.</param>
public sealed record Traffic(double Prompt, double Output, double Spread = Traffic.UsualSpread)
{
    /// <summary>Assumed where nothing is known of it.</summary>
    public const double UsualSpread = 0.3;

    /// <summary>Tokens that a sequence holds halfway through its answer.</summary>
    public double MeanContext => Prompt + Output / 2;

    public double LongestContext => Prompt + Output;
}

/// <summary>What 99 of 100 requests must stay under, in seconds; null: no limit.</summary>
/// <param name="FirstToken">From when a request comes.</param>
/// <param name="EachToken">Mean over the tokens of one request, after the first.</param>
public sealed record ServiceLimits(double? FirstToken = null, double? EachToken = null);
