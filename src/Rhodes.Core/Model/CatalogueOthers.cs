using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>AMD, Huawei and Apple.</summary>
internal static class CatalogueOthers
{
    private static readonly CatalogueSource AmdSystem =
        new(FigureMark.Stated, "mlcommons/inference_results_v4.1 closed/AMD/systems/8xMI300X_2xEPYC-9374F.json; docs.vultr.com");

    private static readonly CatalogueSource AmdPress = new(FigureMark.Reported, "docs.vultr.com, aiwiki.ai");

    private static readonly CatalogueSource Ascend =
        new(FigureMark.Unconfirmed, "public repositories; other pages say 320 TFLOP/s, 32 GB, 1.2 TB/s or 400 GB/s", "910B3");

    private static readonly CatalogueSource Apple = new(FigureMark.Reported, "techpowerup.com, gpuhunter.io, wccftech.com");

    public static IReadOnlyList<AcceleratorKind> Kinds { get; } = [Mi300X, Mi325X, Ascend910B, M3Ultra];

    private static AcceleratorKind Mi300X => new()
    {
        Id = "mi300x",
        Name = "AMD Instinct MI300X",
        Vendor = "AMD",
        Memory = AmdSystem.Gb(192),
        MemoryBandwidth = AmdSystem.GbPerSecond(5_300),
        Peak = new()
        {
            Bf16 = AmdPress.With("given for MI325X, which shares the architecture; 2,615 in print is the sparse figure").Teraflops(1_307),
            Fp8 = AmdPress.Teraflops(2_615),
            Fp4 = AmdPress.Teraflops(0),
        },
        FastDomain = AmdSystem.Domain(Level.Node, 8, "xGMI"),
        LinkRate = AmdPress.GbPerSecond(448),
        LimitWatts = AmdSystem.Watts(750),
    };

    private static AcceleratorKind Mi325X => new()
    {
        Id = "mi325x",
        Name = "AMD Instinct MI325X",
        Vendor = "AMD",
        Memory = AmdPress.Gb(256),
        MemoryBandwidth = AmdPress.GbPerSecond(6_000),
        Peak = new() { Bf16 = AmdPress.Teraflops(1_307), Fp4 = AmdPress.Teraflops(0) },
        FastDomain = AmdPress.Domain(Level.Node, 8, "xGMI"),
    };

    // Every source for it contradicts another one, so that nothing but the node's size is taken as known.
    private static AcceleratorKind Ascend910B => new()
    {
        Id = "ascend-910b",
        Name = "Huawei Ascend 910B",
        Vendor = "Huawei",
        Memory = Ascend.Gb(64),
        MemoryBandwidth = Ascend.GbPerSecond(1_600),
        Peak = new() { Bf16 = Ascend.Teraflops(313), Fp8 = Ascend.Teraflops(0), Fp4 = Ascend.Teraflops(0) },
        FastDomain = new CatalogueSource(FigureMark.Reported, "public repositories").Domain(Level.Node, 8, "HCCS"),
        LimitWatts = Ascend.With("the figure printed for the Ascend 910 of 2019").Watts(310),
    };

    private static AcceleratorKind M3Ultra => new()
    {
        Id = "m3-ultra",
        Name = "Apple M3 Ultra, 80-core GPU",
        Vendor = "Apple",
        Memory = Apple.With("the largest configuration; shared with the CPU").Gb(512),
        MemoryBandwidth = Apple.GbPerSecond(819),
        Peak = new()
        {
            Bf16 = (Apple with { Mark = FigureMark.Unconfirmed }).Teraflops(57),
            Fp8 = Apple.Teraflops(0),
            Int8 = (Apple with { Mark = FigureMark.Unconfirmed }).Teraops(114),
            Fp4 = Apple.Teraflops(0),
        },
        FastDomain = Apple.Domain(Level.Node, 1, "one machine"),
        LinkRate = Apple.GbPerSecond(0),
        NetworkRate = Apple.GbPerSecond(0),
        LimitWatts = new CatalogueSource(FigureMark.Unconfirmed, "support.apple.com/102027",
            "may be the wall figure of the M2 Ultra Mac Studio, which is 295 W").Watts(295),
        IdleWatts = Apple.With("about; four idle machines drew 32-34 W together").Watts(8),
    };
}
