using Rhodes.Core.Performance;

namespace Rhodes.Twin.Serving;

/// <summary>A replica whose steps cost what the performance model says.</summary>
public static class ModelledReplica
{
    /// <summary>
    /// The cost of a step is taken to be a line between a full batch and so small a part of it. With experts it is none: few sequences read few of them, and a batch that is larger still reads no more. Far below, a step is told
    /// to take longer than it would, which matters little, since then nobody waits.
    /// </summary>
    private const int Part = 4;

    private const int Least = 16;

    /// <param name="traffic">Usual requests: how many fill a batch, and how long the prompts are that tokens are read of.</param>
    /// <param name="stepTokens">Tokens of one step.</param>
    /// <param name="pieceTokens">As <see cref="ReplicaSpec.PieceTokens"/>.</param>
    /// <returns>Null when the weights leave no room, or the replica has stages: how those share a step is not played.</returns>
    public static ReplicaSpec? Of(ModelOnMachine it, Layout layout, Traffic traffic, int stepTokens, int pieceTokens)
    {
        const int BlockTokens = 16;
        var room = ServingMemory.ContextTokens(it, layout);
        if (layout.Stages > 1 || room < BlockTokens) return null;
        var most = Math.Min(it.Software.MostSequences, stepTokens);
        var full = (int)Math.Clamp(room / traffic.MeanContext, Math.Min(most, Part * Least), most);
        var part = full / Part;
        var (few, many) = (Seconds(StepWork.Decode(part, 0)), Seconds(StepWork.Decode(full, 0)));
        var perSequence = (many - few) / (full - part);
        StepCost cost = new(
            few - (part * perSequence),
            (Seconds(new(stepTokens, traffic.Prompt, full, 0)) - many) / stepTokens,
            perSequence,
            (Seconds(StepWork.Decode(full, traffic.MeanContext)) - many) / (full * traffic.MeanContext));
        return new(cost, most, stepTokens, (int)Math.Min(int.MaxValue / 2, room / BlockTokens), BlockTokens, pieceTokens);

        double Seconds(StepWork work) => Steps.Time(it, layout, work).Seconds;
    }
}
