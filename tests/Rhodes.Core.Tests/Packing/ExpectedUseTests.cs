using Rhodes.Core.Packing;

namespace Rhodes.Core.Tests.Packing;

public sealed class ExpectedUseTests
{
    /// <summary>Half of the work asks for 600 thousandths, half for 300; a core feeds a device.</summary>
    private static readonly ExpectedUse Policy = new(new([new(600, 0, 1, 600), new(300, 0, 1, 300)]));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(299, 0)]                              // nothing fits
    [InlineData(300, 300 * (0.5 / 0.503))]            // only the small one does
    [InlineData(599, 300 * (0.5 / 0.503))]
    [InlineData(600, ((0.5 * 600) + (0.5 * (300 + (300 * (0.5 / 0.503))))) / 1.003)]
    public void What_is_left_of_a_device_is_worth_what_work_is_expected_to_use_of_it(int free, double use) => Assert.Equal(use, Policy.Use(free), 9);

    [Fact]
    public void A_share_goes_where_it_leaves_the_least_that_is_of_no_use()
    {
        // 900 free would hold one of each kind; of 500 free only the small one can make any use.
        ShareNode useful = Node(taken: 100), odd = Node(taken: 500);
        ShareDemand demand = new(500, 0, 1, 500);
        Assert.True(Policy.Score(odd, demand, out _) < Policy.Score(useful, demand, out _));
    }

    [Fact]
    public void Of_one_nodes_devices_the_one_is_shared_on_which_it_loses_least()
    {
        ShareNode node = new("n", 100_000, 1_000, 3);
        node.Take(new(0, 0, 1, 300), 0b001);
        node.Take(new(0, 0, 1, 100), 0b010);
        Policy.Score(node, new(600, 0, 1, 600), out var devices);
        Assert.Equal(0b010u, devices);
    }

    [Fact]
    public void Work_without_devices_goes_where_cpu_feeds_no_device_any_more()
    {
        ShareNode starved = new("starved", 400, 1_000, 2), full = new("full", 10_000, 1_000, 2);
        full.Take(new(0, 0, 2, ShareNode.Whole), 0b11);
        ShareDemand demand = new(400, 0, 0, 0);
        Assert.True(Policy.Score(full, demand, out var none) < Policy.Score(starved, demand, out _));
        Assert.Equal(0u, none);
    }

    [Theory]
    [InlineData(2_001, 0, 1, 100)]     // too much CPU
    [InlineData(0, 1_001, 1, 100)]     // memory
    [InlineData(0, 0, 3, 1_000)]       // devices
    [InlineData(0, 0, 2, 1_000)]       // one of them is shared already
    public void What_does_not_fit_is_never_placed(int cpu, int memory, int devices, int share)
    {
        ShareNode node = new("n", 2_000, 1_000, 2);
        node.Take(new(0, 0, 1, 1), 0b01);
        Assert.Equal(IPackingPolicy.Never, Policy.Score(node, new(cpu, memory, devices, share), out _));
    }

    [Fact]
    public void Without_any_work_with_devices_nothing_is_expected_to_be_used()
    {
        ExpectedUse policy = new(new([new(1_000, 0, 0, 0)]));
        Assert.Equal(0, policy.Use(ShareNode.Whole));
        Assert.NotEqual(IPackingPolicy.Never, policy.Score(new("n", 2_000, 1_000, 2), new(1_000, 0, 1, 500), out _));
    }

    private static ShareNode Node(int taken)
    {
        ShareNode node = new("n", 100_000, 1_000, 1);
        node.Take(new(0, 0, 1, taken), 1);
        return node;
    }
}
