using System.Globalization;

namespace Rhodes.Engines.Local;

/// <summary>Reads what <c>nvidia-smi</c> prints.</summary>
internal static class NvidiaTool
{
    public static IEnumerable<LocalGpu> Find(string tools, List<string> problems)
    {
        if (Tool.Ask(Path.Join(tools, "nvidia-smi"), "--query-gpu=index,name,memory.total", "--format=csv,noheader") is not { } answer) return [];
        if (answer.Code != 0)
        {
            problems.Add($"nvidia-smi failed: {FirstLine(answer.Errors + answer.Output)}");
            return [];
        }
        return [.. answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => Read(line, problems)).OfType<LocalGpu>()];
    }

    public static string FirstLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "it said nothing";

    /// <summary>As <c>0, NVIDIA H100 80GB HBM3, 81559 MiB</c>.</summary>
    private static LocalGpu? Read(string line, List<string> problems)
    {
        var fields = line.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length != 3 || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            problems.Add($"nvidia-smi printed what is no GPU: {line}");
            return null;
        }
        _ = long.TryParse(fields[2].Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var memory); // unified memory has no number
        return new LocalGpu(GpuVendor.Nvidia, index, fields[1], GpuKinds.Of(fields[1]), memory);
    }
}
