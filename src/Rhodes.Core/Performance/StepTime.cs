namespace Rhodes.Core.Performance;

/// <summary>What one step of a replica has to do.</summary>
/// <param name="PromptTokens">Tokens of prompts that are read.</param>
/// <param name="PromptLength">Tokens of each prompt that they belong to; 0 when there are none.</param>
/// <param name="Sequences">That get one more token each.</param>
/// <param name="Context">Tokens that each of them has behind it.</param>
public readonly record struct StepWork(double PromptTokens, double PromptLength, double Sequences, double Context)
{
    public double Tokens => PromptTokens + Sequences;

    public double Prompts => PromptLength > 0 ? PromptTokens / PromptLength : 0;

    public static StepWork Prompt(double tokens, double prompts = 1) => new(tokens * prompts, tokens, 0, 0);

    public static StepWork Decode(double sequences, double context) => new(0, 0, sequences, context);
}

/// <summary>A step by what takes its time, in seconds.</summary>
/// <param name="Weights">Reading them.</param>
/// <param name="Matrices">Products with weights.</param>
/// <param name="Attention">Products of prompts with themselves.</param>
/// <param name="Context">Reading what sequences have behind them.</param>
/// <param name="Elements">What is between matrices.</param>
/// <param name="Exchange">Sums among the devices that a layer is split over, and the way from stage to stage.</param>
/// <param name="Host">Starting all this, and each sequence.</param>
public readonly record struct StepTime(double Weights, double Matrices, double Attention, double Context, double Elements, double Exchange, double Host)
{
    /// <summary>The sum: overlap is not assumed where none is known.</summary>
    public double Seconds => Weights + BesideWeights;

    /// <summary>What is left when another step reads the weights anyway.</summary>
    public double BesideWeights => Matrices + Attention + Context + Elements + Exchange + Host;
}
