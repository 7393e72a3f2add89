using Rhodes.Twin.Baselines;

namespace Rhodes.Twin.Tests.Baselines;

/// <summary>Two nodes of two devices. Orca leases a node, so its quota is two devices and its notice a minute; lynx has no quota.</summary>
public sealed class QuotaTests
{
    [Fact]
    public void Who_is_within_its_quota_stops_the_latest_of_those_beyond_theirs() => BaselineStory.Plays(Baseline.Quota, """
        { name: early, tenant: lynx, at: 0s, runs: 3h, gang: { devices-per-node: 2 } }
        { name: late, tenant: lynx, at: 1m, runs: 3h, checkpoint: { every: 30m, takes: 20s, restart: 2m }, gang: { devices-per-node: 2 } }
        { name: own, tenant: orca, at: 1h1m, runs: 1h, gang: { devices-per-node: 2 } }
        { name: more, tenant: orca, at: 1h2m, runs: 1h, gang: { devices-per-node: 1 } }
        """, """
        0s early on n1
        1m late on n2
        1h1m late told to leave: Recall
        1h1m20s late Stopped
        1h1m20s own on n2
        2h1m20s own Completed
        2h1m20s more on n2
        3h early Completed
        3h late on n1
        3h1m20s more Completed
        5h4m late Completed
        """);

    [Fact]
    public void The_right_number_of_devices_in_the_wrong_places_leaves_a_gang_waiting() => BaselineStory.Plays(Baseline.Quota, """
        { name: a, tenant: lynx, at: 0s, runs: 1h, gang: { devices-per-node: 1 } }
        { name: b, tenant: lynx, at: 0s, runs: 4h, gang: { devices-per-node: 1 } }
        { name: c, tenant: lynx, at: 0s, runs: 5h, gang: { devices-per-node: 1 } }
        { name: d, tenant: lynx, at: 1m, runs: 5h, gang: { devices-per-node: 1 } }
        { name: e, tenant: lynx, at: 2m, runs: 5h, gang: { devices-per-node: 1 } }
        { name: own, tenant: orca, at: 2h, runs: 1h, gang: { devices-per-node: 2 } }
        """, """
        0s a on n1
        0s b on n1
        0s c on n2
        1m d on n2
        1h a Completed
        1h e on n1
        2h e told to leave: Recall
        2h d told to leave: Recall
        2h0.001s d Stopped
        2h0.001s e Stopped
        4h b Completed
        4h own on n1
        4h d on n2
        5h own Completed
        5h c Completed
        5h e on n2
        9h d Completed
        """);

    [Fact]
    public void Those_that_were_not_needed_are_spared() => BaselineStory.Plays(Baseline.Quota, """
        { name: wide, tenant: lynx, at: 0s, runs: 3h, gang: { devices-per-node: 2 } }
        { name: thin, tenant: lynx, at: 1m, runs: 3h, gang: { devices-per-node: 1 } }
        { name: own, tenant: orca, at: 2m, runs: 1h, gang: { devices-per-node: 1 } }
        { name: two, tenant: orca, at: 3m, runs: 1h, gang: { devices-per-node: 1 } }
        """, """
        0s wide on n1
        1m thin on n2
        2m own on n2
        3m thin told to leave: Recall
        3m0.001s thin Stopped
        3m0.001s two on n2
        1h2m own Completed
        1h2m thin on n2
        1h3m0.001s two Completed
        3h wide Completed
        4h2m thin Completed
        """);

    [Fact]
    public void Borrowers_take_turns_by_what_they_have_beyond_their_quota() => BaselineStory.Plays(Baseline.Quota, """
        { name: all, tenant: lynx, at: 0s, runs: 1h, gang: { nodes: 2, devices-per-node: 2 } }
        { name: l1, tenant: lynx, at: 0s, runs: 1h, gang: { devices-per-node: 1 } }
        { name: l2, tenant: lynx, at: 0s, runs: 1h, gang: { devices-per-node: 1 } }
        { name: o1, tenant: orca, at: 59m, runs: 2h, gang: { nodes: 2, devices-per-node: 2 } }
        { name: o2, tenant: orca, at: 59m, runs: 1h, gang: { nodes: 2, devices-per-node: 1 } }
        """, """
        0s all on n1 n2
        59m all told to leave: Recall
        59m0.001s all Stopped
        59m0.001s o2 on n1 n2
        59m0.001s l1 on n1
        59m0.001s l2 on n2
        1h59m0.001s o2 Completed
        1h59m0.001s l1 Completed
        1h59m0.001s l2 Completed
        1h59m0.001s o1 on n1 n2
        3h59m0.001s o1 Completed
        3h59m0.001s all on n1 n2
        4h59m0.001s all Completed
        """);
}
