using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads tables of what is drawn and how often: sizes, tenants, claims.</summary>
internal static class WeightTable
{
    private const int MostDevices = 16_000_000;

    private static readonly Reader<int> Weight = Read.WholeNumber(1, 1_000_000_000);

    private static readonly Reader<int> Devices = Read.WholeNumber(1, MostDevices);

    public static readonly Reader<IReadOnlyList<SizeShare>> Sizes =
        Read.With<IReadOnlyList<SizeShare>>("sizes in devices with weights, such as {1: 60, 8: 40}", ReadSizes);

    /// <param name="what">With an example: <c>tenants with weights, such as {lab: 3, house: 1}</c>.</param>
    public static Reader<IReadOnlyList<Weighted<T>>> Of<T>(string what, Reader<T> key) where T : notnull =>
        Read.With<IReadOnlyList<Weighted<T>>>(what, (value, findings) => ReadTable(value, what, key, findings));

    private static List<SizeShare>? ReadSizes(YamlValue value, Findings findings) =>
        ReadTable(value, "sizes in devices with weights", Devices, findings) is { } table
            ? [.. table.OrderBy(each => each.Value).Select(each => new SizeShare(each.Value, each.Weight))] : null;

    private static List<Weighted<T>>? ReadTable<T>(YamlValue value, string what, Reader<T> key, Findings findings) where T : notnull
    {
        if (value is not YamlMapping { Entries.Count: > 0 } table)
        {
            findings.Add(value.At, value.Describe(), $"{what}, a mapping");
            return null;
        }
        var sound = true;
        List<Weighted<T>> read = [];
        HashSet<T> seen = [];
        foreach (var entry in table.Entries)
        {
            sound &= Weight.TryRead(entry.Value, findings, out var weight);
            if (!key.TryRead(new YamlText(entry.KeyAt, entry.Key, isPlain: true), findings, out var drawn)) sound = false;
            else if (seen.Add(drawn)) read.Add(new(drawn, weight));
            else
            {
                findings.Add(entry.KeyAt, $"{Shown.Quoted(entry.Key)} again", "each one once");
                sound = false;
            }
        }
        return sound ? read : null;
    }
}
