using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Workloads;

/// <summary>
/// Extends recorded outages to a fabric and a horizon. The fabric is cut into blocks of as many nodes as were watched, and each block
/// lives through the record again and again, from a moment of its own. So rate, lengths, repeated faults of one node and the number of
/// nodes down together are those of the record. Nodes that went down at one instant stand side by side, mostly in one rack; which
/// nodes they are is drawn anew for each block and each round.
/// </summary>
internal sealed class FaultExtension
{
    private readonly FaultTrace _trace;
    private readonly IReadOnlyList<NodeSpec> _fabric;
    private readonly int _seed;

    /// <summary>Recorded nodes that were hit together, and the others one by one; each in one group.</summary>
    private readonly List<List<int>> _groups;

    public FaultExtension(FaultTrace trace, IReadOnlyList<NodeSpec> fabric, int seed)
    {
        (_trace, _fabric, _seed) = (trace, fabric, seed);
        _groups = GroupsOf(trace);
    }

    /// <summary>Every fault that lasts at some time of [<paramref name="from"/>, <paramref name="until"/>); not in order, and one node's may overlap.</summary>
    public IEnumerable<NodeFault> Faults(Instant from, Instant until)
    {
        for (var block = 0; block * (long)_trace.Nodes < _fabric.Count; block++)
        {
            var lasts = _trace.Lasts.Milliseconds;
            var first = from - new Duration(Chance.For(_seed, $"faults {block}").Between(0, lasts - 1));
            var round = 0;
            for (var begin = first; begin < until; begin += _trace.Lasts)
                foreach (var fault in Round(block, round++, begin))
                    if (fault.Until > from && fault.From < until) yield return fault;
        }
    }

    private IEnumerable<NodeFault> Round(int block, int round, Instant begin)
    {
        var places = Places(Chance.For(_seed, $"faults {block} {round}"));
        foreach (var outage in _trace.Outages)
        {
            var node = (block * _trace.Nodes) + places[outage.Node];
            if (node < _fabric.Count) yield return new(_fabric[node].Name, begin + outage.From, begin + outage.Until);
        }
    }

    /// <summary>A place of the block for each recorded node with outages: groups side by side where there is room, larger ones first.</summary>
    private int[] Places(Chance chance)
    {
        var places = new int[_trace.Nodes];
        var isTaken = new bool[_trace.Nodes];
        foreach (var group in _groups)
        {
            var place = FirstFree(isTaken, group.Count, chance.Between(0, _trace.Nodes - 1));
            foreach (var node in group)
            {
                while (isTaken[place]) place = (place + 1) % _trace.Nodes;
                (places[node], isTaken[place]) = (place, true);
            }
        }

        return places;
    }

    /// <summary>From where on, at or after a place, so many are free in a row; that place when there is no such row.</summary>
    private static int FirstFree(bool[] isTaken, int count, int from)
    {
        for (var shift = 0; shift < isTaken.Length; shift++)
        {
            var start = (from + shift) % isTaken.Length;
            if (start + count <= isTaken.Length && !isTaken.AsSpan(start, count).Contains(true)) return start;
        }

        return from;
    }

    private static List<List<int>> GroupsOf(FaultTrace trace)
    {
        HashSet<int> grouped = [];
        List<List<int>> groups = [];
        var together = trace.Outages.GroupBy(outage => outage.From).Select(group => group.Select(outage => outage.Node).Distinct().ToList());
        foreach (var nodes in together.OrderByDescending(nodes => nodes.Count))
        {
            var others = nodes.Where(grouped.Add).ToList();
            if (others.Count > 0) groups.Add(others);
        }

        return groups;
    }
}
