using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Files.Tests;

public sealed class ScenarioTests
{
    [Fact]
    public void Repeats_are_written_out_in_the_order_of_submission()
    {
        var scenario = Scenario("""
            horizon: { from: 2026-01-01, until: 10d }
            workload:
              - jobs:
                  - { name: last, tenant: orca, at: 5h, runs: 1h, after: [middle], gang: { devices-per-node: 1 } }
                  - { name: "b-{n}", tenant: orca, at: 2h, repeat: { count: 2, every: 3h }, after: "a-{n}", runs: 1h, gang: { devices-per-node: 1 } }
                  - { name: a, tenant: orca, at: 2h, repeat: { count: 2, every: 3h }, fails: true, gang: { devices-per-node: 1 } }
                  - { name: middle, tenant: orca, at: 2026-01-01T06:00+01:00, after: b-2, runs: 2h, gang: { devices-per-node: 1 } }
            """);
        Assert.Equal(["2 a-1", "2 b-1 a-1", "5 a-2", "5 b-2 a-2", "5 middle b-2", "5 last middle"],
            scenario.Jobs.Select(job => string.Join(' ', [$"{(job.At - scenario.From).Milliseconds / 3_600_000}", job.Job.Name, .. job.After])));
        Assert.Equal((true, Duration.Zero), (scenario.Jobs[0].Fails, scenario.Jobs[0].Runs));
        Assert.Equal((false, Duration.FromHours(1)), (scenario.Jobs[1].Fails, scenario.Jobs[1].Runs));
        Assert.Equal(6, scenario.Jobs[0].Place.Line);
    }

    [Fact]
    public void A_trace_gets_what_it_does_not_say()
    {
        var trace = Assert.Single(Scenario("""
            horizon: { from: 2026-01-01 }
            workload:
              - trace: sub/trace.swf
                format: swf
                processor: node
                tenants: { 1: orca, 2: lynx }
                select: { from: 2026-01-02, first: 100 }
                jobs: { claim: loan, priority: 2, time-limit: 2.5x, accelerator: [a100], within: pod, checkpoint: { every: 30m, takes: 30s, restart: 1m } }
            """, folder => folder.Write("sub/trace.swf", "")).Traces);
        Assert.EndsWith("/sub/trace.swf", trace.Path, StringComparison.Ordinal);
        Assert.Equal((TraceFormat.Swf, TraceProcessor.Node, 100), (trace.Format, trace.Processor, trace.First));
        Assert.Equal(("orca", "lynx"), (trace.Tenants["1"], trace.Tenants["2"]));
        Assert.Equal((Claim.Loan, 2, 8, Level.Pod), (trace.Jobs.Claim, trace.Jobs.Priority, trace.Jobs.DevicesPerNode, trace.Jobs.Within));
        Assert.Equal(new KindChoice("a100", 1000), Assert.Single(trace.Jobs.Kinds));
        Assert.Equal(new Duration(2_503), trace.Jobs.TimeLimit!.Value.For(new Duration(1_001)));
    }

    [Fact]
    public void Faults_of_one_node_are_joined()
    {
        var scenario = Scenario("""
            horizon: { from: 2026-01-01 }
            workload: [{ jobs: [] }]
            faults: [{ node: mixed-one-node-2, at: 1h, for: 2h }, { node: pod-1-rack-1-node-1, at: 1h }]
            fault-file: faults.csv
            """, folder => folder.Write("faults.csv", "node,start,end\r\nmixed-one-node-2,2026-01-01T03:00Z,2026-01-01T04:00Z\r\npod-1-rack-1-node-1,2026-02-01,\r\n"));
        Assert.Equal(
            ["pod-1-rack-1-node-1 2026-01-01T01:00:00Z never", "mixed-one-node-2 2026-01-01T01:00:00Z 2026-01-01T04:00:00Z"],
            scenario.Faults.Select(fault => $"{fault.Node} {fault.From} {fault.Until}"));
    }

    [Fact]
    public void Services_commands_and_leases_come_by_time()
    {
        var scenario = Scenario("""
            horizon: { from: 2026-01-01, until: 2026-03-01 }
            workload:
              - services: [{ name: chat, tenant: orca, at: 2h, replicas: 1, gang: { devices-per-node: 1 }, scale: [{ at: 3h, replicas: 0 }] }]
                commands: [{ at: 4d, cancel: chat }, { at: 3d, update: one, priority: 7, time-limit: 3h }]
              - jobs: [{ name: one, tenant: orca, at: 0s, runs: 1h, gang: { devices-per-node: 1 } }]
            lease-commands: [{ at: 2d, end: big }, { at: 3d, confirm: late }]
            """, folder => folder.Write("leases.yaml", """
            leases:
              - { name: big, tenant: orca, pool: h100, cells: 3 x rack, from: 2026-01-02, until: 2026-02-01, confirm-at: 2026-01-01T12:00Z }
              - { name: early, tenant: orca, pool: h100, cells: 1 x rack, from: 2025-01-02, until: 2026-02-01, confirm-at: 2025-01-01 }
              - { name: late, tenant: orca, pool: h100, cells: 1 x rack, from: 2026-02-02, until: 2026-03-01 }
              - { name: usual, tenant: orca, pool: h100, cells: 1 x rack, from: 2026-01-02, until: 2026-03-01 }
            """));
        Assert.True(Assert.Single(scenario.Services).Service.Replica.Endless);
        Assert.Equal([(WorkVerb.Update, "one", 7), (WorkVerb.Cancel, "chat", null)], scenario.Commands.Select(command => (command.Verb, command.Work, command.Priority)));
        Assert.Equal(
            [(0, "early", false), (0, "usual", false), (12, "big", false), (48, "big", true), (72, "late", false)],
            scenario.LeaseCommands.Select(command => ((command.At - scenario.From).Milliseconds / 3_600_000, command.Lease, command.Ends)));
    }

    [Fact]
    public void A_chain_of_many_jobs_of_one_instant_is_no_trouble()
    {
        var jobs = string.Join('\n', Enumerable.Range(0, 20_000).Select(i =>
            $"      - {{ name: j{i}, tenant: orca, at: 0s, runs: 1m, gang: {{ devices-per-node: 1 }}, after: [{(i < 19_999 ? $"j{i + 1}" : "")}] }}"))
            .Replace(", after: []", "", StringComparison.Ordinal);
        var scenario = Scenario("horizon: { from: 2026-01-01 }\nworkload:\n  - jobs:\n" + jobs);
        Assert.Equal(("j19999", "j0"), (scenario.Jobs[0].Job.Name, scenario.Jobs[^1].Job.Name));
    }

    private static ScenarioSpec Scenario(string text, Action<ScratchFolder>? prepare = null)
    {
        using var folder = new ScratchFolder();
        prepare?.Invoke(folder);
        folder.Write("scenario.yaml", text);
        var loaded = ScenarioFiles.Load(folder.Path, Repository.Kinds);
        Assert.Equal("", folder.Problems(loaded));
        return loaded.Value!;
    }
}
