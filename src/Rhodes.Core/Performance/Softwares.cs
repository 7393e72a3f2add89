namespace Rhodes.Core.Performance;

/// <summary>The factors of the softwares that measurements are known of.</summary>
public static class Softwares
{
    /// <summary>Engines that were tuned for one model and machine, as those of MLPerf; kernels are started by the device.</summary>
    public static Software Tuned { get; } = new()
    {
        Name = "tuned",
        MatrixShare = 0.88,
        TrainingShare = 0.68,
        AdapterShare = 0.52,
        MemoryShare = 0.90,
        MemoryPasses = 0,
        ElementSeconds = 6e-13,
        LayerSeconds = 50e-6,
        SequenceSeconds = 10e-6,
        ExchangeSeconds = 15e-6,
        LinkShare = 0.85,
        SmallContextBytes = 1,
    };

    /// <summary>What was usual in 2023: PyTorch that starts every kernel from the host, and a context of two bytes an element.</summary>
    public static Software Plain { get; } = new()
    {
        Name = "plain",
        MatrixShare = 0.85,
        TrainingShare = 0.68,
        AdapterShare = 0.52,
        MemoryShare = 0.64,
        MemoryPasses = 4,
        ElementSeconds = 0,
        LayerSeconds = 0,
        HostDecodeSeconds = 0.030 / 80,
        HostPromptSeconds = 0.050 / 80,
        SequenceSeconds = 0.28e-3,
        ExchangeSeconds = 20e-6,
        LinkShare = 0.85,
        LargeLinkShare = 0.22,
        LargeExchangeBytes = 33.6e6,
        SmallContextBytes = 2,
    };

    public static IReadOnlyList<Software> All { get; } = [Tuned, Plain];
}
