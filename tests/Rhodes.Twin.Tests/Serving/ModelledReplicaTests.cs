using Rhodes.Core.Model;
using Rhodes.Core.Performance;
using Rhodes.Twin.Serving;

namespace Rhodes.Twin.Tests.Serving;

/// <summary>A line for the cost of steps is near what the performance model says of each of them.</summary>
public sealed class ModelledReplicaTests
{
    [Theory]
    [InlineData("llama-3.1-70b", "h100", Precision.Bf16, 4)]
    [InlineData("llama-3.1-8b", "h100", Precision.Bf16, 1)]
    [InlineData("mixtral-8x7b", "h200", Precision.Fp8, 2)]
    [InlineData("deepseek-r1", "h200", Precision.Fp8, 8)]
    public void Steps_of_a_batch_that_is_a_quarter_full_or_more_are_told_within_a_tenth(string model, string kind, Precision weights, int width)
    {
        ModelOnMachine it = new(ModelShapes.Find(model)!, Machine.Of(Catalogue.Find(kind)!, out _)!, Softwares.All[0], weights);
        Traffic traffic = new(1_000, 400);
        Layout layout = new(width, 1);
        var replica = ModelledReplica.Of(it, layout, traffic, 2_048, 0)!;
        var full = Math.Min(replica.MostSequences, replica.CacheTokens / traffic.MeanContext);
        foreach (var part in new[] { 0.25, 0.5, 0.75, 1 })
        {
            foreach (var prompt in new[] { 0, 500, 2_000 })
            {
                var sequences = (int)(full * part);
                var told = replica.Cost.Of(prompt, sequences, (long)(sequences * traffic.MeanContext));
                var modelled = Steps.Time(it, layout, new(prompt, prompt > 0 ? traffic.Prompt : 0, sequences, traffic.MeanContext)).Seconds;
                Assert.InRange(told / modelled, 0.9, 1.1);
            }
        }
    }
}
