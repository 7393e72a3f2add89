using Rhodes.Core.Performance;

namespace Rhodes.Core.Tests.Performance;

public sealed class TrainingTests
{
    [Fact]
    public void With_perfect_software_a_step_is_its_FLOP_over_the_peak()
    {
        // 8B on eight devices with room for everything: no stages, no recomputation, and links so fast that they do not count.
        var it = Models.On("llama-3.1-8b", "h200", Precision.Bf16, Models.Perfect);
        it = it with { Machine = it.Machine with { MemoryBytes = 1e13, LinkBytesPerSecond = 1e18, BytesPerSecond = 1e18 } };
        TrainingWork work = new(8, 64, 8_192);
        var step = Training.Best(it, work)!;
        var model = it.Model;
        var perToken = 6.0 * (model.ActiveLayerWeights + model.HeadWeights) + 6.0 * model.Layers * model.QueryWidth * 8_192;
        Assert.Equal(perToken * work.TokensPerStep / (8 * 989e12), step.Seconds, 6);
        Assert.Equal((0, 0), (step.Recomputed, step.Bubble));
    }

    [Fact]
    public void Utilisation_is_of_the_peak_that_products_run_at()
    {
        var it = Models.On("llama-3.1-405b", "h100", Precision.Fp8);
        TrainingWork work = new(512, 1_152, 8_192);
        var step = Training.Best(it, work)!;
        var expected = 6.0 * it.Model.Weights * 1_152 * 8_192 / (step.Seconds * 512 * 1_978e12);
        Assert.Equal(expected, TrainingCost.Utilisation(it, work, step), 9);
        Assert.InRange(expected, 0.35, 0.48);
    }

    [Fact]
    public void What_does_not_fit_says_how_many_devices_would()
    {
        var it = Models.On("llama-3.1-405b", "h100", Precision.Bf16);
        TrainingWork work = new(8, 64, 8_192);
        Assert.Null(Training.Best(it, work));
        var needed = Training.DevicesNeeded(it, work)!.Value;
        Assert.NotNull(Training.Best(it, work with { Devices = needed, GlobalBatch = Math.Max(64, needed) }));
        Assert.Null(Training.Best(it, work with { Devices = needed / 2, GlobalBatch = Math.Max(64, needed) }));
    }

    [Fact]
    public void Adapters_need_no_network_and_whole_weights_do()
    {
        var it = Models.On("llama-2-70b", "mi300x", Precision.Fp8);
        Assert.Equal(0, it.Machine.NetworkBytesPerSecond);
        Assert.Equal(32, Training.Best(it, new(32, 8, 8_192, AdaptersOnly: true))!.Layout.Devices);
        Assert.Equal(8, Training.Best(it, new(64, 64, 8_192))!.Layout.Devices);
    }

    /// <summary>Half the devices never take less time where the network is no limit, and no step uses more devices than there are or beats the peak.</summary>
    [Fact]
    public void More_devices_are_never_slower()
    {
        Random random = new(5);
        var trained = 0;
        for (var i = 0; i < 300; i++)
        {
            var it = Models.Any(random);
            it = it with { Machine = it.Machine with { NetworkBytesPerSecond = it.Machine.NetworkBytesPerSecond * 1e6 } };
            TrainingWork work = new(1 << random.Next(3, 12), 1 << random.Next(6, 12), 1 << random.Next(10, 14), random.Next(2) == 0);
            if (Training.Best(it, work with { Devices = work.Devices / 2 }) is not { } half) continue;
            if (half.Layout.Sequence > 1) continue;   // with more devices sequences need no longer be split, and that is preferred
            trained++;
            var whole = Training.Best(it, work)!;
            Assert.True(whole.Seconds <= half.Seconds * (1 + 1e-9), $"{it.Model.Id} on {it.Machine.Kind.Id}, {work}: {half} then {whole}");
            Assert.True(whole.Layout.Devices <= work.Devices, $"{whole}");
            Assert.InRange(TrainingCost.Utilisation(it, work, whole), 0, 1);
        }

        Assert.InRange(trained, 50, 300);
    }
}
