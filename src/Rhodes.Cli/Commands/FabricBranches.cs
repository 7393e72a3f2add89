using Rhodes.Core.Control;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Cli.Commands;

/// <summary>A pool of a site, summed up.</summary>
/// <param name="Branches">Its pods, neighbours that are alike inside as one.</param>
internal sealed record PoolSummary(PoolSpec Spec, int Halls, int Pods, int Racks, int Nodes, int Leased, IReadOnlyList<Branch> Branches)
{
    public long Devices(int nodes) => (long)nodes * Spec.DevicesPerNode;
}

/// <summary>Neighbouring pods that are alike inside.</summary>
/// <param name="Inside">What each of them is: <c>4 racks of 8 nodes</c>.</param>
internal sealed record Branch(IReadOnlyList<string> Pods, string Inside, int Nodes, int Leased);

/// <summary>Sums a site's trees up, so that what is uneven is seen and what is alike is said once.</summary>
internal static class FabricBranches
{
    public static List<PoolSummary> Of(SiteState state, Instant at) => [.. Enumerable.Range(0, state.Pools.Length).Select(pool => Of(state, pool, at))];

    private static PoolSummary Of(SiteState state, int pool, Instant at)
    {
        var tree = state.Pools[pool].Tree;
        var leased = Enumerable.Range(0, tree.Nodes).Select(node => state.Pools[pool].Plan.TryOpenAround(node, at, out _)).ToArray();
        int LeasedIn(Domain domain) => leased.AsSpan(tree.First(domain), tree.Size(domain)).Count(true);
        List<(int Structure, string Hall, List<Domain> Pods)> runs = [];
        for (var i = 0; i < tree.Count(Level.Pod); i++)
        {
            Domain pod = new(Level.Pod, i);
            var hall = state.Fabric.NameOf(pool, new(Level.Hall, tree.DomainOf(Level.Hall, tree.First(pod))));
            if (runs.Count > 0 && runs[^1].Structure == tree.Structure(pod) && runs[^1].Hall == hall) runs[^1].Pods.Add(pod);
            else runs.Add((tree.Structure(pod), hall, [pod]));
        }

        var branches = runs.Select(run => new Branch(
            [.. run.Pods.Select(pod => state.Fabric.NameOf(pool, pod))], Inside(tree, run.Pods[0]), run.Pods.Sum(tree.Size), run.Pods.Sum(LeasedIn)));
        return new(state.Fabric.Pools[pool].Spec, tree.Count(Level.Hall), tree.Count(Level.Pod), tree.Count(Level.Rack), tree.Nodes, leased.Count(node => node), [.. branches]);
    }

    /// <summary>The racks of a pod, in order, neighbours of one size together.</summary>
    private static string Inside(Tree tree, Domain pod)
    {
        var (first, end) = tree.Inside(pod, Level.Rack);
        List<(int Size, int Count)> runs = [];
        for (var rack = first; rack < end; rack++)
        {
            var size = tree.Size(new(Level.Rack, rack));
            if (runs.Count > 0 && runs[^1].Size == size) runs[^1] = (size, runs[^1].Count + 1);
            else runs.Add((size, 1));
        }

        return string.Join(", ", runs.Select(run => $"{Count(run.Count, "rack")} of {Count(run.Size, "node")}"));
    }

    private static string Count(int count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";
}
