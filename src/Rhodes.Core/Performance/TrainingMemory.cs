namespace Rhodes.Core.Performance;

/// <summary>Bytes of one device in training.</summary>
internal static class TrainingMemory
{
    /// <summary>The rest is the runtime's.</summary>
    private const double Usable = 0.94;

    /// <summary>
    /// Weights and gradients: 2 + 4 bytes a weight; 12 more of master copy and both moments of Adam, shared out over the copies.
    /// With adapters the frozen weights alone, in the format that products are in.
    /// </summary>
    public static double WeightBytes(ModelOnMachine it, TrainingLayout layout, bool adaptersOnly) =>
        it.Model.Weights * (adaptersOnly ? it.Weights.Bytes() : 6 + 12.0 / (layout.Data * layout.Sequence)) / (layout.Tensor * layout.Stages);

    /// <summary>Kept of one token and layer for the way back: inputs of both norms (2 bytes), inputs of products (1), queries, keys and values (2),
    /// and both halves of the gate (2).</summary>
    public static double KeptBytes(ModelShape model) =>
        6.0 * model.Width + 3.0 * model.QueryWidth + 4.0 * model.KeyWidth + 5.0 * model.FeedForward * (model.ExpertsUsed + model.SharedExperts);

    /// <summary>The share of the layers that must be computed twice so that the rest fits; null when not even all of them twice would.</summary>
    public static double? Recomputed(ModelOnMachine it, TrainingLayout layout, TrainingWork work, int microbatches)
    {
        var tokens = (double)work.SequenceLength / (layout.Tensor * layout.Sequence);
        var inFlight = tokens * it.Model.Layers * Math.Min(1, (double)microbatches / layout.Stages);
        var kept = KeptBytes(it.Model);
        var room = it.Machine.MemoryBytes * Usable - WeightBytes(it, layout, work.AdaptersOnly) - tokens * kept;
        var (all, least) = (kept * inFlight, 2.0 * it.Model.Width * inFlight);
        if (least > room) return null;
        return all <= room ? 0 : (all - room) / (all - least);
    }
}
