using Rhodes.Core.Model;
using Rhodes.Core.Performance;

namespace Rhodes.Core.Tests.Performance;

/// <summary>Models on machines for tests: known ones, and any.</summary>
internal static class Models
{
    /// <summary>Reaches every peak and starts everything at once, so that times are those of the formulas alone.</summary>
    public static Software Perfect { get; } = new()
    {
        Name = "perfect",
        MatrixShare = 1,
        TrainingShare = 1,
        AdapterShare = 1,
        MemoryShare = 1,
        MemoryPasses = 0,
        ElementSeconds = 0,
        LayerSeconds = 0,
        SequenceSeconds = 0,
        ExchangeSeconds = 0,
        LinkShare = 1,
        SmallContextBytes = 1,
        UsableMemory = 1,
        ReserveBytes = 0,
    };

    public static Machine Machine(string kind) => Core.Performance.Machine.Of(Catalogue.Find(kind)!, out _)!;

    public static ModelOnMachine On(string model, string kind, Precision weights, Software? software = null) =>
        new(ModelShapes.Find(model)!, Machine(kind), software ?? Softwares.Tuned, weights);

    /// <summary>Any known model on any kind that can be computed, in any format, with either software.</summary>
    public static ModelOnMachine Any(Random random)
    {
        List<Machine> machines = [.. Catalogue.Kinds.Select(kind => Core.Performance.Machine.Of(kind, out _)).OfType<Machine>()];
        return new(
            OneOf(random, ModelShapes.All), OneOf(random, machines), OneOf(random, Softwares.All), OneOf(random, Precisions.All));
    }

    public static T OneOf<T>(Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
