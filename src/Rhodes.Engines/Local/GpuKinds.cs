namespace Rhodes.Engines.Local;

/// <summary>Which kind of the catalogue a GPU is, by what its vendor's tool calls it.</summary>
internal static class GpuKinds
{
    /// <summary>All words must be in the name, and none of the second; the first that fits counts. A PCIe card is another kind than its like on a board.</summary>
    private static readonly (string[] All, string[] None, string Kind)[] Known =
    [
        (["GB300"], [], "gb300"),
        (["GB200"], [], "gb200"),
        (["B300"], [], "b300"),
        (["B200"], [], "b200"),
        (["H200"], ["NVL", "GH200"], "h200"),
        (["H100", "HBM3"], ["NVL", "PCIe"], "h100"),
        (["A100", "SXM", "80GB"], [], "a100"),
        (["A100", "PCIe", "80GB"], [], "a100-pcie"),
        (["L40S"], [], "l40s"),
        (["RTX PRO 6000", "Server"], [], "rtx-pro-6000"),
        (["RTX 5090"], ["Laptop", "5090 D"], "rtx-5090"),
        (["V100", "SXM2"], [], "v100"),
        (["P100", "SXM2"], [], "p100"),
        (["MI325X"], [], "mi325x"),
        (["MI300X"], [], "mi300x"),
    ];

    /// <returns>Null: the catalogue has none like it.</returns>
    public static string? Of(string product)
    {
        foreach (var (all, none, kind) in Known)
            if (all.All(Has) && !none.Any(Has)) return kind;
        return null;

        bool Has(string word) => product.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
