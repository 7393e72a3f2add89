namespace Rhodes.Engines.Local;

/// <summary>A node of the site that is this machine, or a part of it.</summary>
/// <param name="Name">As the site's files have it.</param>
/// <param name="Devices">How many; they have the numbers from 0 up.</param>
/// <param name="Gpus">The hardware behind them, in the same order. Empty: they are only counted, and no GPU is shown to their jobs.</param>
public sealed record LocalNode(string Name, int Devices, IReadOnlyList<LocalGpu> Gpus);

public enum GpuVendor
{
    Nvidia = 0,
    Amd = 1,
}

/// <param name="Index">By which its vendor's tools and <c>CUDA_VISIBLE_DEVICES</c> know it.</param>
/// <param name="Product">What its vendor calls it.</param>
/// <param name="Kind">Its id in the catalogue; null: the catalogue has none like it.</param>
/// <param name="MemoryMib">0: its tool did not say.</param>
public sealed record LocalGpu(GpuVendor Vendor, int Index, string Product, string? Kind, long MemoryMib);
