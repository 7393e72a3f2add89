using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Fabric;

/// <summary>Small fabrics, written as nodes by rack, by pod.</summary>
public static class Trees
{
    public static readonly NodeDemand Capacity = new(8, 64, 1_024);

    public static readonly PoolSpec Spec = new() { Name = "p", Kind = "h100", DevicesPerNode = 8, CoresPerNode = 64, MemoryMibPerNode = 1_024 };

    /// <summary>One hall at one site, with every level.</summary>
    public static Tree Of(params int[][] pods)
    {
        TreeBuilder tree = new();
        tree.Open(Level.Site);
        tree.Open(Level.Hall);
        foreach (var racks in pods)
        {
            tree.Open(Level.Pod);
            foreach (var nodes in racks) AddRack(tree, nodes);
            tree.Close(Level.Pod);
        }

        tree.Close(Level.Hall);
        tree.Close(Level.Site);
        return tree.Build();
    }

    /// <summary>A private cluster: cells, and nothing above them.</summary>
    public static Tree OfCells(params CellShape[] shapes)
    {
        TreeBuilder tree = new();
        foreach (var shape in shapes) tree.AddCell(shape);
        return tree.Build();
    }

    /// <summary>The nodes of a tree as hardware; the id of each is its index.</summary>
    public static PhysicalPool Pool(Tree tree) =>
        new(new(Spec, tree, [.. Enumerable.Range(0, tree.Nodes).Select(node => new NodeId(node))]));

    public static Domain Pod(int index) => new(Level.Pod, index);

    public static Domain Rack(int index) => new(Level.Rack, index);

    public static Domain Node(int index) => new(Level.Node, index);

    public static CellShape Racks(int nodes) => new(Level.Rack, 0, 0, 0, nodes);

    public static CellShape Pods(int nodes) => new(Level.Pod, 0, 0, 0, nodes);

    public static CellShape Pods(int racks, int nodes) => new(Level.Pod, 0, 0, racks, nodes);

    private static void AddRack(TreeBuilder tree, int nodes)
    {
        tree.Open(Level.Rack);
        for (var i = 0; i < nodes; i++) tree.AddNode();
        tree.Close(Level.Rack);
    }
}
