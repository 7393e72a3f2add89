using System.Globalization;
using System.Text.Json;

namespace Rhodes.Engines.Local;

/// <summary>Reads what <c>rocm-smi</c> prints. Its names have changed with its versions, in capitals mostly.</summary>
internal static class AmdTool
{
    private static readonly string[] Names = ["Card Series", "Device Name", "Card Model"];

    public static IEnumerable<LocalGpu> Find(string tools, List<string> problems)
    {
        if (Tool.Ask(Path.Join(tools, "rocm-smi"), "--showproductname", "--showmeminfo", "vram", "--json") is not { } answer) return [];
        try
        {
            if (answer.Code != 0) throw new JsonException(NvidiaTool.FirstLine(answer.Errors + answer.Output));
            var start = Math.Max(0, answer.Output.IndexOf('{', StringComparison.Ordinal)); // warnings may stand before it
            using var document = JsonDocument.Parse(answer.Output[start..]);
            return [.. document.RootElement.EnumerateObject().Select(card => (Number: NumberOf(card.Name), card.Value)).Where(card => card.Number >= 0)
                .OrderBy(card => card.Number).Select((card, index) => Read(index, card.Value))]; // ROCR counts them in this order, from 0
        }
        catch (JsonException wrong)
        {
            problems.Add($"rocm-smi failed: {wrong.Message}");
            return [];
        }
    }

    private static LocalGpu Read(int index, JsonElement card)
    {
        var product = Names.Select(name => TextOf(card, name)).FirstOrDefault(text => text is not null && text != "N/A") ?? "AMD GPU";
        _ = long.TryParse(TextOf(card, "VRAM Total Memory (B)"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes);
        return new LocalGpu(GpuVendor.Amd, index, product, GpuKinds.Of(product), bytes / 1_048_576);
    }

    /// <returns>-1: it is no card.</returns>
    private static int NumberOf(string name) => name.StartsWith("card", StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string? TextOf(JsonElement card, string name)
    {
        if (card.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in card.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member.Value.ToString();
        return null;
    }
}
