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
        00:20 job 2 of a waits: OwnWork, needs 1, by 10:02
        01:00 job 1 of a completed
        01:00 cell 1 moves to n4..n6
        01:00 a has its node again (2)
        01:00 job 2 of a launched on n4 (guaranteed)
        02:00 job 2 of a completed
        10:00 cell 1 closes
        """);

    [Fact]
    public void A_fault_under_a_loan_reaches_nobody_else() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        tenant b
        show cells
        a leases 1 rack/2 until 10:00
        b runs 2 nodes for 1h, loan, saves every 10m restarting 2m
        a runs 2 nodes for 1h, guaranteed, held
        00:35 n2 fails
        --
        00:00 cell 1 opens on n1,n2
        00:00 job 1 of b launched on n1,n2 (loan)
        00:35 job 1 of b lost, 30m kept
        00:35 a's v1 now on n3
        00:35 job 1 of b launched on n1,n3 (loan, goes on from 30m)
        01:07 job 1 of b completed
        10:00 cell 1 closes
        """);

    /// <summary>Job 1 of a waits from 00:30 for two of b's nodes; one of them breaks meanwhile, and the cell's spare stands in.</summary>
    [Fact]
    public void A_fault_during_the_recall_for_a_start_puts_another_node_behind_it() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        tenant b
        show cells turns
        a leases 1 rack/2 until 10:00
        b runs 3 nodes for 3h, loan, saves every 10m taking 2m restarting 1m
        00:30 a runs 2 nodes for 1h, guaranteed
        00:31 n1 fails
        --
        00:00 cell 1 opens on n1,n2
        00:00 job 1 of b launched on n1..n3 (loan)
        00:30 job 1 of a has its turn on v0,v1
        00:30 job 1 of b told to leave by 00:32 (recall)
        00:31 job 1 of b lost, 20m kept
        00:31 job 1 of a withdrawn
        00:31 the turn of job 1 of a is interrupted
        00:31 a's v0 now on n3
        00:31 job 1 of a has its turn on v0,v1
        00:31 job 1 of a launched on n3,n2 (guaranteed)
        00:31 the turn of job 1 of a runs
        01:31 job 1 of a completed
        01:31 the turn of job 1 of a is over (finished)
        10:00 cell 1 closes
        """);

    [Fact]
    public void A_fault_on_a_spare_reaches_nobody() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        show cells
        a leases 1 rack/3 until 10:00
        a runs 3 nodes for 1h, guaranteed
        00:10 n4 fails
        00:20 n4 is repaired
        --
        00:00 cell 1 opens on n1..n3
        00:00 job 1 of a launched on n1..n3 (guaranteed)
        01:00 job 1 of a completed
        10:00 cell 1 closes
        """);

    /// <summary>It is told to leave at 00:37 and would have saved by 00:39; at 00:38 the node breaks, and what the save before held is left.</summary>
    [Fact]
    public void A_fault_while_a_job_saves_leaves_the_save_before() => Story.Plays("""
        pod p1: 1 racks of 1
        pod p2: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 1h, saves every 10m taking 2m restarting 1m, guaranteed
        00:37 a runs 1 nodes for 10m, priority 1, guaranteed
        00:38 n1 fails
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:37 job 1 of a told to leave by 00:39 (preemption)
        00:38 job 1 of a lost, 30m kept
        00:38 job 2 of a launched on n2 (guaranteed)
        00:48 job 2 of a completed
        00:48 job 1 of a launched on n2 (guaranteed, goes on from 30m)
        01:25 job 1 of a completed
        """);

    [Fact]
    public void A_fault_while_a_loan_saves_for_a_recall() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        a leases 1 node until 10:00
        b runs 2 nodes for 1h, loan, saves every 10m taking 2m restarting 1m
        00:37 a runs 1 nodes for 10m, guaranteed
        00:38 n2 fails
        --
        00:00 job 1 of b launched on n1,n2 (loan)
        00:37 job 1 of b told to leave by 00:39 (recall)
        00:38 job 1 of b lost, 30m kept
        00:38 job 1 of a launched on n1 (guaranteed)
        00:48 job 1 of a completed
        """);

    [Fact]
    public void A_fault_and_its_repair_at_one_instant() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 1h, saves every 10m restarting 1m, guaranteed
        00:35 n1 fails
        00:35 n1 is repaired
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:35 job 1 of a lost, 30m kept
        00:35 job 1 of a launched on n1 (guaranteed, goes on from 30m)
        01:06 job 1 of a completed
        """);

    [Fact]
    public void A_cell_that_opens_on_a_broken_domain_moves_to_a_healthy_one() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        show cells
        00:00 a leases 1 rack/2 from 01:00 until 10:00
        00:30 n1 fails
        01:00 a runs 2 nodes for 10m, guaranteed
        --
        01:00 cell 1 opens on n2,n1
        01:00 cell 1 moves to n3,n4
        01:00 job 1 of a launched on n3,n4 (guaranteed)
        01:10 job 1 of a completed
        10:00 cell 1 closes
        """);

    [Fact]
    public void The_healthy_domain_goes_to_the_one_that_lost_first_and_the_other_sees_its_loss() => Story.Plays("""
        pod p1: 3 racks of 2
        tenant a
        tenant b
        show cells
        a leases 1 rack/2 until 10:00
        b leases 1 rack/2 until 10:00
        a runs 2 nodes for 2h, saves every 10m, guaranteed
        b runs 2 nodes for 2h, saves every 10m, guaranteed
        00:15 n1 fails
        00:25 n3 fails
        00:35 n2 fails
        00:45 n1 is repaired
        01:00 n2 is repaired
        --
        00:00 cell 1 opens on n1,n2
        00:00 cell 2 opens on n3,n4
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 1 of b launched on n3,n4 (guaranteed)
        00:15 job 1 of a lost, 10m kept
        00:15 cell 1 moves to n5,n6
        00:15 job 1 of a launched on n5,n6 (guaranteed, goes on from 10m)
        00:25 job 1 of b lost, 20m kept
        00:25 b has one node less (0)
        01:00 cell 2 moves to n1,n2
        01:00 b has its node again (0)
        01:00 job 1 of b launched on n1,n2 (guaranteed, goes on from 20m)
        02:05 job 1 of a completed
        02:40 job 1 of b completed
        10:00 cell 1 closes
        10:00 cell 2 closes
        """);

    [Fact]
    public void A_cell_with_one_broken_node_is_not_moved_onto_another_broken_one() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        show cells
        a leases 1 rack/2 until 10:00
        00:10 n3 fails
        00:20 n1 fails
        00:30 a runs 1 nodes for 10m, guaranteed
        00:30 a runs 2 nodes for 10m, guaranteed
        00:31 why
        00:50 n3 is repaired
        --
        00:00 cell 1 opens on n1,n2
        00:20 a has one node less (0)
        00:30 job 1 of a launched on n2 (guaranteed)
        00:31 job 2 of a waits: Faults, needs 2
        00:40 job 1 of a completed
        00:50 cell 1 moves to n3,n4
        00:50 a has its node again (0)
        00:50 job 2 of a launched on n3,n4 (guaranteed)
        01:00 job 2 of a completed
        10:00 cell 1 closes
        """);

    [Fact]
    public void Work_that_ended_early_on_loan_does_not_lose_its_turn_to_a_fault_that_a_spare_covers() => Story.Plays("""
        pod p1: 1 racks of 6
        tenant a
        show turns cells
        a leases 1 rack/2 until 10:00, notice 0s
        a runs 2 nodes for 30m, guaranteed
        a runs 2 nodes for 30m
        a runs 2 nodes for 30m, guaranteed
        00:45 n1 fails
        --
        00:00 cell 1 opens on n1,n2
        00:00 job 1 of a has its turn on v0,v1
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 2 of a launched on n3,n4 (loan)
        00:30 job 1 of a completed
        00:30 job 2 of a completed
        00:30 the turn of job 1 of a is over (finished)
        00:30 job 2 of a has its turn on v0,v1
        00:30 the turn of job 2 of a runs
        00:45 a's v0 now on n3
        01:00 the turn of job 2 of a is over (finished)
        01:00 job 3 of a has its turn on v0,v1
        01:00 job 3 of a launched on n3,n2 (guaranteed)
        01:00 the turn of job 3 of a runs
        01:30 job 3 of a completed
        01:30 the turn of job 3 of a is over (finished)
        10:00 cell 1 closes
        """);
}
