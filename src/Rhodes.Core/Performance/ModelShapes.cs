using Rhodes.Core.Model;

namespace Rhodes.Core.Performance;

/// <summary>Models whose shape is known. Others are read from the <c>config.json</c> that they are published with.</summary>
public static class ModelShapes
{
    private const string Inference = "inference-sim/inference-sim model_configs/ @f90a1e3";

    /// <summary>In ordinal order of their ids.</summary>
    public static IReadOnlyList<ModelShape> All { get; } =
    [
        Bloom176B, DeepSeekR1, Llama2With70B, Llama31With405B, Llama31With70B, Llama31With8B, Mixtral8X7B, Qwen3With14B, Qwen3With30BA3B,
    ];

    /// <returns>Null when none has exactly this id.</returns>
    public static ModelShape? Find(string id) => All.FirstOrDefault(shape => string.Equals(shape.Id, id, StringComparison.Ordinal));

    /// <returns>The id that was probably meant; null when none is near.</returns>
    public static string? Nearest(string id) => NearestName.Of(id, All.Select(shape => shape.Id));

    private static ModelShape Bloom176B => new()
    {
        Id = "bloom-176b",
        Layers = 70,
        Width = 14_336,
        QueryHeads = 112,
        KeyValueHeads = 112,
        HeadWidth = 128,
        FeedForward = 57_344,
        IsGated = false,
        Vocabulary = 250_880,
        IsTied = true,
        MostContext = 2_048,
        Mark = FigureMark.Unconfirmed,
        Source = "often quoted; not checked against its own configuration",
    };

    private static ModelShape DeepSeekR1 => new()
    {
        Id = "deepseek-r1",
        Layers = 61,
        Width = 7_168,
        QueryHeads = 128,
        KeyValueHeads = 128,
        HeadWidth = 128,
        FeedForward = 2_048,
        Experts = 256,
        ExpertsUsed = 8,
        SharedExperts = 1,
        DenseLayers = 3,
        DenseFeedForward = 18_432,
        // Queries 7,168 → 1,536 → 128 × 192, latent 7,168 → 576, keys and values 512 → 128 × 256, output 128 × 128 → 7,168.
        OwnAttentionWeights = 7_168L * 1_536 + 1_536L * 128 * 192 + 7_168L * 576 + 512L * 128 * 256 + 128L * 128 * 7_168,
        Latent = 512 + 64,
        Vocabulary = 129_280,
        MostContext = 163_840,
        Mark = FigureMark.Unconfirmed,
        Source = "often quoted; not checked against its own configuration. Adds up to the published 671 B, 37 B active",
    };

    private static ModelShape Llama2With70B => new()
    {
        Id = "llama-2-70b",
        Layers = 80,
        Width = 8_192,
        QueryHeads = 64,
        KeyValueHeads = 8,
        HeadWidth = 128,
        FeedForward = 28_672,
        Vocabulary = 32_768,
        MostContext = 4_096,
        Mark = FigureMark.Stated,
        Source = "microsoft/vidur vidur/config/model_config.py @7d47513 (the vocabulary is padded)",
    };

    private static ModelShape Llama31With8B => new()
    {
        Id = "llama-3.1-8b",
        Layers = 32,
        Width = 4_096,
        QueryHeads = 32,
        KeyValueHeads = 8,
        HeadWidth = 128,
        FeedForward = 14_336,
        Vocabulary = 128_256,
        MostContext = 131_072,
        Mark = FigureMark.Stated,
        Source = Inference,
    };

    private static ModelShape Llama31With70B => Llama2With70B with
    {
        Id = "llama-3.1-70b",
        Vocabulary = 128_256,
        MostContext = 131_072,
        Source = Inference,
    };

    private static ModelShape Llama31With405B => new()
    {
        Id = "llama-3.1-405b",
        Layers = 126,
        Width = 16_384,
        QueryHeads = 128,
        KeyValueHeads = 8,
        HeadWidth = 128,
        FeedForward = 53_248,
        Vocabulary = 128_256,
        MostContext = 131_072,
        Mark = FigureMark.Stated,
        Source = "arXiv 2407.21783",
    };

    private static ModelShape Mixtral8X7B => Llama31With8B with
    {
        Id = "mixtral-8x7b",
        Experts = 8,
        ExpertsUsed = 2,
        Vocabulary = 32_000,
        MostContext = 32_768,
    };

    private static ModelShape Qwen3With14B => new()
    {
        Id = "qwen3-14b",
        Layers = 40,
        Width = 5_120,
        QueryHeads = 40,
        KeyValueHeads = 8,
        HeadWidth = 128,
        FeedForward = 17_408,
        Vocabulary = 151_936,
        MostContext = 40_960,
        Mark = FigureMark.Stated,
        Source = Inference,
    };

    private static ModelShape Qwen3With30BA3B => new()
    {
        Id = "qwen3-30b-a3b",
        Layers = 48,
        Width = 2_048,
        QueryHeads = 32,
        KeyValueHeads = 4,
        HeadWidth = 128,
        FeedForward = 768,
        Experts = 128,
        ExpertsUsed = 8,
        Vocabulary = 151_936,
        MostContext = 40_960,
        Mark = FigureMark.Stated,
        Source = Inference,
    };
}
