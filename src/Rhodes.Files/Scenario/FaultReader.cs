using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads faults of nodes from the scenario and from a CSV file beside it, and joins those that overlap.</summary>
internal sealed class FaultReader(SiteSpec? site, Horizon horizon)
{
    private const string Header = "node,start,end";

    private readonly Dictionary<string, int>? _nodes = site?.Fabric.Nodes.Select((node, index) => (node.Name, index))
        .ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);

    private readonly List<NodeFault> _faults = [];

    /// <summary>Notes one of the scenario's own list.</summary>
    public object? ReadFault(YamlValue value, Findings findings)
    {
        if (MappingReader.Open(value, ScenarioKeys.Fault, findings) is not { } keys) return null;
        var node = keys.Required("node", Read.Known("node", (IReadOnlyCollection<string>?)_nodes?.Keys));
        var at = keys.Required("at", horizon.Time);
        var length = keys.Optional("for", Read.LongerThanZero, Duration.Forever);
        if (!keys.IsSound) return null;
        _faults.Add(new NodeFault(node!, at, at + length));
        return node;
    }

    /// <summary>Notes all of a file with the columns node, start and end, where an empty end means that it is not repaired.</summary>
    public void ReadFile(string path, Findings findings)
    {
        if (SourceText.Read(path, $"a CSV file with the columns {Header}", findings) is not { } text) return;
        var lines = text.Split('\n');
        if (lines[0].TrimEnd('\r') != Header)
        {
            findings.Add(new Mark(1, 1), Shown.Quoted(lines[0].TrimEnd('\r')), $"the header '{Header}'");
            return;
        }
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Length > 0) ReadLine(line, i + 1, findings);
        }
    }

    /// <inheritdoc cref="NodeFault.Joined"/>
    public IReadOnlyList<NodeFault> Joined() => NodeFault.Joined(_faults, node => _nodes![node]);

    private void ReadLine(string line, int number, Findings findings)
    {
        var parts = line.Split(',');
        if (parts.Length != 3)
        {
            findings.Add(new Mark(number, 1), $"{parts.Length} columns", $"3: {Header}");
            return;
        }
        var start = ReadInstant(parts[1], new Mark(number, parts[0].Length + 2), findings);
        var endAt = new Mark(number, parts[0].Length + parts[1].Length + 3);
        var end = parts[2].Length == 0 ? Instant.Never : ReadInstant(parts[2], endAt, findings);
        if (_nodes?.ContainsKey(parts[0]) == false)
            findings.Add(
                new Mark(number, 1), $"unknown node {Shown.Quoted(parts[0])}", "the name of a node of the fabric",
                findings.NearestTo(parts[0], _nodes.Keys));
        else if (end <= start)
            findings.Add(
                endAt, $"the end {end} is not after the start {start}", "a later instant, or nothing when it is not repaired");
        else if (start is { } from && end is { } until) _faults.Add(new NodeFault(parts[0], from, until));
    }

    private static Instant? ReadInstant(string text, Mark at, Findings findings) =>
        Read.Instant.TryRead(new YamlText(at, text, isPlain: true), findings, out var instant) ? instant : null;
}
