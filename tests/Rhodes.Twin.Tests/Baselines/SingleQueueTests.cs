using Rhodes.Twin.Baselines;

namespace Rhodes.Twin.Tests.Baselines;

/// <summary>Two nodes of two devices, and one queue for all.</summary>
public sealed class SingleQueueTests
{
    [Fact]
    public void Work_behind_the_head_starts_only_where_it_does_not_push_it_back() => BaselineStory.Plays(Baseline.SingleQueue, """
        { name: first, tenant: orca, at: 0s, runs: 2h, time-limit: 2h, gang: { devices-per-node: 2 } }
        { name: wide, tenant: lynx, at: 1m, runs: 1h, time-limit: 1h, gang: { nodes: 2, devices-per-node: 2 } }
        { name: long, tenant: orca, at: 2m, runs: 2h, time-limit: 2h, gang: { devices-per-node: 2 } }
        { name: short, tenant: orca, at: 3m, runs: 1h, time-limit: 1h, gang: { devices-per-node: 2 } }
        """, """
        0s first on n1
        3m short on n2
        1h3m short Completed
        2h first Completed
        2h wide on n1 n2
        3h wide Completed
        3h long on n1
        5h long Completed
        """);

    [Fact]
    public void A_head_behind_work_without_a_limit_keeps_its_nodes_all_the_same() => BaselineStory.Plays(Baseline.SingleQueue, """
        { name: first, tenant: orca, at: 0s, runs: 2h, gang: { devices-per-node: 2 } }
        { name: wide, tenant: lynx, at: 1m, runs: 1h, gang: { nodes: 2, devices-per-node: 2 } }
        { name: short, tenant: orca, at: 3m, runs: 1h, time-limit: 1h, gang: { devices-per-node: 1 } }
        """, """
        0s first on n1
        2h first Completed
        2h wide on n1 n2
        3h wide Completed
        3h short on n1
        4h short Completed
        """);

    [Fact]
    public void Priority_goes_first_and_nobody_is_stopped() => BaselineStory.Plays(Baseline.SingleQueue, """
        { name: first, tenant: orca, at: 0s, runs: 1h, gang: { nodes: 2, devices-per-node: 2 } }
        { name: low, tenant: orca, at: 1m, runs: 1h, gang: { nodes: 2, devices-per-node: 2 } }
        { name: high, tenant: lynx, at: 2m, runs: 1h, priority: 5, gang: { nodes: 2, devices-per-node: 2 } }
        """, """
        0s first on n1 n2
        1h first Completed
        1h high on n1 n2
        2h high Completed
        2h low on n1 n2
        3h low Completed
        """);

    private const string TwoTenants = """
        { name: a, tenant: orca, at: 0s, runs: 1h, gang: { devices-per-node: 1 } }
        { name: b, tenant: lynx, at: 0s, runs: 1h, gang: { devices-per-node: 1 } }
        { name: c, tenant: lynx, at: 1m, runs: 1h, gang: { devices-per-node: 2 } }
        """;

    [Fact]
    public void Tenants_share_nodes() => BaselineStory.Plays(Baseline.SingleQueue, TwoTenants, """
        0s a on n1
        0s b on n1
        1m c on n2
        1h a Completed
        1h b Completed
        1h1m c Completed
        """);

    [Fact]
    public void Apart_they_do_not() => BaselineStory.Plays(Baseline.SingleQueueApart, TwoTenants, """
        0s a on n1
        0s b on n2
        1h a Completed
        1h b Completed
        1h c on n1
        2h c Completed
        """);

    [Fact]
    public void A_fault_sends_work_back_to_its_save_and_a_limit_ends_it() => BaselineStory.Plays(Baseline.SingleQueue, """
        { name: saves, tenant: orca, at: 0s, runs: 2h, checkpoint: { every: 30m, takes: 1m, restart: 2m }, gang: { nodes: 2, devices-per-node: 2 } }
        { name: endless, tenant: lynx, at: 1h, runs: 9h, time-limit: 1h, gang: { devices-per-node: 2 } }
        """, """
        0s saves on n1 n2
        1h10m saves Lost
        1h10m endless on n1
        2h10m endless Killed
        3h saves on n1 n2
        4h4m saves Completed
        """, "faults: [{ node: n2, at: 70m, for: 110m }]");

    [Fact]
    public void What_is_cancelled_or_held_is_passed_over() => BaselineStory.Plays(Baseline.SingleQueue, """
        { name: first, tenant: orca, at: 0s, runs: 1h, gang: { nodes: 2, devices-per-node: 2 } }
        { name: gone, tenant: orca, at: 1m, runs: 1h, gang: { nodes: 2, devices-per-node: 2 } }
        { name: kept, tenant: orca, at: 1m, runs: 1h, gang: { devices-per-node: 2 } }
        { name: next, tenant: orca, at: 2m, runs: 1h, after: [kept], gang: { devices-per-node: 2 } }
        """, """
        0s first on n1 n2
        1h first Completed
        1h30m kept on n1
        2h30m kept Completed
        2h30m next on n1
        3h30m next Completed
        """, """
          - commands:
              - { at: 10m, cancel: gone }
              - { at: 10m, hold: kept }
              - { at: 90m, release: kept }
        """);
}
