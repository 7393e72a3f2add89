using System.Globalization;
using Rhodes.Core.Packing;

namespace Rhodes.Twin.Packing;

/// <summary>Nodes, work, and orders in which it arrives: what packing policies are compared on.</summary>
public sealed class PackingSet
{
    private readonly List<int[]> _nodes;
    private readonly Dictionary<int, int> _rankColumn;

    private PackingSet(List<int[]> nodes, Dictionary<int, int> rankColumn, IReadOnlyList<ShareDemand> work, IReadOnlyDictionary<int, IReadOnlyList<ShareDemand>> arrivals)
    {
        (_nodes, _rankColumn, Work, Arrivals) = (nodes, rankColumn, work, arrivals);
        Mix = new(work);
    }

    /// <summary>What there is to do, each piece once.</summary>
    public IReadOnlyList<ShareDemand> Work { get; }

    public ShareMix Mix { get; }

    /// <summary>By seed: work in the order in which it comes, pieces again and again until more has come than the nodes hold.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<ShareDemand>> Arrivals { get; }

    /// <summary>Devices of the largest node, in thousandths of one, and its CPU, in thousandths of a core.</summary>
    public (int Share, int CpuMilli) Largest => (_nodes.Max(node => node[3]) * ShareNode.Whole, _nodes.Max(node => node[1]));

    /// <summary>All devices, in thousandths of one.</summary>
    public long Capacity => _nodes.Sum(node => (long)node[3] * ShareNode.Whole);

    /// <summary>A folder as <c>bench/openb</c>: <c>nodes.csv.gz</c>, <c>pods.csv.gz</c> and <c>arrivals-SEED.csv.gz</c>.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">One is not as it should be; the message says where.</exception>
    public static PackingSet Read(string folder)
    {
        var (names, nodes) = NumberTable.Read(Path.Combine(folder, "nodes.csv.gz"), "node", "cpu_milli", "memory_mib", "devices");
        var (_, pods) = NumberTable.Read(Path.Combine(folder, "pods.csv.gz"), "pod", "cpu_milli", "memory_mib", "devices", "share");
        List<ShareDemand> work = [.. pods.Select(pod => new ShareDemand(pod[1], pod[2], pod[3], pod[4]))];
        Dictionary<int, int> ranks = [];
        Dictionary<int, IReadOnlyList<ShareDemand>> arrivals = [];
        for (var column = 4; column < names.Length; column++)
        {
            if (!names[column].StartsWith("rank_", StringComparison.Ordinal) || !int.TryParse(names[column][5..], NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
                throw new InvalidDataException($"{folder}/nodes.csv.gz, line 1: found the column '{names[column]}'; expected rank_ and a seed");
            ranks.Add(seed, column);
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"arrivals-{seed}.csv.gz"));
            arrivals.Add(seed, [.. NumberTable.Read(path, "pod").Rows.Select(row => row[0] < work.Count ? work[row[0]] : throw new InvalidDataException($"{path}: found pod {row[0]}; there are 0 to {work.Count - 1}"))]);
        }

        return new(nodes, ranks, work, arrivals);
    }

    /// <summary>All nodes, empty, in the order in which equally good ones are taken.</summary>
    public IEnumerable<ShareNode> Nodes(int seed) => _nodes.OrderBy(node => node[_rankColumn[seed]])
        .Select(node => new ShareNode(string.Create(CultureInfo.InvariantCulture, $"{node[0]}"), node[1], node[2], node[3]));
}
