using Rhodes.Core.Model;
using Rhodes.Core.Performance;

namespace Rhodes.Core.Tests.Performance;

/// <summary>Steps against arithmetic by hand, and laws that any model on any machine keeps.</summary>
public sealed class StepTests
{
    [Fact]
    public void One_sequence_takes_the_reading_of_all_weights_and_of_its_context()
    {
        var it = Models.On("llama-3.1-8b", "h100", Precision.Bf16, Models.Perfect);
        var time = Steps.Time(it, new(1, 1), StepWork.Decode(1, 1_000));
        var read = (it.Model.Weights - it.Model.HeadWeights) * 2.0;   // of the first matrix one row is read
        Assert.Equal(read / 3.35e12, time.Weights, 12);
        Assert.Equal(1_000 * 131_072 / 3.35e12, time.Context, 12);
        Assert.Equal(0, time.Exchange + time.Host + time.Elements + time.Attention, 15);
    }

    [Fact]
    public void A_prompt_takes_two_FLOP_a_weight_and_half_a_square_of_attention()
    {
        var it = Models.On("llama-3.1-70b", "h100", Precision.Fp8, Models.Perfect);
        var time = Steps.Time(it, new(1, 1), StepWork.Prompt(4_096));
        Assert.Equal((2.0 * it.Model.ActiveLayerWeights * 4_096 + 2.0 * it.Model.HeadWeights) / 1_978e12, time.Matrices, 12);
        Assert.Equal(2.0 * 80 * 8_192 * 4_096 * 4_096 / 989e12, time.Attention, 12);
    }

    /// <summary>128 heads that each look at 576 elements are 256 FLOP a byte of context and more: products, not reading, take the time.</summary>
    [Fact]
    public void With_latent_vectors_looking_back_takes_products()
    {
        var it = Models.On("deepseek-r1", "h200", Precision.Fp8, Models.Perfect);
        var time = Steps.Time(it, new(8, 1), StepWork.Decode(10, 3_000));
        Assert.Equal(10 * 3_000 * 4.0 * 61 * 128 * 576 / (8 * 989e12), time.Context, 12);
    }

    [Fact]
    public void Layers_that_are_split_exchange_two_sums_each()
    {
        var it = Models.On("llama-3.1-70b", "h100", Precision.Fp8, Models.Perfect);
        var alone = Steps.Time(it, new(1, 1), StepWork.Prompt(1_000));
        var split = Steps.Time(it, new(8, 1), StepWork.Prompt(1_000));
        Assert.Equal(alone.Matrices / 8, split.Matrices, 12);
        Assert.Equal(2 * 80 * (2.0 * 7 / 8 * 1_000 * 8_192 * 2 / 450e9), split.Exchange, 12);
    }

    [Fact]
    public void In_a_mesh_two_devices_have_one_of_seven_links()
    {
        var it = Models.On("llama-3.1-70b", "mi300x", Precision.Fp8, Models.Perfect);
        var two = Steps.Time(it, new(2, 1), StepWork.Prompt(1_000)).Exchange;
        Assert.Equal(2 * 80 * (1_000 * 8_192 * 2 / (448e9 / 7)), two, 12);
    }

    [Fact]
    public void Stages_on_two_nodes_send_over_the_network()
    {
        var it = Models.On("llama-3.1-405b", "h100", Precision.Bf16, Models.Perfect);
        var one = Steps.Time(it, new(8, 1), StepWork.Prompt(1_000)).Exchange;
        var two = Steps.Time(it, new(8, 2), StepWork.Prompt(1_000)).Exchange;
        Assert.Equal(1_000 * 16_384 * 2.0 / 8 / 50e9, two - one, 12);
    }

    [Fact]
    public void A_host_that_starts_every_kernel_is_waited_for_and_one_of_A100_longer()
    {
        var h100 = Steps.Time(Models.On("llama-2-70b", "h100", Precision.Bf16, Softwares.Plain), new(8, 1), StepWork.Decode(1, 500));
        Assert.Equal(0.030 + 0.28e-3, h100.Seconds, 6);
        var a100 = Steps.Time(Models.On("llama-2-70b", "a100", Precision.Bf16, Softwares.Plain), new(8, 1), StepWork.Decode(1, 500));
        Assert.Equal(1.52 * h100.Seconds, a100.Seconds, 6);
    }

    [Fact]
    public void A_machine_without_a_format_computes_in_the_next_larger_one()
    {
        Assert.Equal(312e12, Models.Machine("a100").FlopsWith(Precision.Fp4));
        Assert.Equal(1_978e12, Models.Machine("h100").FlopsWith(Precision.Fp4));
        Assert.Equal(9_000e12, Models.Machine("b200").FlopsWith(Precision.Fp4));
    }

    [Fact]
    public void Nothing_is_computed_from_figures_that_are_unconfirmed()
    {
        Assert.Null(Machine.Of(Catalogue.Find("ascend-910b")!, out var lacks));
        Assert.Equal(["memory", "memory bandwidth", "BF16 peak"], lacks);
    }

    /// <summary>A faster machine is not slower, and more work takes no less time.</summary>
    [Fact]
    public void More_of_anything_is_never_the_wrong_way()
    {
        Random random = new(7);
        for (var i = 0; i < 2_000; i++)
        {
            var it = Models.Any(random);
            Layout layout = new(Models.OneOf(random, ServingMemory.Widths.Where(width => width <= it.Machine.FastDevices).ToList()), 1);
            StepWork work = new(random.Next(0, 5_000), random.Next(1, 5_000), random.Next(0, 500), random.Next(1, 50_000));
            var time = Steps.Time(it, layout, work).Seconds;
            Assert.True(double.IsFinite(time) && time > 0, $"{it.Model.Id} on {it.Machine.Kind.Id}: {time}");
            var machine = it.Machine;
            NotSlower(machine with { BytesPerSecond = machine.BytesPerSecond * 1.5 });
            NotSlower(machine with { Bf16Flops = machine.Bf16Flops * 1.5, Fp8Flops = machine.Fp8Flops * 1.5, Fp4Flops = machine.Fp4Flops * 1.5 });
            NotSlower(machine with { LinkBytesPerSecond = machine.LinkBytesPerSecond * 1.5 });
            NotFaster(work with { Sequences = work.Sequences + 1 });
            NotFaster(work with { Context = work.Context * 2 });
            NotFaster(work with { PromptTokens = work.PromptTokens + 100 });

            void NotSlower(Machine better) => Assert.True(Steps.Time(it with { Machine = better }, layout, work).Seconds <= time * (1 + 1e-12), $"{it}, {work}");

            void NotFaster(StepWork more) => Assert.True(Steps.Time(it, layout, more).Seconds >= time * (1 - 1e-12), $"{it}, {work}, {more}");
        }
    }
}
