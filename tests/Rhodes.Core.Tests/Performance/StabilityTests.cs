using System.Numerics;
using Rhodes.Core.Performance;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Performance;

/// <summary>Rates and the share of time for which a cell is whole, against counting by hand.</summary>
public sealed class StabilityTests
{
    /// <summary>Every set of nodes that may be down, one by one.</summary>
    [Theory]
    [InlineData(1, 0, 0.03)]
    [InlineData(4, 1, 0.03)]
    [InlineData(10, 3, 0.2)]
    [InlineData(12, 12, 0.5)]
    public void The_whole_share_is_that_of_all_sets_of_nodes(int nodes, int spares, double downShare)
    {
        var expected = 0.0;
        for (var down = 0u; down < 1u << nodes; down++)
        {
            if (BitOperations.PopCount(down) > spares) continue;
            var share = 1.0;
            for (var node = 0; node < nodes; node++) share *= (down >> node & 1) == 1 ? downShare : 1 - downShare;
            expected += share;
        }

        Assert.Equal(expected, Stability.WholeShare(nodes, spares, downShare), 12);
    }

    [Fact]
    public void Large_cells_without_spares_are_hardly_ever_whole_and_no_share_leaves_its_range()
    {
        Assert.InRange(Stability.WholeShare(18_752, 0, 0.03), 0, 1e-200);
        Assert.Equal(1, Stability.WholeShare(64, 64, 0.03), 12);
        Assert.Equal(1, Stability.WholeShare(64, 0, 0), 12);
    }

    [Fact]
    public void Interruptions_grow_with_devices_and_time()
    {
        Assert.Equal(4.48m, Stability.ByRecord(8, Duration.FromDays(1_000)));
        Assert.Equal(448m, Stability.ByRecord(800, Duration.FromDays(1_000)));
        Assert.Equal(2m, Stability.ByLargeJob(50_677, Duration.FromHours(2)));
    }
}
