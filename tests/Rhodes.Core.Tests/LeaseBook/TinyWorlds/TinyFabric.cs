using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>A kind of cell, and on which sets of nodes one may stand: bit i is node i.</summary>
public sealed record TinyKind(CellShape Shape, int[] Places);

/// <summary>Eight nodes, small enough that everything can be tried. Which nodes make up what is written down here once more.</summary>
public sealed class TinyFabric
{
    private readonly int[][] _pods; // nodes by rack, by pod

    private TinyFabric(string name, params int[][] pods)
    {
        (Name, _pods) = (name, pods);
        TreeBuilder tree = new();
        tree.Open(Level.Site);
        tree.Open(Level.Hall);
        foreach (var racks in pods) AddPod(tree, racks);
        tree.Close(Level.Hall);
        tree.Close(Level.Site);
        Tree = tree.Build();
        Kinds =
        [
            new(CellShape.OneNode, [.. Enumerable.Range(0, Tree.Nodes).Select(node => 1 << node)]),
            new(new(Level.Rack, 0, 0, 0, 1), PlacesOf(Racks, nodes => nodes >= 1)),
            new(new(Level.Rack, 0, 0, 0, 2), PlacesOf(Racks, nodes => nodes >= 2)),
            new(new(Level.Pod, 0, 0, 0, 3), PlacesOf(Pods, nodes => nodes >= 3)),
            new(new(Level.Pod, 0, 0, 0, 4), PlacesOf(Pods, nodes => nodes >= 4)),
            new(new(Level.Pod, 0, 0, 2, 1), [.. Pods.Where((_, pod) => pods[pod].Count(nodes => nodes >= 1) >= 2)]),
            new(new(Level.Pod, 0, 0, 2, 2), [.. Pods.Where((_, pod) => pods[pod].Count(nodes => nodes >= 2) >= 2)]),
        ];
    }

    public static TinyFabric Even { get; } = new("even", [2, 2], [2, 2]);

    public static TinyFabric Unequal { get; } = new("unequal", [3, 1], [2, 2]);

    public string Name { get; }

    public Tree Tree { get; }

    public IReadOnlyList<TinyKind> Kinds { get; }

    /// <summary>The nodes of each rack.</summary>
    public IEnumerable<int> Racks
    {
        get
        {
            var first = 0;
            foreach (var nodes in _pods.SelectMany(racks => racks))
            {
                yield return ((1 << nodes) - 1) << first;
                first += nodes;
            }
        }
    }

    public IEnumerable<int> Pods
    {
        get
        {
            var first = 0;
            foreach (var nodes in _pods.Select(racks => racks.Sum()))
            {
                yield return ((1 << nodes) - 1) << first;
                first += nodes;
            }
        }
    }

    public int NodesOf(Domain domain) => domain.Level switch
    {
        Level.Node => 1 << domain.Index,
        Level.Rack => Racks.ElementAt(domain.Index),
        Level.Pod => Pods.ElementAt(domain.Index),
        _ => (1 << _pods.Sum(racks => racks.Sum())) - 1,
    };

    public FabricSpec Spec() => new()
    {
        Site = Name,
        Pools = [new() { Name = "p", Kind = "h100", DevicesPerNode = 8, CoresPerNode = 64, MemoryMibPerNode = 1_024 }],
        Nodes = [.. _pods.SelectMany((racks, pod) => racks.SelectMany((nodes, rack) =>
            Enumerable.Range(0, nodes).Select(node => new NodeSpec($"{pod}-{rack}-{node}", "hall", $"{pod}", $"{rack}", "p"))))],
    };

    private static int[] PlacesOf(IEnumerable<int> domains, Func<int, bool> holds) =>
        [.. domains.Where(nodes => holds(int.PopCount(nodes)))];

    private static void AddPod(TreeBuilder tree, int[] racks)
    {
        tree.Open(Level.Pod);
        foreach (var nodes in racks)
        {
            tree.Open(Level.Rack);
            for (var i = 0; i < nodes; i++) tree.AddNode();
            tree.Close(Level.Rack);
        }

        tree.Close(Level.Pod);
    }
}
