namespace Rhodes.Core.Performance;

/// <summary>The time of a training step, and the layout that makes it shortest.</summary>
public static class Training
{
    /// <summary>Chunks of layers that a stage has at most, so that it waits less for others.</summary>
    private const int MostChunks = 8;

    /// <summary>Bytes that a weight is exchanged with across copies: its gradient goes, its new value comes, two each.</summary>
    private const double BytesAcrossCopies = 4;

    /// <summary>Bytes of memory that an update moves for each weight that a device keeps the moments of.</summary>
    private const double BytesOfUpdate = 30;

    private const double NetworkShare = 0.8;

    private static readonly int[] Splits = [1, 2, 4, 8];
    private static readonly int[] StageCounts = [1, 2, 4, 8, 16, 32];

    /// <summary>
    /// The shortest step of all layouts that fit. Sequences are split only where nothing fits without; adapters are trained without stages.
    /// </summary>
    /// <returns>Null when nothing fits.</returns>
    public static TrainingStep? Best(ModelOnMachine it, TrainingWork work)
    {
        // Where the network's rate is unknown a job stays in one fast domain, unless only adapters go over it, which are too small to count.
        var isAlone = it.Machine.NetworkBytesPerSecond == 0 && !work.AdaptersOnly;
        var devices = isAlone ? Math.Min(work.Devices, it.Machine.FastDevices) : work.Devices;
        foreach (var sequence in Splits)
        {
            TrainingStep? best = null;
            foreach (var tensor in Splits.Where(split => split * sequence <= Math.Max(it.Machine.FastDevices, 1)))
            {
                foreach (var stages in StageCounts.Where(count => count <= it.Model.Layers && (!work.AdaptersOnly || count == 1)))
                {
                    var copies = Math.Min(devices / (tensor * sequence * stages), work.GlobalBatch);
                    if (copies < 1) continue;
                    var step = Step(it, new(tensor, sequence, stages, copies), work);
                    if (step is not null && (best is null || step.Seconds < best.Seconds)) best = step;
                }
            }

            if (best is not null) return best;
        }

        return null;
    }

    /// <summary>The fewest devices, by doubling, on which it fits. Null: not even on very many.</summary>
    public static int? DevicesNeeded(ModelOnMachine it, TrainingWork work)
    {
        for (var devices = 1; devices <= 1 << 17; devices *= 2)
            if (Best(it, work with { Devices = devices, GlobalBatch = Math.Max(work.GlobalBatch, devices) }) is not null) return devices;
        return null;
    }

    /// <summary>
    /// m microbatches of one sequence through p stages of v chunks take <c>(m + (p - 1) / v) / p</c> times what one takes through all layers.
    /// </summary>
    /// <returns>Null when it does not fit.</returns>
    private static TrainingStep? Step(ModelOnMachine it, TrainingLayout layout, TrainingWork work)
    {
        var microbatches = (work.GlobalBatch + layout.Data - 1) / layout.Data;
        if (TrainingMemory.Recomputed(it, layout, work, microbatches) is not { } recomputed) return null;
        var layersOfStage = (it.Model.Layers + layout.Stages - 1) / layout.Stages;
        var chunks = layout.Stages == 1 ? 1 : Math.Min(MostChunks, layersOfStage);
        // The stage with the most layers sets the pace.
        var one = MicrobatchSeconds(it, layout, work, recomputed) * layersOfStage * layout.Stages / it.Model.Layers;
        var bubble = (layout.Stages - 1.0) / chunks / layout.Stages * one;
        var (gradients, update) = work.AdaptersOnly ? (0, 0) : Update(it, layout, one / layout.Stages);
        return new(layout, microbatches, recomputed, microbatches * one / layout.Stages + bubble, bubble, gradients, update);
    }

    /// <summary>
    /// One sequence forward and back through all layers. Back is twice the products of forward; with frozen weights once, since these
    /// need no gradient, but twice those of the attention. Four sums in each layer, and one more pair for layers computed twice.
    /// </summary>
    private static double MicrobatchSeconds(ModelOnMachine it, TrainingLayout layout, TrainingWork work, double recomputed)
    {
        var (model, machine, software) = (it.Model, it.Machine, it.Software);
        var share = (work.AdaptersOnly ? software.AdapterShare : software.TrainingShare) * it.VendorShare * layout.Tensor * layout.Sequence;
        double tokens = work.SequenceLength;
        var passes = (work.AdaptersOnly ? 2 : 3) + recomputed;
        var matrices = 2 * (model.ActiveLayerWeights + (double)model.HeadWeights) * tokens / (machine.FlopsWith(it.Weights) * share);
        var attention = 2.0 * model.Layers * model.QueryWidth * tokens * tokens / (machine.Bf16Flops * share);
        var elements = tokens / layout.Sequence * Steps.ElementSeconds(it, layout.Tensor);
        var sums = 2 * model.Layers * Exchange.SumSeconds(tokens / layout.Sequence * model.Width * 2, layout.Tensor, machine, software);
        var keys = layout.Sequence == 1 ? 0
            : (layout.Sequence - 1.0) / layout.Sequence * tokens * 4 * model.KeyWidth * model.Layers / (machine.LinkBytesPerSecond * software.LinkShare);
        return passes * (matrices + elements + keys) + (3 + recomputed) * attention + (2 + recomputed) * sums;
    }

    /// <summary>Gradients leave while the last microbatch goes back and weights come while the first goes forward; what is longer shows.</summary>
    private static (double Gradients, double Update) Update(ModelOnMachine it, TrainingLayout layout, double oneOfStage)
    {
        var copies = layout.Data * layout.Sequence;
        var weights = (double)it.Model.Weights / (layout.Tensor * layout.Stages);
        var rate = layout.Devices <= it.Machine.FastDevices ? it.Machine.LinkBytesPerSecond : it.Machine.NetworkBytesPerSecond;
        var across = copies > 1 ? weights * BytesAcrossCopies / (rate * NetworkShare) : 0;
        return (Math.Max(0, across - oneOfStage), weights / copies * BytesOfUpdate / (it.Machine.BytesPerSecond * NetworkShare));
    }
}
