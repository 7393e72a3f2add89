using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests.Replay;

public sealed class MemoryNeedTests
{
    [Fact]
    public void A_scenario_that_needs_more_memory_than_there_is_is_refused_before_it_starts()
    {
        using ScratchScenario scratch = new("  - jobs: [{ name: a, tenant: orca, at: 0s, runs: 1h, repeat: { count: 500, every: 1m }, gang: { devices-per-node: 1 } }]",
            "faults: [{ node: n1, at: 0s, for: 2h }]");
        scratch.Write("fabric.yaml", """
            site: lab
            pools: [{ name: h100, kind: h100, devices-per-node: 2, cores-per-node: 8, memory-per-node: 64 GiB }]
            nodes: { pool: h100, count: 20000, name: "n{n}" }
            """);
        var scenario = scratch.Load();
        Assert.Equal((200L << 20) + (20_000 * 2_048) + (500 * 2_048) + 1_024, MemoryNeed.Bytes(scenario));
        Assert.Null(MemoryNeed.Problem(scenario, MemoryNeed.Bytes(scenario)));
        Assert.EndsWith(
            "scenario.yaml:1:1: a scenario of 20,000 nodes with 501 jobs and faults written down or recorded, which needs about 240 MiB of memory; expected one that fits into the 128 MiB that there are",
            MemoryNeed.Problem(scenario, 128L << 20), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_that_a_record_is_extended_to_are_counted()
    {
        using ScratchScenario scratch = new("  - jobs: []", "fault-trace: { file: outages.csv, nodes: 2, lasts: 3h }");
        scratch.Write("outages.csv", "node,start_seconds,end_seconds\na,0,60\nb,60,\n");
        Assert.Equal((200L << 20) + (2 * 2_048) + (4 * 2 * 1_024), MemoryNeed.Bytes(scratch.Load()));
    }
}
