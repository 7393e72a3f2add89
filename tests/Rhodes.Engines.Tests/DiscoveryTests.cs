using Rhodes.Core.Model;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>GPUs are found by their vendors' tools. This machine need have none: what the tools print is from public reports.</summary>
public sealed class DiscoveryTests
{
    [Fact]
    public void Eight_H100s_are_found_by_nvidia_smi()
    {
        var machine = With("nvidia-smi", string.Concat(Enumerable.Range(0, 8).Select(index => $"{index}, NVIDIA H100 80GB HBM3, 81559 MiB\n")));
        Assert.Equal(Enumerable.Range(0, 8).Select(index => new LocalGpu(GpuVendor.Nvidia, index, "NVIDIA H100 80GB HBM3", "h100", 81_559)), machine.Gpus);
        Assert.Empty(machine.Problems);
        Assert.Equal(8, machine.ToNode("n1", countedDevices: 4).Devices);
    }

    [Fact]
    public void Two_MI300Xs_are_found_by_rocm_smi()
    {
        var machine = With("rocm-smi", """
            WARNING: AMD GPU device(s) is/are in a low-power state. Check power control/runtime_status
            {"card1": {"Card Series": "AMD Instinct MI300X OAM", "Card Model": "0x74a1", "Card SKU": "M3000100", "VRAM Total Memory (B)": "206141652992"},
             "card0": {"Card series": "AMD Instinct MI300X OAM", "Card vendor": "Advanced Micro Devices, Inc. [AMD/ATI]", "VRAM Total Memory (B)": "206141652992"},
             "system": {"Driver version": "6.8.5"}}
            """);
        Assert.Equal(
            [new(GpuVendor.Amd, 0, "AMD Instinct MI300X OAM", "mi300x", 196_592), new LocalGpu(GpuVendor.Amd, 1, "AMD Instinct MI300X OAM", "mi300x", 196_592)],
            machine.Gpus);
    }

    [Theory]
    [InlineData("nvidia-smi", "Failed to initialize NVML: Driver/library version mismatch", 18, "nvidia-smi failed: Failed to initialize NVML: Driver/library version mismatch")]
    [InlineData("nvidia-smi", "No devices were found", 6, "nvidia-smi failed: No devices were found")]
    [InlineData("nvidia-smi", "what?", 0, "nvidia-smi printed what is no GPU: what?")]
    [InlineData("rocm-smi", "cat: /sys/module/amdgpu/initstate: No such file or directory", 1, "rocm-smi failed: cat: /sys/module/amdgpu/initstate: No such file or directory")]
    public void A_tool_that_fails_is_said(string tool, string prints, int code, string problem)
    {
        var machine = With(tool, prints + "\n", code);
        Assert.Empty(machine.Gpus);
        Assert.Equal([problem], machine.Problems);
    }

    [Fact]
    public void A_machine_without_GPUs_has_devices_that_are_counted()
    {
        using var folder = new ScratchFolder();
        var machine = LocalMachine.Discover(folder.Path);
        Assert.Equal((0, 0), (machine.Gpus.Count, machine.Problems.Count));
        Assert.True(machine is { Cores: > 0, MemoryMib: > 0, Name.Length: > 0 });
        Assert.Equal(new LocalNode("n1", 4, machine.Gpus), machine.ToNode("n1", countedDevices: 4));
    }

    [Theory]
    [InlineData("NVIDIA A100-SXM4-80GB", "a100")]
    [InlineData("NVIDIA A100-SXM4-40GB", null)]
    [InlineData("NVIDIA A100 80GB PCIe", "a100-pcie")]
    [InlineData("NVIDIA H100 PCIe", null)]
    [InlineData("NVIDIA H100 NVL", null)]
    [InlineData("NVIDIA H200", "h200")]
    [InlineData("NVIDIA GH200 480GB", null)]
    [InlineData("NVIDIA B200", "b200")]
    [InlineData("NVIDIA GB200", "gb200")]
    [InlineData("NVIDIA GB300", "gb300")]
    [InlineData("NVIDIA L40S", "l40s")]
    [InlineData("NVIDIA L40", null)]
    [InlineData("NVIDIA GeForce RTX 5090", "rtx-5090")]
    [InlineData("Tesla V100-SXM2-32GB", "v100")]
    [InlineData("AMD Instinct MI325X", "mi325x")]
    [InlineData("AMD INSTINCT MI200 (MCM) OAM LC MBA HPE C2", null)]
    public void A_kind_is_told_by_the_name(string product, string? kind)
    {
        Assert.Equal(kind, GpuKinds.Of(product));
        if (kind is not null) Assert.NotNull(Catalogue.Find(kind));
    }

    [Fact]
    public void Jobs_see_their_own_GPUs_only()
    {
        var gpus = Enumerable.Range(0, 4).Select(index => new LocalGpu(GpuVendor.Nvidia, index + 4, "NVIDIA H100 80GB HBM3", "h100", 81_559)).ToList();
        Assert.Contains("export CUDA_VISIBLE_DEVICES='5,7'\n", Text(gpus, 1, 3), StringComparison.Ordinal);
        gpus = [.. gpus.Select(gpu => gpu with { Vendor = GpuVendor.Amd })];
        var text = Text(gpus, 0, 1);
        Assert.Contains("export ROCR_VISIBLE_DEVICES='4,5'\n", text, StringComparison.Ordinal);
        Assert.Contains("export CUDA_VISIBLE_DEVICES=''\n", text, StringComparison.Ordinal);
        Assert.Contains("export RHODES_DEVICES='0,1'\n", text, StringComparison.Ordinal);
    }

    private static string Text(List<LocalGpu> gpus, params int[] devices) => ProgramText.Of(
        Sample.Shell(1, "true"), new RankPlace(0, new LocalNode("a", 4, gpus), devices, 29_500), new ProgramPlace(new UnixUser("ana", 7, 7, "/"), "/", "/", "/"));

    private static LocalMachine With(string tool, string prints, int code = 0)
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("prints"), prints);
        File.WriteAllText(folder.File(tool), $"#!/bin/sh\ncat {folder.File("prints")}\nexit {code}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.File(tool), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return LocalMachine.Discover(folder.Path);
    }
}
