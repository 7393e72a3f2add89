using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>NVIDIA's kinds. Figures of the data-centre kinds are those that the maker ships with its own configurator.</summary>
internal static class CatalogueNvidia
{
    private static readonly CatalogueSource LaunchTables = new(FigureMark.Reported, "techrival.com, tech4gamers.com (launch tables), io-tech.fi");
    private static readonly CatalogueSource Cards = new(FigureMark.Reported, "spheron.network; pocketmags.com (Linux Format, May 2025)");

    public static IReadOnlyList<AcceleratorKind> Kinds { get; } =
    [
        A100, A100Pcie, H100, H200, B200, B300, Gb200, Gb300, L40S, RtxPro6000, Rtx5090, V100, P100,
    ];

    private static AcceleratorKind A100 => new()
    {
        Id = "a100",
        Name = "NVIDIA A100 SXM 80 GB",
        Vendor = "NVIDIA",
        Memory = From("a100_sxm").Gib(80),
        MemoryBandwidth = From("a100_sxm").GbPerSecond(2_039),
        Peak = Peaks("a100_sxm", bf16: 312, fp8: 0, int8: 624, fp4: 0),
        FastDomain = From("a100_sxm").Domain(Level.Node, 8, "NVLink"),
        LinkRate = From("a100_sxm").GbPerSecond(300),
        NetworkRate = From("a100_sxm").GbPerSecond(25),
        LimitWatts = From("a100_sxm").Watts(400),
        IdleWatts = new CatalogueSource(FigureMark.Measured, "InternLM/AcmeTrace data/utilization/util_pkl",
            "1st to 25th percentile of GPU power in two production clusters over six months").Between(60, 66, "W"),
    };

    private static AcceleratorKind A100Pcie => new()
    {
        Id = "a100-pcie",
        Name = "NVIDIA A100 PCIe 80 GB",
        Vendor = "NVIDIA",
        Memory = From("a100_pcie").Gib(80),
        MemoryBandwidth = From("a100_pcie").GbPerSecond(1_935),
        Peak = Peaks("a100_pcie", bf16: 312, fp8: 0, int8: 624, fp4: 0),
        FastDomain = From("a100_pcie").Domain(null, 1, "PCIe"),
        LinkRate = From("a100_pcie").GbPerSecond(32),
        NetworkRate = From("a100_pcie").GbPerSecond(25),
        LimitWatts = From("a100_pcie").Watts(300),
    };

    private static AcceleratorKind H100 => new()
    {
        Id = "h100",
        Name = "NVIDIA H100 SXM 80 GB",
        Vendor = "NVIDIA",
        Memory = From("h100_sxm").Gib(80),
        MemoryBandwidth = From("h100_sxm").GbPerSecond(3_350),
        Peak = Peaks("h100_sxm", bf16: 989, fp8: 1_978, int8: 1_978, fp4: 0),
        FastDomain = From("h100_sxm").Domain(Level.Node, 8, "NVLink"),
        LinkRate = From("h100_sxm").GbPerSecond(450),
        NetworkRate = From("h100_sxm").GbPerSecond(50),
        LimitWatts = From("h100_sxm").Watts(700),
        IdleWatts = new CatalogueSource(FigureMark.Unconfirmed, "often quoted; no origin was found").Between(60, 75, "W"),
    };

    private static AcceleratorKind H200 => new()
    {
        Id = "h200",
        Name = "NVIDIA H200 SXM 141 GB",
        Vendor = "NVIDIA",
        Memory = From("h200_sxm").Gib(141),
        MemoryBandwidth = From("h200_sxm").GbPerSecond(4_800),
        Peak = Peaks("h200_sxm", bf16: 989, fp8: 1_978, int8: 1_978, fp4: 0),
        FastDomain = From("h200_sxm").Domain(Level.Node, 8, "NVLink"),
        LinkRate = From("h200_sxm").GbPerSecond(450),
        NetworkRate = From("h200_sxm").GbPerSecond(50),
        LimitWatts = From("h200_sxm").Watts(700),
        IdleWatts = new CatalogueSource(FigureMark.Reported, "api.serialalice.pt benchmark page, June 2026").Watts(80.3m),
    };

