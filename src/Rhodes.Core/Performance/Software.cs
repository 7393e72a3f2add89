namespace Rhodes.Core.Performance;

/// <summary>
/// How much of the hardware a software gets out of it. These are measured, not known; <c>docs/performance-model.md</c> says which factor by
/// what, and what was in sight when it was chosen.
/// </summary>
public sealed record Software
{
    public required string Name { get; init; }

    /// <summary>Share of the dense peak that matrix products reach once their operands are there; of NVIDIA's kinds.</summary>
    public required double MatrixShare { get; init; }

    /// <summary>As <see cref="MatrixShare"/>, in the steps of pre-training, which also change formats and update weights.</summary>
    public double TrainingShare { get; init; }

    /// <summary>As <see cref="MatrixShare"/>, when only adapters beside frozen weights are trained.</summary>
    public double AdapterShare { get; init; }

    /// <summary>Share of the peak at which weights and the context are read.</summary>
    public required double MemoryShare { get; init; }

    /// <summary>How often the elements between matrices pass through memory, 2 bytes each; 0 where kernels keep them on the chip.</summary>
    public required double MemoryPasses { get; init; }

    /// <summary>Seconds for one element between matrices on one device, beside any memory: it has hardly become shorter from kind to kind.</summary>
    public required double ElementSeconds { get; init; }

    /// <summary>Seconds of a layer in which nothing is computed: kernels that start and end.</summary>
    public required double LayerSeconds { get; init; }

    /// <summary>Seconds that the host takes for a layer in a step of decoding, when it starts each kernel itself. No step is shorter.</summary>
    public double HostDecodeSeconds { get; init; }

    /// <summary>As <see cref="HostDecodeSeconds"/>, for a step with prompts.</summary>
    public double HostPromptSeconds { get; init; }

    /// <summary>Seconds that each sequence adds to a step, for the host: scheduling it and drawing its token.</summary>
    public required double SequenceSeconds { get; init; }

    /// <summary>Seconds before the first byte of an exchange among devices.</summary>
    public required double ExchangeSeconds { get; init; }

    /// <summary>Share of the links' peak that an exchange reaches.</summary>
    public required double LinkShare { get; init; }

    /// <summary>As <see cref="LinkShare"/>, of exchanges above <see cref="LargeExchangeBytes"/>.</summary>
    public double LargeLinkShare { get; init; }

    public double LargeExchangeBytes { get; init; } = double.PositiveInfinity;

    /// <summary>Bytes of one element of the context when weights have at most one byte.</summary>
    public required double SmallContextBytes { get; init; }

    /// <summary>Share of memory that an engine takes for itself.</summary>
    public double UsableMemory { get; init; } = 0.9;

    /// <summary>Bytes of each device for buffers.</summary>
    public double ReserveBytes { get; init; } = 2e9;

    /// <summary>Sequences that an engine takes at a time.</summary>
    public int MostSequences { get; init; } = 4_096;

    /// <summary>Share of NVIDIA's share that others reach; null: nothing was measured, and the same is taken.</summary>
    public static double? ShareOf(string vendor) => vendor switch
    {
        "NVIDIA" => 1,
        "AMD" => 0.60,
        _ => null,
    };

    /// <summary>
    /// How much longer a host of this kind takes than one of H100. A100 servers have Zen 2 (EPYC 7742, 3.4 GHz), H100 servers Sapphire Rapids
    /// (Xeon 8480C, 3.8 GHz). One thread of each family, as PassMark has it in gist.github.com/karussell/ee76723bdc75c3da388dfc9a54e932d4:
    /// EPYC 7502P at 3.35 GHz 1,894 and Xeon 5412U at 3.9 GHz 3,004; by clock <c>(3,004 × 3.8 / 3.9) / (1,894 × 3.4 / 3.35) = 1.52</c>.
    /// </summary>
    public static double HostSlowness(string kind) => kind is "a100" or "a100-pcie" ? 1.52 : 1;
}
