using Rhodes.Core.Model;
using Rhodes.Files;

namespace Rhodes.Twin.Workloads;

/// <summary>Makes gangs out of numbers of processors. Equal ones share one list, so that a long queue of them costs little.</summary>
internal sealed class GangsBySize(JobTerms terms, TraceProcessor processor = TraceProcessor.Device)
{
    private readonly Dictionary<int, IReadOnlyList<GroupSpec>> _groups = [];

    public IReadOnlyList<GroupSpec> For(int processors)
    {
        if (_groups.TryGetValue(processors, out var known)) return known;
        var whole = terms.DevicesPerNode;
        var (nodes, devices) = processor == TraceProcessor.Node ? (processors, whole)
            : processors <= whole ? (1, processors) : ((processors - 1) / whole + 1, whole);
        GroupSpec group = new()
        {
            Nodes = nodes, DevicesPerNode = devices, Kinds = terms.Kinds, Within = nodes > 1 ? terms.Within : null,
            Segment = terms.Segment is { } segment && nodes % segment.Nodes == 0 ? segment : null,
        };
        _groups.Add(processors, known = [group]);
        return known;
    }
}