    private static AcceleratorKind B200 => new()
    {
        Id = "b200",
        Name = "NVIDIA B200 SXM 180 GB",
        Vendor = "NVIDIA",
        Memory = From("b200_sxm").Gib(180),
        MemoryBandwidth = From("b200_sxm").GbPerSecond(7_700),
        Peak = Peaks("b200_sxm", bf16: 2_250, fp8: 4_500, int8: 4_500, fp4: 9_000),
        FastDomain = From("b200_sxm").Domain(Level.Node, 8, "NVLink"),
        LinkRate = From("b200_sxm").GbPerSecond(900),
        NetworkRate = From("b200_sxm").GbPerSecond(100),
        LimitWatts = From("b200_sxm").Watts(1_000),
    };

    private static AcceleratorKind B300 => new()
    {
        Id = "b300",
        Name = "NVIDIA B300 SXM",
        Vendor = "NVIDIA",
        Memory = From("b300_sxm").Gib(269),
        MemoryBandwidth = From("b300_sxm").GbPerSecond(7_750),
        Peak = Peaks("b300_sxm", bf16: 2_250, fp8: 4_500, int8: 154, fp4: 14_000),
        FastDomain = From("b300_sxm").Domain(Level.Node, 8, "NVLink"),
        LinkRate = From("b300_sxm").GbPerSecond(900),
        NetworkRate = From("b300_sxm").GbPerSecond(100),
        LimitWatts = From("b300_sxm").Watts(1_100),
    };

    private static AcceleratorKind Gb200 => new()
    {
        Id = "gb200",
        Name = "NVIDIA GB200 NVL72",
        Vendor = "NVIDIA",
        Memory = From("gb200").Gib(185),
        MemoryBandwidth = From("gb200").GbPerSecond(8_000),
        Peak = Peaks("gb200", bf16: 2_500, fp8: 5_000, int8: 5_000, fp4: 10_000),
        FastDomain = From("gb200").Domain(Level.Rack, 72, "NVLink"),
        LinkRate = From("gb200").GbPerSecond(900),
        NetworkRate = From("gb200").GbPerSecond(100),
        LimitWatts = From("gb200").Watts(1_200),
    };

    private static AcceleratorKind Gb300 => new()
    {
        Id = "gb300",
        Name = "NVIDIA GB300 NVL72",
        Vendor = "NVIDIA",
        Memory = From("gb300").Gib(278),
        MemoryBandwidth = From("gb300").GbPerSecond(8_000),
        Peak = Peaks("gb300", bf16: 2_500, fp8: 5_000, int8: 165, fp4: 15_000),
        FastDomain = From("gb300").Domain(Level.Rack, 72, "NVLink"),
        LinkRate = From("gb300").GbPerSecond(900),
        NetworkRate = From("gb300").GbPerSecond(100),
        LimitWatts = From("gb300").Watts(1_400),
    };

    private static AcceleratorKind L40S => new()
    {
        Id = "l40s",
        Name = "NVIDIA L40S",
        Vendor = "NVIDIA",
        Memory = From("l40s").Gib(45),
        MemoryBandwidth = From("l40s").GbPerSecond(864),
        Peak = Peaks("l40s", bf16: 362, fp8: 733, int8: 733, fp4: 0),
        FastDomain = From("l40s").Domain(null, 1, "PCIe"),
        LinkRate = From("l40s").GbPerSecond(32),
        NetworkRate = From("l40s").GbPerSecond(50),
        LimitWatts = From("l40s").Watts(350),
    };

