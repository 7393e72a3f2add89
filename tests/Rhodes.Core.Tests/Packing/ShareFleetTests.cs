using System.Numerics;
using Rhodes.Core.Packing;

namespace Rhodes.Core.Tests.Packing;

/// <summary>The fleet remembers scores; here all are found anew each time.</summary>
public sealed class ShareFleetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Work_goes_to_the_first_of_the_best_nodes_however_much_came_and_went_before(int seed)
    {
        Random chance = new(seed);
        ShareDemand[] shapes = [.. Enumerable.Range(0, 12).Select(_ => Shape(chance))];
        ExpectedUse policy = new(new(shapes));
        // Few nodes, so that more changes come between two of one shape than are remembered.
        ShareFleet fleet = new(Enumerable.Range(0, chance.Next(1, 12)).Select(i => new ShareNode($"{i}", chance.Next(8, 97) * 1_000, 1 << 18, chance.Next(1, 9))), policy);
        List<(ShareDemand Demand, int Node, uint Devices)> running = [];
        var (placed, refused) = (0, 0);
        for (var step = 0; step < 4_000; step++)
        {
            if (running.Count > 0 && chance.Next(3) == 0)
            {
                var leaving = chance.Next(running.Count);
                fleet.Give(running[leaving].Demand, running[leaving].Node, running[leaving].Devices);
                running.RemoveAt(leaving);
                continue;
            }

            var demand = shapes[chance.Next(chance.Next(1, shapes.Length + 1))];
            var scores = fleet.Nodes.Select(node => policy.Score(node, demand, out _)).ToList();
            var best = scores.Min() == IPackingPolicy.Never ? -1 : scores.IndexOf(scores.Min());
            Assert.Equal(best >= 0, fleet.TryPlace(demand, out var chosen, out var devices));
            if (best < 0)
            {
                refused++;
                continue;
            }

            Assert.Equal(best, chosen);
            Assert.Equal(demand.Devices, BitOperations.PopCount(devices));
            running.Add((demand, chosen, devices));
            placed++;
            AssertSound(fleet.Nodes[chosen]);
        }

        Assert.True(placed > 300 && refused > 50, $"too tame: {placed} placed, {refused} refused");
        foreach (var (demand, node, devices) in running) fleet.Give(demand, node, devices);
        foreach (var node in fleet.Nodes) Assert.All(node.Free.ToArray(), free => Assert.Equal(ShareNode.Whole, free));
    }

    [Fact]
    public void A_decision_allocates_nothing_once_its_shape_is_known()
    {
        ShareDemand demand = new(1_000, 1_024, 1, 250);
        ShareFleet fleet = new(Enumerable.Range(0, 100).Select(i => new ShareNode($"{i}", 64_000, 1 << 19, 8)), new ExpectedUse(new([demand])));
        for (var i = 0; i < 200; i++) Assert.True(fleet.TryPlace(demand, out _, out _));
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => AllocatedBy(fleet, demand)));   // the runtime's own, once, is none of a decision's
    }

    private static long AllocatedBy(ShareFleet fleet, ShareDemand demand)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) fleet.TryPlace(demand, out _, out _);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static ShareDemand Shape(Random chance) => chance.Next(5) switch
    {
        0 => new(chance.Next(1, 33) * 1_000, chance.Next(1, 64) << 10, 0, 0),
        1 => new(chance.Next(1, 33) * 1_000, chance.Next(1, 64) << 10, chance.Next(1, 9), ShareNode.Whole),
        _ => new(chance.Next(1, 17) * 1_000, chance.Next(1, 64) << 10, 1, chance.Next(1, 100) * 10),
    };

    private static void AssertSound(ShareNode node)
    {
        Assert.True(node.FreeCpuMilli >= 0 && node.FreeMemoryMib >= 0);
        foreach (var free in node.Free) Assert.InRange(free, 0, ShareNode.Whole);
        Assert.Equal(node.Free.ToArray().Sum(), node.FreeShare);
    }
}
