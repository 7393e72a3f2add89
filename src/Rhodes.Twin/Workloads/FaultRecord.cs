using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Workloads;

/// <summary>
/// The outages that the program carries with it: the record of <c>examples/colossus-1/data/node-faults.csv</c>, whose source and licence
/// stand beside it. What a site is likely to see where nobody recorded its own.
/// </summary>
public static class FaultRecord
{
    private static readonly Lazy<FaultTrace> Known = new(Read);

    public static FaultTrace Trace => Known.Value;

    private static FaultTrace Read()
    {
        using var stream = typeof(FaultRecord).Assembly.GetManifestResourceStream("node-faults.csv")
            ?? throw Invariant.Broken("the record is built into the program");
        using StreamReader reader = new(stream);
        var lasts = Duration.FromDays(174);
        Dictionary<string, int> nodes = new(StringComparer.Ordinal);
        List<RecordedOutage> outages = [];
        reader.ReadLine();   // the header
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(',');
            nodes.TryAdd(parts[0], nodes.Count);
            outages.Add(new(nodes[parts[0]], Seconds(parts[1]), parts[2].Length == 0 ? lasts : Seconds(parts[2])));
        }

        return new() { Nodes = 400, Lasts = lasts, Outages = [.. outages.OrderBy(outage => outage.From)] };
    }

    private static Duration Seconds(string text) => Duration.FromSeconds(long.Parse(text, provider: null));
}
