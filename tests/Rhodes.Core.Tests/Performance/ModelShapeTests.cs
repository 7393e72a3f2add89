using Rhodes.Core.Performance;

namespace Rhodes.Core.Tests.Performance;

public sealed class ModelShapeTests
{
    /// <summary>In billions, as their makers name them; the norms that are not counted are less than the tolerance.</summary>
    [Theory]
    [InlineData("bloom-176b", 176, 176)]
    [InlineData("deepseek-r1", 671, 37)]
    [InlineData("llama-2-70b", 69, 69)]
    [InlineData("llama-3.1-8b", 8.03, 8.03)]
    [InlineData("llama-3.1-70b", 70.6, 70.6)]
    [InlineData("llama-3.1-405b", 405.9, 405.9)]
    [InlineData("mixtral-8x7b", 46.7, 12.9)]
    [InlineData("qwen3-14b", 14.8, 14.8)]
    [InlineData("qwen3-30b-a3b", 30.5, 3.3)]
    public void Weights_add_up_to_what_is_published(string id, double all, double active)
    {
        var model = ModelShapes.Find(id)!;
        Assert.InRange(model.Weights / 1e9, all * 0.99, all * 1.01);
        Assert.InRange(model.ActiveWeights / 1e9, active * 0.97, active * 1.03);
    }

    [Theory]
    [InlineData("bloom-176b", 4_014_080)]
    [InlineData("deepseek-r1", 70_272)]
    [InlineData("llama-3.1-8b", 131_072)]
    [InlineData("llama-3.1-70b", 327_680)]
    [InlineData("llama-3.1-405b", 516_096)]
    [InlineData("qwen3-30b-a3b", 98_304)]
    public void A_token_leaves_keys_and_values_of_every_layer(string id, long bytes) => Assert.Equal(bytes, ModelShapes.Find(id)!.KeyValuesPerToken * 2);

    [Fact]
    public void A_dense_model_reads_all_layers_and_a_mixture_the_experts_that_tokens_chose()
    {
        var dense = ModelShapes.Find("llama-3.1-70b")!;
        Assert.Equal(dense.ActiveLayerWeights, dense.WeightsRead(1), 1e-3);
        var mixture = ModelShapes.Find("mixtral-8x7b")!;
        Assert.Equal(mixture.ActiveLayerWeights, mixture.WeightsRead(1), 1e-3);
        // Two tokens with 2 of 8 experts each touch 8 (1 - 0.75²) = 3.5 of them.
        Assert.Equal(mixture.Layers * (mixture.AttentionWeights + 3.5 * mixture.ExpertWeights), mixture.WeightsRead(2), 1e-3);
        Assert.Equal(mixture.Weights - 2 * mixture.HeadWeights, mixture.WeightsRead(1_000), 1.0);
    }

    [Fact]
    public void Names_are_found_and_near_ones_told()
    {
        Assert.Equal(ModelShapes.All.Select(shape => shape.Id).Order(StringComparer.Ordinal), ModelShapes.All.Select(shape => shape.Id));
        Assert.Null(ModelShapes.Find("llama-3.1-70B"));
        Assert.Equal("llama-3.1-70b", ModelShapes.Nearest("llama-3.1-70B"));
    }
}
