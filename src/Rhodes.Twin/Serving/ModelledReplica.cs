using Rhodes.Core.Performance;

namespace Rhodes.Twin.Serving;

/// <summary>A replica whose steps cost what the performance model says.</summary>
public static class ModelledReplica
{
    /// <summary>Sequences between which the cost of a step is taken to be a line; few replicas that are worth their devices have fewer or more.</summary>
    private const int Few = 16, Many = 128;

    private const int Context = 1_000;

    /// <param name="prompt">Tokens of a usual prompt: reading a token costs the more, the longer the prompt that it belongs to.</param>
    /// <param name="stepTokens">Tokens of one step.</param>
    /// <param name="pieceTokens">As <see cref="ReplicaSpec.PieceTokens"/>.</param>
    /// <returns>Null when the weights leave no room, or the replica has stages: how those share a step is not played.</returns>
    public static ReplicaSpec? Of(ModelOnMachine it, Layout layout, double prompt, int stepTokens, int pieceTokens)
    {
        const int BlockTokens = 16;
        var room = ServingMemory.ContextTokens(it, layout);
        if (layout.Stages > 1 || room < BlockTokens) return null;
        var (few, many) = (Seconds(StepWork.Decode(Few, 0)), Seconds(StepWork.Decode(Many, 0)));
        var perSequence = (many - few) / (Many - Few);
        StepCost cost = new(
            few - (Few * perSequence),
            (Seconds(new(stepTokens, prompt, Few, 0)) - few) / stepTokens,
            perSequence,
            (Seconds(StepWork.Decode(Many, Context)) - many) / (Many * Context));
        return new(cost, Math.Min(it.Software.MostSequences, stepTokens), stepTokens, (int)Math.Min(int.MaxValue / 2, room / BlockTokens), BlockTokens, pieceTokens);

        double Seconds(StepWork work) => Steps.Time(it, layout, work).Seconds;
    }
}
