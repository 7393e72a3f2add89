namespace Rhodes.Core.Performance;

/// <summary>A training job.</summary>
/// <param name="Devices">That it may use.</param>
/// <param name="GlobalBatch">Sequences between two updates of the weights.</param>
/// <param name="SequenceLength">Tokens of each.</param>
/// <param name="AdaptersOnly">Whether the weights are frozen, and only small matrices beside them learn (LoRA).</param>
public sealed record TrainingWork(int Devices, int GlobalBatch, int SequenceLength, bool AdaptersOnly = false)
{
    public double TokensPerStep => (double)GlobalBatch * SequenceLength;
}

/// <summary>How a training job stands on devices.</summary>
/// <param name="Tensor">Devices that every layer is split over.</param>
/// <param name="Sequence">Devices that every sequence is split over besides.</param>
/// <param name="Stages">Groups of layers one behind the other.</param>
/// <param name="Data">Copies of all this, each with its share of the batch.</param>
public readonly record struct TrainingLayout(int Tensor, int Sequence, int Stages, int Data)
{
    public int Devices => Tensor * Sequence * Stages * Data;

    public override string ToString() =>
        string.Join(" × ", new[] { (Tensor, "tensor"), (Sequence, "sequence"), (Stages, "pipeline"), (Data, "data") }
            .Where(part => part.Item1 > 1).Select(part => $"{part.Item2} {part.Item1}").DefaultIfEmpty("one device"));
}

/// <summary>One step of training by what takes its time, in seconds.</summary>
/// <param name="Microbatches">Sequences that each copy takes one after the other.</param>
/// <param name="Recomputed">Share of the layers whose forward part is computed twice, to save memory.</param>
/// <param name="Computing">Of it with the bubble and the exchange inside the fast domain.</param>
/// <param name="Bubble">Of <paramref name="Computing"/>, the time that stages wait for each other.</param>
/// <param name="Gradients">Exchange across the network that no computing hides.</param>
/// <param name="Update">Of the weights.</param>
public sealed record TrainingStep(
    TrainingLayout Layout, int Microbatches, double Recomputed, double Computing, double Bubble, double Gradients, double Update)
{
    public double Seconds => Computing + Gradients + Update;
}
