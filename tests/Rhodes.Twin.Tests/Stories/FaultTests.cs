namespace Rhodes.Twin.Tests.Stories;

/// <summary>Broken nodes: spares first, then a swap, and only where neither is left does the tenant see a smaller cluster.</summary>
public sealed class FaultTests
{
    [Fact]
    public void A_node_under_a_gang_is_replaced_by_a_spare_of_its_cell() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        show cells
        a leases 1 rack/3 until 10:00
        a runs 3 nodes for 1h, saves every 10m taking 1m restarting 2m, guaranteed
        00:30 n2 fails
        02:00 n2 is repaired
        --
        00:00 cell 1 opens on n1..n3
        00:00 job 1 of a launched on n1..n3 (guaranteed)
        00:30 job 1 of a lost, 20m kept
        00:30 a's v1 now on n4
        00:30 job 1 of a launched on n1,n4,n3 (guaranteed, goes on from 20m)
        01:16 job 1 of a completed
        10:00 cell 1 closes
        """);

    [Fact]
    public void Without_a_spare_an_idle_cell_is_moved_to_a_healthy_domain() => Story.Plays("""
        pod p1: 2 racks of 3
        tenant a
        show cells
        a leases 1 rack/3 until 10:00
        00:10 n2 fails
        00:20 a runs 3 nodes for 1h, guaranteed
        --
        00:00 cell 1 opens on n1..n3
        00:10 cell 1 moves to n4..n6
        00:20 job 1 of a launched on n4..n6 (guaranteed)
        01:20 job 1 of a completed
        10:00 cell 1 closes
        """);

    /// <summary>The fault leaves the cell idle: all of it goes, at the same instant, to the other rack.</summary>
    [Fact]
    public void A_gang_that_fills_its_cell_moves_to_a_healthy_domain_with_it() => Story.Plays("""
        pod p1: 2 racks of 3
        tenant a
        show cells
        a leases 1 rack/3 until 10:00
        a runs 3 nodes for 1h, saves every 10m restarting 2m, guaranteed
        00:35 n2 fails
        --
        00:00 cell 1 opens on n1..n3
        00:00 job 1 of a launched on n1..n3 (guaranteed)
        00:35 job 1 of a lost, 30m kept
        00:35 cell 1 moves to n4..n6
        00:35 job 1 of a launched on n4..n6 (guaranteed, goes on from 30m)
        01:07 job 1 of a completed
        10:00 cell 1 closes
        """);

    [Fact]
    public void Where_nothing_healthy_is_left_the_tenant_sees_a_smaller_cluster_until_the_repair() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        show cells
        a leases 1 rack/3 until 10:00
        a runs 3 nodes for 1h, saves every 10m restarting 2m, guaranteed
        00:35 n2 fails
        00:40 why
        00:40 a runs 2 nodes for 10m, guaranteed
        01:00 n2 is repaired
        --
        00:00 cell 1 opens on n1..n3
        00:00 job 1 of a launched on n1..n3 (guaranteed)
        00:35 job 1 of a lost, 30m kept
        00:35 a has one node less (1)
        00:40 job 2 of a launched on n1,n3 (guaranteed)
        00:40 job 1 of a waits: Faults, needs 3
        00:50 job 2 of a completed
        01:00 a has its node again (1)
        01:00 job 1 of a launched on n1..n3 (guaranteed, goes on from 30m)
        01:32 job 1 of a completed
        10:00 cell 1 closes
        """);

    [Fact]
    public void A_cell_in_use_cannot_move_and_its_other_work_is_not_disturbed() => Story.Plays("""
        pod p1: 2 racks of 3
        tenant a
        show cells
        a leases 1 rack/3 until 10:00
        a runs 2 nodes for 1h, guaranteed
        a runs 1 nodes for 1h, guaranteed
        00:10 n3 fails
        00:20 why
        --
        00:00 cell 1 opens on n1..n3
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3 (guaranteed)
        00:10 job 2 of a lost
        00:10 a has one node less (2)
        00:20 job 2 of a waits: OwnWork, needs 1
        01:00 job 1 of a completed
        01:00 cell 1 moves to n4..n6
        01:00 a has its node again (2)
        01:00 job 2 of a launched on n4 (guaranteed)
        02:00 job 2 of a completed
        10:00 cell 1 closes
        """);

    /// <summary>No rack is more whole than its own, so it stays, with its lost node, and what stands on the other is recalled.</summary>
    [Fact]
    public void A_cell_with_a_lost_node_is_not_moved_for_work_on_its_others() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        a leases 1 rack/2 until 20:00
        b runs 1 nodes for 5h, loan
        b runs 1 nodes for 5h, loan
        b runs 1 nodes for 5h, loan
        b runs 1 nodes for 5h, loan
        00:10 n1 fails
        00:10 n3 fails
        01:00 a runs 1 nodes for 1h, guaranteed
        until 03:00
        --
        00:00 job 1 of b launched on n3 (loan)
        00:00 job 2 of b launched on n4 (loan)
        00:00 job 3 of b launched on n1 (loan)
        00:00 job 4 of b launched on n2 (loan)
        00:10 job 3 of b lost
        00:10 job 1 of b lost
        00:10 a has one node less (0)
        01:00 job 4 of b told to leave by 01:02 (recall)
        01:00:00.001 job 4 of b stopped
        01:00:00.001 job 1 of a launched on n2 (guaranteed)
        02:00:00.001 job 1 of a completed
        02:00:00.001 job 1 of b launched on n2 (loan)
        """);
}
