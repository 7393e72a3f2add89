namespace Rhodes.Core.Performance;

/// <summary>The time of one step of inference: the roofline of each part, summed.</summary>
public static class Steps
{
    /// <summary>Bytes of an element between layers.</summary>
    private const double ElementBytes = 2;

    /// <summary>
    /// Through all stages. With W the memory's and F the matrices' rate of the layer's devices together, t tokens, c context and L layers of width h:
    /// weights <c>bytes / W</c>; matrices <c>2 N_a t / F</c>, the last matrix for those tokens only that are drawn; attention
    /// <c>2 L q c t / F_bf16</c>, half of a square because nothing looks ahead; context <c>sequences c bytes / W</c>, or its products
    /// <c>4 L q sequences c / F_bf16</c> where these take longer, as with latent vectors;
    /// two sums of <c>2 t h</c> bytes in every layer.
    /// </summary>
    public static StepTime Time(ModelOnMachine it, Layout layout, StepWork work)
    {
        var (model, machine, software) = (it.Model, it.Machine, it.Software);
        var read = machine.BytesPerSecond * software.MemoryShare * layout.Width;
        var products = machine.FlopsWith(it.Weights) * it.MatrixShare * layout.Width;
        var attention = machine.Bf16Flops * it.MatrixShare * layout.Width;
        var drawn = work.Sequences + work.Prompts;
        var sums = 2.0 * model.Layers * Exchange.SumSeconds(work.Tokens * model.Width * ElementBytes, layout.Width, machine, software);
        var stages = Exchange.StageSeconds(work.Tokens * model.Width * ElementBytes, layout, machine, software);
        StepTime onDevices = new(
            Weights: (model.WeightsRead(work.Tokens) + model.HeadWeights) * it.Weights.Bytes() / read,
            Matrices: 2.0 * (model.ActiveLayerWeights * work.Tokens + model.HeadWeights * drawn) / products,
            Attention: 2.0 * model.Layers * model.QueryWidth * work.PromptLength * work.PromptTokens / attention,
            Context: work.Sequences * work.Context * Math.Max(it.ContextBytesPerToken / read, model.FlopPerTokenOfContext / attention),
            Elements: work.Tokens * ElementSeconds(it, layout.Width),
            Exchange: layout.Stages > 1 ? sums + stages : sums,
            Host: software.LayerSeconds * model.Layers);
        return onDevices with { Host = onDevices.Host + HostSeconds(it, work, onDevices.Seconds) };
    }

    /// <summary>Of one token, for all layers: <c>elements × (2 bytes × passes / W + seconds)</c>, on the device that has the most of them.</summary>
    internal static double ElementSeconds(ModelOnMachine it, int width)
    {
        var (model, software) = (it.Model, it.Software);
        var elements = model.Layers * (model.WholeElements + (double)model.SplitElements / width);
        var inMemory = ElementBytes * software.MemoryPasses / (it.Machine.BytesPerSecond * software.MemoryShare);
        return elements * (inMemory + software.ElementSeconds / it.VendorShare);
    }

    /// <summary>What the host adds: the rest of its own time where it is slower than the devices, and each sequence.</summary>
    private static double HostSeconds(ModelOnMachine it, StepWork work, double onDevices)
    {
        var (software, slowness) = (it.Software, Software.HostSlowness(it.Machine.Kind.Id));
        var starts = (work.Sequences > 0 ? software.HostDecodeSeconds : 0) + Math.Min(1, work.Prompts) * software.HostPromptSeconds;
        var least = starts * it.Model.Layers * slowness;
        return Math.Max(0, least - onDevices) + work.Sequences * software.SequenceSeconds * slowness;
    }
}
