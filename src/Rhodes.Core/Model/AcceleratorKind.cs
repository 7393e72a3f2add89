using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>A kind of accelerator, as the catalogue knows it. A null figure is unknown, and nothing stands in for it.</summary>
public sealed record AcceleratorKind
{
    /// <summary>What people write in files and commands: <c>h100</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What its maker calls it: <c>NVIDIA H100 SXM 80 GB</c>.</summary>
    public required string Name { get; init; }

    public required string Vendor { get; init; }

    /// <summary>Memory of one device, in GiB (2^30 bytes) or GB (10^9), as its source has it.</summary>
    public Figure? Memory { get; init; }

    /// <summary>In GB/s (10^9 bytes), peak.</summary>
    public Figure? MemoryBandwidth { get; init; }

    public required PeakRates Peak { get; init; }

    /// <summary>The devices that talk at <see cref="LinkRate"/> with each other. Null: unknown.</summary>
    public FastDomain? FastDomain { get; init; }

    /// <summary>GB/s of one device in one direction inside its fast domain; of its host bus where it has none.</summary>
    public Figure? LinkRate { get; init; }

    /// <summary>GB/s of one device in one direction on the scale-out network.</summary>
    public Figure? NetworkRate { get; init; }

    /// <summary>Watts that the board or package is limited to.</summary>
    public Figure? LimitWatts { get; init; }

    /// <summary>Watts when powered on and without work.</summary>
    public Figure? IdleWatts { get; init; }

    /// <summary>Every figure by its stable name, in the order of the catalogue's columns; null where it is unknown.</summary>
    public IReadOnlyList<(string Name, Figure? Figure)> Figures() =>
    [
        ("memory", Memory),
        ("memory_bandwidth", MemoryBandwidth),
        ("peak_bf16", Peak.Bf16),
        ("peak_fp8", Peak.Fp8),
        ("peak_int8", Peak.Int8),
        ("peak_fp4", Peak.Fp4),
        ("link_rate", LinkRate),
        ("network_rate", NetworkRate),
        ("limit_watts", LimitWatts),
        ("idle_watts", IdleWatts),
    ];
}

/// <summary>Dense peaks by precision, in TFLOP/s or TOP/s (10^12): structured sparsity, which doubles them in print, is not counted.</summary>
public sealed record PeakRates
{
    /// <summary>BF16 or FP16, which are equal on every kind that has both.</summary>
    public Figure? Bf16 { get; init; }

    public Figure? Fp8 { get; init; }

#pragma warning disable CA1720 // the precision's name; that it is a type's name too is no accident
    public Figure? Int8 { get; init; }
#pragma warning restore CA1720

    public Figure? Fp4 { get; init; }
}

/// <summary>Where the fast links between devices end.</summary>
/// <param name="Level">The level of the fabric that it fills; null when each device is alone.</param>
/// <param name="Devices">Devices in it; null when its size is unknown.</param>
/// <param name="Network">Its links: <c>NVLink</c>, <c>xGMI</c>, <c>2-D torus</c>.</param>
public sealed record FastDomain(Level? Level, int? Devices, string Network, FigureMark Mark, string Source, string? Note = null);