    private static AcceleratorKind RtxPro6000 => new()
    {
        Id = "rtx-pro-6000",
        Name = "NVIDIA RTX PRO 6000 Blackwell Server Edition",
        Vendor = "NVIDIA",
        Memory = From("rtx_pro_6000_server").Gib(95.6m),
        MemoryBandwidth = From("rtx_pro_6000_server").GbPerSecond(1_792),
        Peak = Peaks("rtx_pro_6000_server", bf16: 468, fp8: 936, int8: 936, fp4: 1_871, note: "scaled to 2,430 MHz"),
        FastDomain = From("rtx_pro_6000_server").Domain(null, 1, "PCIe"),
        LinkRate = From("rtx_pro_6000_server").GbPerSecond(64),
        NetworkRate = From("rtx_pro_6000_server").GbPerSecond(50),
        LimitWatts = From("rtx_pro_6000_server").Watts(600),
    };

    private static AcceleratorKind Rtx5090 => new()
    {
        Id = "rtx-5090",
        Name = "NVIDIA GeForce RTX 5090",
        Vendor = "NVIDIA",
        Memory = Cards.Gb(32),
        MemoryBandwidth = Cards.GbPerSecond(1_792),
        Peak = new()
        {
            Bf16 = Cards.Derived("half of the maker's sparse 838; with FP32 accumulation lower by an unknown amount").Teraflops(419),
            Fp8 = Cards.Derived("half of the maker's sparse 1,677, rounded down").Teraflops(838),
            Fp4 = Cards.Derived("half of the maker's sparse 3,352").Teraflops(1_676),
        },
        FastDomain = Cards.Domain(null, 1, "PCIe 5 x16"),
        LinkRate = Cards.Derived("PCIe 5 x16: 32 GT/s × 16 lanes / 8 bits").GbPerSecond(64),
        NetworkRate = Cards.GbPerSecond(0),
        LimitWatts = Cards.Watts(575),
    };

    private static AcceleratorKind V100 => new()
    {
        Id = "v100",
        Name = "NVIDIA V100 SXM2",
        Vendor = "NVIDIA",
        Memory = LaunchTables.With("two models: 16 GB and 32 GB").Between(16, 32, "GB"),
        MemoryBandwidth = LaunchTables.GbPerSecond(900),
        Peak = new()
        {
            Bf16 = LaunchTables.With("FP16; one launch table says 120").Teraflops(125),
            Fp8 = LaunchTables.Teraflops(0),
            Fp4 = LaunchTables.Teraflops(0),
        },
        FastDomain = LaunchTables.Domain(Level.Node, 8, "NVLink"),
        LimitWatts = LaunchTables.Watts(300),
    };

    private static AcceleratorKind P100 => new()
    {
        Id = "p100",
        Name = "NVIDIA P100 SXM2",
        Vendor = "NVIDIA",
        Memory = LaunchTables.Gb(16),
        MemoryBandwidth = LaunchTables.With("sources differ").Between(720, 732, "GB/s"),
        Peak = new()
        {
            Bf16 = LaunchTables.With("FP16").Teraflops(21.2m),
            Fp8 = LaunchTables.Teraflops(0),
            Int8 = LaunchTables.Teraops(0),
            Fp4 = LaunchTables.Teraflops(0),
        },
        FastDomain = LaunchTables.Domain(Level.Node, null, "NVLink"),
        LimitWatts = LaunchTables.Watts(300),
    };

    private static CatalogueSource From(string system) =>
        new(FigureMark.Stated, $"ai-dynamo/aiconfigurator aic-core/src/aiconfigurator_core/systems/{system}.yaml @095f58a");

    private static PeakRates Peaks(string system, decimal bf16, decimal fp8, decimal int8, decimal fp4, string? note = null)
    {
        var from = From(system) with { Note = note };
        return new()
        {
            Bf16 = from.Teraflops(bf16),
            Fp8 = from.Teraflops(fp8),
            Int8 = from.Teraops(int8),
            Fp4 = from.Teraflops(fp4),
        };
    }
}
