using Rhodes.Core.Model;

namespace Rhodes.Core.Performance;

/// <summary>What the model needs to know of an accelerator kind, in bytes, FLOP and seconds.</summary>
public sealed record Machine
{
    /// <summary>Devices that one host bus joins where a kind has no faster links.</summary>
    private const int DevicesOnABus = 8;

    public required AcceleratorKind Kind { get; init; }

    public required double MemoryBytes { get; init; }

    /// <summary>Of memory, peak.</summary>
    public required double BytesPerSecond { get; init; }

    /// <summary>Dense peak.</summary>
    public required double Bf16Flops { get; init; }

    /// <summary>0: it has none, or none is known.</summary>
    public double Fp8Flops { get; init; }

    /// <summary>0: it has none, or none is known.</summary>
    public double Fp4Flops { get; init; }

    /// <summary>Devices that a layer may be split over; 1 where the rate of the links is unknown.</summary>
    public required int FastDevices { get; init; }

    /// <summary>Bytes a second of one device in one direction inside the fast domain; 0 when unknown.</summary>
    public double LinkBytesPerSecond { get; init; }

    /// <summary>Whether each pair of devices has links of its own, so that few devices have few of them.</summary>
    public bool IsMesh { get; init; }

    /// <summary>As <see cref="LinkBytesPerSecond"/>, beyond the fast domain.</summary>
    public double NetworkBytesPerSecond { get; init; }

    /// <summary>Of the board; null when unknown.</summary>
    public double? LimitWatts { get; init; }

    /// <param name="lacks">The figures that are unknown or unconfirmed and without which nothing is computed; empty on success.</param>
    /// <returns>Null when something is lacking.</returns>
    public static Machine? Of(AcceleratorKind kind, out IReadOnlyList<string> lacks)
    {
        (string Name, Figure? Figure)[] needed =
            [("memory", kind.Memory), ("memory bandwidth", kind.MemoryBandwidth), ("BF16 peak", kind.Peak.Bf16)];
        lacks = [.. needed.Where(need => !IsKnown(need.Figure)).Select(need => need.Name)];
        if (lacks.Count > 0) return null;
        var link = Bytes(kind.LinkRate);
        return new()
        {
            Kind = kind,
            MemoryBytes = (double)kind.Memory!.Low * (kind.Memory.Unit == "GiB" ? 1L << 30 : 1_000_000_000),
            BytesPerSecond = Bytes(kind.MemoryBandwidth),
            Bf16Flops = Flops(kind.Peak.Bf16),
            Fp8Flops = Flops(kind.Peak.Fp8),
            Fp4Flops = Flops(kind.Peak.Fp4),
            FastDevices = link == 0 || kind.FastDomain is null ? 1 : kind.FastDomain.Level is null ? DevicesOnABus : kind.FastDomain.Devices ?? 1,
            LinkBytesPerSecond = link,
            IsMesh = kind.FastDomain?.Network == "xGMI",
            NetworkBytesPerSecond = Bytes(kind.NetworkRate),
            LimitWatts = IsKnown(kind.LimitWatts) ? (double)kind.LimitWatts!.Low : null,
        };
    }

    /// <summary>Dense peak of products with weights in this format. A device without it turns them into BF16 first.</summary>
    public double FlopsWith(Precision weights) => weights switch
    {
        Precision.Fp4 when Fp4Flops > 0 => Fp4Flops,
        Precision.Fp4 or Precision.Fp8 when Fp8Flops > 0 => Fp8Flops,
        _ => Bf16Flops,
    };

    private static bool IsKnown(Figure? figure) => figure is { IsConfirmed: true, IsNone: false };

    private static double Flops(Figure? figure) => IsKnown(figure) ? (double)figure!.Low * 1e12 : 0;

    private static double Bytes(Figure? figure) => IsKnown(figure) ? (double)figure!.Low * 1e9 : 0;
}
