using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Workloads;

namespace Rhodes.Twin.Tests.Workloads;

public sealed class FaultExtensionTests
{
    private static readonly Instant From = new(1_767_225_600_000);
    private static readonly Instant Year = From + Duration.FromDays(365);

    /// <summary>Ten nodes for a hundred days: two that fell together, one that fell twice, one that fell alone for long.</summary>
    private static readonly FaultTrace Trace = new()
    {
        Nodes = 10,
        Lasts = Duration.FromDays(100),
        Outages =
        [
            new(0, Duration.FromDays(5), Duration.FromDays(6)), new(1, Duration.FromDays(5), Duration.FromDays(7)),
            new(2, Duration.FromDays(20), Duration.FromDays(21)), new(2, Duration.FromDays(60), Duration.FromDays(64)),
            new(3, Duration.FromDays(70), Duration.FromDays(95)),
        ],
    };

    [Fact]
    public void Every_round_of_a_block_has_every_outage_of_the_record_at_its_length()
    {
        var faults = Extended(Fabric(200), seed: 1).ToList();
        var whole = faults.Where(fault => fault.From >= From && fault.Until < Year).ToList();
        Assert.Equal([1, 1, 2, 4, 25], whole.Select(fault => (fault.Until - fault.From).Milliseconds / 86_400_000).Distinct().Order().Prepend(1));
        Assert.InRange(faults.Count(fault => fault.From >= From) / (200 * 365.0) / (5 / (10 * 100.0)), 0.95, 1.05);
    }

    [Fact]
    public void What_fell_together_falls_together_side_by_side()
    {
        var fabric = Fabric(200);
        var places = fabric.Select((node, place) => (node.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
        var pairs = Extended(fabric, seed: 3).GroupBy(fault => (fault.From, places[fault.Node] / 10)).Where(group => group.Count() > 1).ToList();
        Assert.InRange(pairs.Count, 65, 85);   // twenty blocks, three or four rounds each
        Assert.All(pairs, pair => Assert.Equal(1, pair.Max(fault => places[fault.Node]) - pair.Min(fault => places[fault.Node])));
    }

    [Fact]
    public void The_last_block_may_be_smaller_and_nothing_is_outside_of_the_fabric_or_the_time()
    {
        var faults = Extended(Fabric(203), seed: 2).ToList();
        Assert.All(faults, fault => Assert.True(fault.Until > From && fault.From < Year));
        Assert.Contains(faults, fault => fault.Node is "n200" or "n201" or "n202");
    }

    [Fact]
    public void The_seed_alone_says_who_fails_when()
    {
        Assert.Equal(Extended(Fabric(50), seed: 1), Extended(Fabric(50), seed: 1));
        Assert.NotEqual(Extended(Fabric(50), seed: 1), Extended(Fabric(50), seed: 2));
        Assert.Equal(Extended(Fabric(50), seed: 1), Extended(Fabric(100), seed: 1).Where(fault => int.Parse(fault.Node[1..], null) < 50));
    }

    private static IEnumerable<NodeFault> Extended(List<NodeSpec> fabric, int seed) => new FaultExtension(Trace, fabric, seed).Faults(From, Year);

    private static List<NodeSpec> Fabric(int nodes) => [.. Enumerable.Range(0, nodes).Select(i => new NodeSpec($"n{i}", "hall", "pod", $"rack-{i / 10}", "h100"))];
}
