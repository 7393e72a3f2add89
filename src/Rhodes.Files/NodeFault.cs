using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>A node is down in [<paramref name="From"/>, <paramref name="Until"/>).</summary>
/// <param name="Until"><see cref="Instant.Never"/>: it is not repaired.</param>
public readonly record struct NodeFault(string Node, Instant From, Instant Until)
{
    /// <summary>By time, then in the order of the fabric; one node's faults are joined where they overlap or abut.</summary>
    /// <param name="numberOf">A node's number in the fabric.</param>
    public static IReadOnlyList<NodeFault> Joined(IEnumerable<NodeFault> faults, Func<string, int> numberOf)
    {
        List<NodeFault> joined = [];
        Dictionary<string, int> last = new(StringComparer.Ordinal);
        foreach (var fault in faults.OrderBy(fault => fault.From).ThenBy(fault => numberOf(fault.Node)))
        {
            if (last.TryGetValue(fault.Node, out var index) && fault.From <= joined[index].Until)
            {
                joined[index] = joined[index] with { Until = Instant.Later(joined[index].Until, fault.Until) };
                continue;
            }
            last[fault.Node] = joined.Count;
            joined.Add(fault);
        }
        return joined;
    }
}
