using Rhodes.Core.Fabric;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.LeaseBook;

/// <summary>
/// What is counted in a proof. A domain that holds the larger cell holds the smaller one too, so both are counted against the
/// domains that hold the smaller; cells that say different things of their inside are not compared.
/// </summary>
public sealed class CountProofTests
{
    [Fact]
    public void Cells_of_more_racks_count_among_those_of_fewer() =>
        IsProved("3 domains that hold a pod of 1 racks × 2 nodes would be needed, and there are 2", Of([2, 2], [2, 2]), Pods(2, 2), Pods(1, 2));

    [Fact]
    public void Cells_of_larger_racks_count_among_those_of_smaller_ones() =>
        IsProved("3 domains that hold a pod of 2 racks × 2 nodes would be needed, and there are 2", Of([3, 3], [3, 3]), Pods(2, 3), Pods(2, 2));

    [Fact]
    public void Cells_of_more_nodes_count_among_those_of_fewer() =>
        IsProved("3 domains that hold a pod of 3 nodes would be needed, and there are 2", Of([4], [4]), Pods(4), Pods(3));

    [Fact]
    public void Cells_of_more_pods_count_among_those_of_fewer() =>
        IsProved("3 domains that hold a hall of 1 pods × 2 nodes would be needed, and there are 2", Halls(2, 2), new(Level.Hall, 0, 2, 0, 2), new(Level.Hall, 0, 1, 0, 2));

    [Fact]
    public void Cells_of_more_halls_count_among_those_of_fewer() =>
        IsProved("3 domains that hold a site of 1 halls × 2 nodes would be needed, and there are 1", Halls(2, 2), new(Level.Site, 2, 0, 0, 2), new(Level.Site, 1, 0, 0, 2));

    /// <summary>Two pods are enough for either; together they need three, and that shows only in nodes.</summary>
    [Fact]
    public void Cells_with_racks_inside_are_not_compared_with_cells_of_nodes() =>
        IsProved("12 nodes would be needed at the least, and there are 8", Of([4], [4]), Pods(1, 4), Pods(3));

    [Fact]
    public void Cells_with_pods_inside_are_not_compared_with_cells_of_nodes() =>
        IsProved("12 nodes would be needed at the least, and there are 8", Halls(2, 2), new(Level.Hall, 0, 2, 0, 2), new(Level.Hall, 0, 0, 0, 2));

    /// <summary>One cell of the larger shape is promised already, and two of the smaller one are asked for.</summary>
    private static void IsProved(string expected, Tree tree, CellShape larger, CellShape smaller)
    {
        var answer = new SmallBook(tree).With(larger, 1, 1, 5).Ask(smaller, 2, 1, 5);
        Assert.Equal((Certainty.Proved, $"at {SmallBook.At(1)} {expected}"), (answer.Certainty, answer.Why));
    }

    /// <summary>Two halls of so many pods of one rack each.</summary>
    private static Tree Halls(int pods, int nodes)
    {
        TreeBuilder tree = new();
        tree.Open(Level.Site);
        for (var hall = 0; hall < 2; hall++)
        {
            tree.Open(Level.Hall);
            for (var pod = 0; pod < pods; pod++)
            {
                tree.Open(Level.Pod);
                tree.Open(Level.Rack);
                for (var node = 0; node < nodes; node++) tree.AddNode();
                tree.Close(Level.Rack);
                tree.Close(Level.Pod);
            }

            tree.Close(Level.Hall);
        }

        tree.Close(Level.Site);
        return tree.Build();
    }
}
