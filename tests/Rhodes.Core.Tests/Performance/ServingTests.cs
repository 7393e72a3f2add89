using Rhodes.Core.Performance;

namespace Rhodes.Core.Tests.Performance;

public sealed class ServingTests
{
    private static readonly Traffic Chat = new(1_000, 250);

    [Fact]
    public void Room_for_context_is_what_weights_leave()
    {
        var it = Models.On("llama-3.1-8b", "h100", Precision.Bf16, Models.Perfect);
        Assert.Equal((80.0 * (1L << 30) - it.Model.Weights * 2 * 1.02) / 131_072, ServingMemory.ContextTokens(it, new(1, 1)), 6);
    }

    /// <summary>405B in BF16 are 828 GB: two nodes of H100, one of H200; 12 devices of H100 by memory alone.</summary>
    [Fact]
    public void A_model_too_large_for_a_node_gets_stages_and_its_devices_are_told()
    {
        var h100 = Models.On("llama-3.1-405b", "h100", Precision.Bf16);
        Assert.Equal([new Layout(8, 2)], ServingMemory.Layouts(h100, 1_250, 64));
        Assert.Equal([new Layout(8, 1)], ServingMemory.Layouts(Models.On("llama-3.1-405b", "h200", Precision.Bf16), 1_250, 64));
        Assert.Empty(ServingMemory.Layouts(h100, 1_250, 8));
        Assert.Null(ServingCapacity.Best(h100, Chat, new(), 8));
        Assert.Equal(12, ServingMemory.DevicesNeeded(h100, 1_250));
    }

    [Fact]
    public void Little_holds_and_the_limit_that_binds_is_met()
    {
        var it = Models.On("llama-3.1-70b", "h100", Precision.Fp8);
        var point = ServingCapacity.Best(it, Chat, new(2, 0.05), 8)!;
        Assert.Equal(ServingBound.EachToken, point.Bound);
        Assert.Equal(0.05, point.EachToken99, 6);
        Assert.Equal(point.Batch, point.RequestsPerSecond * Chat.Output * point.EachToken, 6);
        Assert.Equal(point.TokensPerSecond, point.RequestsPerSecond * Chat.Output, 6);
        Assert.InRange(point.FirstToken99, point.EachToken, 2);
    }

    [Fact]
    public void Limits_that_nothing_meets_have_a_best_that_can_be()
    {
        var it = Models.On("llama-3.1-70b", "h100", Precision.Fp8);
        Assert.Null(ServingCapacity.Best(it, Chat, new(null, 0.001), 8));
        var reachable = ServingCapacity.Reachable(it, Chat, 8)!;
        Assert.NotNull(ServingCapacity.Best(it, Chat, new(null, reachable.EachToken * 1.001), 8));
        Assert.Null(ServingCapacity.Best(it, Chat, new(null, reachable.EachToken * 0.999), 8));
        Assert.NotNull(ServingCapacity.Best(it, Chat, new(reachable.FirstToken * 1.001), 8));
        Assert.Null(ServingCapacity.Best(it, Chat, new(reachable.FirstToken * 0.999), 8));
    }

    /// <summary>Looser limits, more memory, more bandwidth and more devices never serve less.</summary>
    [Fact]
    public void Better_is_never_worse()
    {
        Random random = new(11);
        var served = 0;
        for (var i = 0; i < 300; i++)
        {
            var it = Models.Any(random);
            Traffic traffic = new(random.Next(1, 4_000), random.Next(1, 1_000));
            ServiceLimits limits = new(0.2 + random.NextDouble() * 3, 0.02 + random.NextDouble() * 0.2);
            if (ServingCapacity.Best(it, traffic, limits, 16) is not { } point) continue;
            served++;
            Assert.True(point.FirstToken99 <= limits.FirstToken && point.EachToken99 <= limits.EachToken && point.Batch >= 1, $"{it}");
            NotLess(ServingCapacity.Best(it, traffic, new(limits.FirstToken * 1.5, limits.EachToken), 16));
            NotLess(ServingCapacity.Best(it, traffic, new(limits.FirstToken, limits.EachToken * 1.5), 16));
            NotLess(ServingCapacity.Best(it, traffic, limits, 32));
            // More memory may let a narrower layout in, but takes none away, except stages that are no longer needed.
            if (point.Layout.Stages == 1) NotLess(ServingCapacity.Best(it with { Machine = it.Machine with { MemoryBytes = it.Machine.MemoryBytes * 1.3 } }, traffic, limits, 16));
            if (point.Layout.Stages == 1) NotLess(ServingCapacity.Best(it with { Machine = it.Machine with { BytesPerSecond = it.Machine.BytesPerSecond * 1.3 } }, traffic, limits, 16));

            void NotLess(ServingPoint? better) => Assert.True(better is not null && better.TokensPerSecondAndDevice >= point.TokensPerSecondAndDevice * (1 - 1e-6), $"{it.Model.Id} on {it.Machine.Kind.Id}: {point} then {better}");
        }

        Assert.InRange(served, 50, 300);
    }

    /// <summary>Prompts of one length through one server, a million of them one by one (Lindley), against the formula.</summary>
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void The_wait_is_that_of_a_simulated_queue(double load)
    {
        Random random = new(3);
        var waits = new double[1_000_000];
        for (var i = 1; i < waits.Length; i++) waits[i] = Math.Max(0, waits[i - 1] + 1 + Math.Log(1 - random.NextDouble()) / load);
        Array.Sort(waits);
        var simulated = waits[990_000];
        Assert.InRange(PromptWait.Wait99(load, 1, 0), simulated * 0.85, simulated * 1.15);
    }

    [Fact]
    public void Nobody_waits_where_nothing_comes() => Assert.Equal(0, PromptWait.Wait99(0, 1, 0.3));
}
