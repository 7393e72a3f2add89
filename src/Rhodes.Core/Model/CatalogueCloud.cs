using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>Kinds that are built by clouds for themselves: Google's TPUs and Amazon's Trainium.</summary>
internal static class CatalogueCloud
{
    public static IReadOnlyList<AcceleratorKind> Kinds { get; } = [TpuV3, TpuV5E, TpuV5P, TpuV6E, Trainium1, Trainium2, Trainium3];

    private static AcceleratorKind TpuV3 => new()
    {
        Id = "tpu-v3",
        Name = "Google TPU v3",
        Vendor = "Google",
        Memory = Tpu("v3").Gib(32),
        MemoryBandwidth = Tpu("v3").GbPerSecond(900),
        Peak = new() { Bf16 = Tpu("v3").Teraflops(123), Fp8 = Tpu("v3").Teraflops(0), Fp4 = Tpu("v3").Teraflops(0) },
        FastDomain = Tpu("v3").Domain(Level.Pod, 1_024, "2-D torus"),
        LimitWatts = Tpu("v3").With("the most that was measured; the least was 123 and the mean 220").Watts(262),
    };

    private static AcceleratorKind TpuV5E => new()
    {
        Id = "tpu-v5e",
        Name = "Google TPU v5e",
        Vendor = "Google",
        Memory = Tpu("v5e").Gb(16),
        MemoryBandwidth = Tpu("v5e").GbPerSecond(819),
        Peak = new()
        {
            Bf16 = Tpu("v5e").Teraflops(197),
            Fp8 = Tpu("v5e").Teraflops(0),
            Int8 = Tpu("v5e").Teraops(393),
            Fp4 = Tpu("v5e").Teraflops(0),
        },
        FastDomain = Tpu("v5e").Domain(Level.Pod, 256, "2-D torus"),
        LinkRate = Tpu("v5e").Derived("half of the 400 GB/s stated for both directions").GbPerSecond(200),
        NetworkRate = Tpu("v5e").Derived("2 × 100 Gb/s a host / 8 chips / 8 bits").GbPerSecond(3.125m),
    };

    private static AcceleratorKind TpuV5P => new()
    {
        Id = "tpu-v5p",
        Name = "Google TPU v5p",
        Vendor = "Google",
        Memory = Tpu("v5p").Gib(95),
        MemoryBandwidth = Tpu("v5p").GbPerSecond(2_765),
        Peak = new() { Bf16 = Tpu("v5p").Teraflops(459), Fp8 = Tpu("v5p").Teraflops(459), Fp4 = Tpu("v5p").Teraflops(0) },
        FastDomain = Tpu("v5p").With("the largest job that can be scheduled is 6,144 chips").Domain(Level.Pod, 8_960, "3-D torus"),
        LinkRate = Tpu("v5p").Derived("half of the 1,200 GB/s stated for both directions").GbPerSecond(600),
        NetworkRate = Tpu("v5p").Derived("50 Gb/s a chip / 8 bits").GbPerSecond(6.25m),
    };

    private static AcceleratorKind TpuV6E => new()
    {
        Id = "tpu-v6e",
        Name = "Google TPU v6e",
        Vendor = "Google",
        Memory = Tpu("v6e").Gb(32),
        MemoryBandwidth = Tpu("v6e").GbPerSecond(1_638),
        Peak = new() { Bf16 = Tpu("v6e").Teraflops(918), Int8 = Tpu("v6e").Teraops(1_836), Fp4 = Tpu("v6e").Teraflops(0) },
        FastDomain = Tpu("v6e").Domain(Level.Pod, 256, "2-D torus"),
        LinkRate = Tpu("v6e").Derived("half of the 800 GB/s stated for both directions").GbPerSecond(400),
    };

    private static AcceleratorKind Trainium1 => new()
    {
        Id = "trainium1",
        Name = "AWS Trainium1",
        Vendor = "Amazon",
        Memory = Neuron("trainium").Gib(32),
        MemoryBandwidth = Neuron("trainium").With("stated as 820 GiB/s").GbPerSecond(880),
        Peak = new()
        {
            Bf16 = Neuron("trainium").Teraflops(190),
            Fp8 = Neuron("trainium").With("cFP8, a format of its own").Teraflops(190),
            Int8 = Neuron("trainium").With("older pages say 420").Teraops(380),
            Fp4 = Neuron("trainium").Teraflops(0),
        },
        FastDomain = Neuron("trn1-arch").Domain(Level.Node, 16, "NeuronLink-v2"),
        NetworkRate = Neuron("trn1-arch").Derived("800 or 1,600 Gb/s an instance / 16 devices / 8 bits").Between(6.25m, 12.5m, "GB/s"),
    };

    private static AcceleratorKind Trainium2 => new()
    {
        Id = "trainium2",
        Name = "AWS Trainium2",
        Vendor = "Amazon",
        Memory = Neuron("trainium2").Gib(96),
        MemoryBandwidth = Neuron("trainium2").With("older pages say 3.0 TB/s").GbPerSecond(2_900),
        Peak = new()
        {
            Bf16 = Neuron("trainium2").Teraflops(667),
            Fp8 = Neuron("trainium2").Teraflops(1_299),
            Fp4 = Neuron("trainium2").Teraflops(0),
        },
        FastDomain = Neuron("trainium2").With("an UltraServer joins 64").Domain(Level.Node, 16, "NeuronLink-v3"),
    };

    private static AcceleratorKind Trainium3 => new()
    {
        Id = "trainium3",
        Name = "AWS Trainium3",
        Vendor = "Amazon",
        Memory = Neuron("trainium3").Gib(144),
        MemoryBandwidth = Neuron("trainium3").GbPerSecond(4_900),
        Peak = new()
        {
            Bf16 = Neuron("trainium3").Teraflops(671),
            Fp8 = Neuron("trainium3").With("MXFP8").Teraflops(2_517),
            Fp4 = Neuron("trainium3").With("MXFP4").Teraflops(2_517),
        },
    };

    private static CatalogueSource Tpu(string page) => new(FigureMark.Stated, $"docs.cloud.google.com/tpu/docs/{page}");

    private static CatalogueSource Neuron(string page) =>
        new(FigureMark.Stated, $"awsdocs-neuron.readthedocs-hosted.com neuron-hardware/{page}");
}
