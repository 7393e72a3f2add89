using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads recorded outages: what the scenario says of them, and the CSV file that has them.</summary>
/// <param name="folder">That paths in the scenario start from.</param>
internal sealed class FaultTraceReader(Findings findings, string folder)
{
    private const string Header = "node,start_seconds,end_seconds";
    private const int MostSeconds = int.MaxValue;

    private readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);
    private readonly List<RecordedOutage> _outages = [];

    /// <summary>Of the CSV file, when there is one.</summary>
    public Findings? InFile { get; private set; }

    public FaultTrace? ReadTrace(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, ScenarioKeys.FaultTrace, findings) is not { } keys) return null;
        var file = keys.Required("file", Read.Words);
        var nodes = keys.Required("nodes", Read.Count);
        var lasts = keys.Required("lasts", Read.LongerThanZero);
        if (!keys.IsSound) return null;
        InFile = new Findings(Paths.Join(folder, file!));
        ReadFile(InFile, lasts);
        if (_nodes.Count > nodes) keys.Refuse(keys.At("nodes"), $"{nodes} nodes, of which {_nodes.Count} have outages", "all nodes that were watched");
        if (!keys.IsSound || InFile.Count > 0) return null;
        return new FaultTrace { Nodes = nodes, Lasts = lasts, Outages = [.. _outages.OrderBy(outage => outage.From)] };
    }

    private void ReadFile(Findings inFile, Duration lasts)
    {
        if (SourceText.Read(inFile.File, $"a CSV file with the columns {Header}", inFile) is not { } text) return;
        var lines = text.Split('\n');
        if (lines[0].TrimEnd('\r') != Header)
        {
            inFile.Add(new Mark(1, 1), Shown.Quoted(lines[0].TrimEnd('\r')), $"the header '{Header}'");
            return;
        }
        for (var i = 1; i < lines.Length; i++)
            if (lines[i].TrimEnd('\r') is { Length: > 0 } line) ReadLine(line, i + 1, lasts, inFile);
        if (_outages.Count == 0 && inFile.Count == 0) inFile.AddToWhole("no outages", "at least one");
    }

    /// <summary>An empty end: the node was still down when the record ended.</summary>
    private void ReadLine(string line, int number, Duration lasts, Findings inFile)
    {
        var parts = line.Split(',');
        if (parts.Length != 3)
        {
            inFile.Add(new Mark(number, 1), $"{parts.Length} columns", $"3: {Header}");
            return;
        }
        var startAt = new Mark(number, parts[0].Length + 2);
        var endAt = new Mark(number, parts[0].Length + parts[1].Length + 3);
        if (parts[0].Length == 0) inFile.Add(new Mark(number, 1), "no node", "the name of a node");
        if (ReadSeconds(parts[1], startAt, inFile) is not { } start) return;
        var end = parts[2].Length == 0 ? lasts : ReadSeconds(parts[2], endAt, inFile);
        if (end is not { } until) return;
        if (start >= lasts || until > lasts) inFile.Add(startAt, $"an outage after the record's end at {lasts}", "one within 'lasts' of the scenario's 'fault-trace'");
        else if (until <= start) inFile.Add(endAt, $"the end {parts[2]} is not after the start {parts[1]}", "a later second, or nothing when it lasted");
        else
        {
            if (!_nodes.TryGetValue(parts[0], out var node)) _nodes.Add(parts[0], node = _nodes.Count);
            _outages.Add(new RecordedOutage(node, start, until));
        }
    }

    private static Duration? ReadSeconds(string text, Mark at, Findings inFile)
    {
        if (Quantities.TryParseWhole(text, 0, MostSeconds, out var seconds, out var fault)) return Duration.FromSeconds(seconds);
        inFile.Add(at, $"{Shown.Quoted(text)} {fault}".TrimEnd(), $"seconds since the record began, from 0 to {MostSeconds}");
        return null;
    }
}
