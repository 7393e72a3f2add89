namespace Rhodes.Twin.Tests.Stories;

/// <summary>A node that goes out of use with a warning: what runs there is told to leave, saves, and goes on elsewhere.</summary>
public sealed class DrainTests
{
    [Fact]
    public void Guaranteed_work_saves_and_goes_on_on_a_spare_at_once() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show cells
        a leases 1 rack/1 until 10:00
        a runs 1 nodes for 2h, guaranteed, saves every 30m taking 2m
        01:00 n1 drains 10m
        02:00 n1 is kept
        --
        00:00 cell 1 opens on n1
        00:00 job 1 of a launched on n1 (guaranteed)
        01:00 job 1 of a told to leave by 01:10 (drain)
        01:02 job 1 of a stopped, 58m kept
        01:02 a's v0 now on n2
        01:02 job 1 of a launched on n2 (guaranteed, goes on from 58m)
        02:10 job 1 of a completed
        10:00 cell 1 closes
        """);

    [Fact]
    public void A_loan_is_told_to_leave_and_nothing_is_lent_there_again() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a runs 2 nodes for 1h, loan, saves every 10m taking 1m
        00:10 a runs 1 nodes for 10m, loan
        00:30 n2 drains 10m
        02:00 n2 is kept
        --
        00:00 job 1 of a launched on n1,n2 (loan)
        00:30 job 1 of a told to leave by 00:40 (drain)
        00:31 job 1 of a stopped, 28m kept
        00:31 job 2 of a launched on n1 (loan)
        00:41 job 2 of a completed
        02:00 job 1 of a launched on n1,n2 (loan, goes on from 28m)
        02:36 job 1 of a completed
        """);

    [Fact]
    public void What_does_not_leave_in_time_is_ended_and_the_tenant_loses_the_node_where_none_is_left() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 2h, guaranteed, saves every 30m taking 20m
        01:00 n1 drains 5m
        02:00 n1 is kept
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        01:00 job 1 of a told to leave by 01:05 (drain)
        01:05 job 1 of a killed, 30m kept
        01:05 a has one node less (0)
        02:00 a has its node again (0)
        02:00 job 1 of a launched on n1 (guaranteed, goes on from 30m)
        04:30 job 1 of a completed
        """);

    [Fact]
    public void An_idle_node_goes_at_once_and_a_grace_of_nothing_waits_for_nobody() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show cells
        a leases 2 node until 02:00
        a runs 1 nodes for 30m, guaranteed
        00:10 n2 drains 1h
        00:20 n1 drains 0s
        00:25 n1 is kept
        --
        00:00 cell 1 opens on n1
        00:00 cell 2 opens on n2
        00:00 job 1 of a launched on n1 (guaranteed)
        00:10 a has one node less (1)
        00:20 job 1 of a lost
        00:20 a has one node less (0)
        00:25 a has its node again (0)
        00:25 job 1 of a launched on n1 (guaranteed)
        00:55 job 1 of a completed
        02:00 cell 1 closes
        02:00 cell 2 closes
        """);

    [Fact]
    public void One_that_is_kept_after_all_is_lent_again() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a runs 1 nodes for 1h, loan, saves every 10m taking 1m
        00:30 n1 drains 10m
        00:30:30 n1 is kept
        --
        00:00 job 1 of a launched on n1 (loan)
        00:30 job 1 of a told to leave by 00:40 (drain)
        00:31 job 1 of a stopped, 28m kept
        00:31 job 1 of a launched on n1 (loan, goes on from 28m)
        01:07 job 1 of a completed
        """);

    [Fact]
    public void A_turn_for_which_the_node_is_only_kept_waits_for_another() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        tenant b
        a leases 1 node until 10:00, notice 5m
        b runs 1 nodes for 5h, loan, saves every 10m taking 4m
        00:30 n1 drains 30m
        00:31 a runs 1 nodes for 1h, guaranteed
        00:40 b holds 1
        01:30 n1 is kept
        --
        00:00 job 1 of b launched on n1 (loan)
        00:30 job 1 of b told to leave by 01:00 (drain)
        00:31 job 1 of b told to leave by 00:36 (recall)
        00:34 job 1 of b stopped, 22m kept
        00:34 job 1 of a withdrawn
        00:34 a has one node less (0)
        01:30 a has its node again (0)
        01:30 job 1 of a launched on n1 (guaranteed)
        02:30 job 1 of a completed
        """);

    /// <summary>Else it would come back to the part of the node that it left, again and again, for as long as its neighbour saves.</summary>
    [Fact]
    public void One_that_leaves_a_shared_node_waits_until_the_node_is_gone() => Story.Plays("""
        pool b: h100 with 2 devices
        pod p1: 1 racks of 2, pool b
        tenant a
        a leases 1 rack/1 until 10:00, pool b
        a runs 1 nodes of 1 devices for 30m, guaranteed
        a runs 1 nodes of 1 devices for 2h, guaranteed, saves every 30m taking 4m
        00:10 n1 drains 20m
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n1 (guaranteed)
        00:10 job 1 of a told to leave by 00:30 (drain)
        00:10 job 2 of a told to leave by 00:30 (drain)
        00:10:00.001 job 1 of a stopped
        00:14 job 2 of a stopped, 10m kept
        00:14 job 1 of a launched on n2 (guaranteed)
        00:14 job 2 of a launched on n2 (guaranteed, goes on from 10m)
        00:44 job 1 of a completed
        02:20 job 2 of a completed
        """);

    [Fact]
    public void Mistakes_are_told_and_what_is_so_already_is_nothing_new() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        show nodes
        00:01 n7 drains 5m
        00:02 n7 is kept
        00:03 n1 drains -5m
        00:04 n1 fails
        00:05 n1 drains 5m
        00:06 n1 is kept
        00:07 n1 is kept
        --
        00:01 refused: there is no node 'n7'
        00:02 refused: there is no node 'n7'
        00:03 refused: node n1: a grace of -5m; at least none is needed
        00:04 n1 is down
        00:06 n1 is up
        """);

    /// <summary>Nor for what else happens at that instant: it is a fault, and what is told after it finds the node gone.</summary>
    [Fact]
    public void A_grace_of_nothing_does_not_wait_to_hear_that_the_node_is_kept() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        show nodes
        a runs 1 nodes for 1h, loan
        00:20 n1 drains 0s
        00:20 n1 is kept
        --
        00:00 job 1 of a launched on n1 (loan)
        00:20 job 1 of a lost
        00:20 n1 is down
        00:20 n1 is up
        00:20 job 1 of a launched on n1 (loan)
        01:20 job 1 of a completed
        """);

    /// <summary>Its node stays while it saves: it saves to the end, and then nothing keeps its turn waiting until the warning would have run out.</summary>
    [Fact]
    public void Guaranteed_work_whose_node_is_kept_goes_on_there_when_it_has_saved() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 2h, guaranteed, saves every 30m taking 2m
        01:00 n1 drains 10m
        01:01 n1 is kept
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        01:00 job 1 of a told to leave by 01:10 (drain)
        01:02 job 1 of a stopped, 58m kept
        01:02 job 1 of a launched on n1 (guaranteed, goes on from 58m)
        02:10 job 1 of a completed
        """);

    /// <summary>Job 1 has left and waits only because the node was to go. Job 2 still saves.</summary>
    [Fact]
    public void What_waits_for_a_shared_node_to_go_comes_back_when_it_is_kept() => Story.Plays("""
        pool b: h100 with 2 devices
        pod p1: 1 racks of 1, pool b
        tenant a
        a leases 1 node until 10:00, pool b
        a runs 1 nodes of 1 devices for 30m, guaranteed
        a runs 1 nodes of 1 devices for 2h, guaranteed, saves every 30m taking 4m
        00:10 n1 drains 20m
        00:11 n1 is kept
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n1 (guaranteed)
        00:10 job 1 of a told to leave by 00:30 (drain)
        00:10 job 2 of a told to leave by 00:30 (drain)
        00:10:00.001 job 1 of a stopped
        00:11 job 1 of a launched on n1 (guaranteed)
        00:14 job 2 of a stopped, 10m kept
        00:14 job 2 of a launched on n1 (guaranteed, goes on from 10m)
        00:41 job 1 of a completed
        02:20 job 2 of a completed
        """);

    /// <summary>Job 1 saves for job 2 until 01:20. The node goes at 01:10 all the same, and with it what was not saved.</summary>
    [Fact]
    public void The_node_goes_in_time_whatever_else_its_work_leaves_for() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 2h, guaranteed, saves every 30m taking 20m
        01:00 a runs 1 nodes for 10m, guaranteed, priority 1
        01:05 n1 drains 5m
        02:00 n1 is kept
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        01:00 job 1 of a told to leave by 01:20 (preemption)
        01:10 job 1 of a lost, 30m kept
        01:10 a has one node less (0)
        02:00 a has its node again (0)
        02:00 job 2 of a launched on n1 (guaranteed)
        02:10 job 2 of a completed
        02:10 job 1 of a launched on n1 (guaranteed, goes on from 30m)
        04:40 job 1 of a completed
        """);

    /// <summary>The turn of job 2, whose work ended on loan, leaves for job 3 as slowly as it would alone. That its idle node goes meanwhile is none of its business.</summary>
    [Fact]
    public void A_turn_that_leaves_for_another_reason_is_not_hurried() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show turns
        a leases 1 rack/1 until 10:00
        a runs 1 nodes for 90m, guaranteed
        a runs 1 nodes for 1h, saves every 30m taking 5m
        01:50 a runs 1 nodes for 10m, guaranteed, priority 1
        01:51 n1 drains 10m
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 2 of a launched on n2 (loan)
        01:10 job 2 of a completed
        01:30 job 1 of a completed
        01:30 the turn of job 1 of a is over (finished)
        01:30 job 2 of a has its turn on v0
        01:30 the turn of job 2 of a runs
        01:50 the turn of job 2 of a is to end by 01:55 (preemption)
        01:55 the turn of job 2 of a waits again, 20m kept
        01:55 job 3 of a has its turn on v0
        01:55 job 3 of a launched on n2 (guaranteed)
        01:55 the turn of job 3 of a runs
        02:05 job 3 of a completed
        02:05 the turn of job 3 of a is over (finished)
        02:05 job 2 of a has its turn on v0
        02:05 the turn of job 2 of a runs
        02:55 the turn of job 2 of a is over (finished)
        """);

    /// <summary>Half of n1 is idle, and all of it for a moment at 00:14, but whatever came there would be told to leave at once.</summary>
    [Fact]
    public void Nothing_is_lent_on_the_idle_part_of_a_node_that_is_to_go() => Story.Plays("""
        pool b: h100 with 2 devices
        pod p1: 1 racks of 2, pool b
        tenant a
        a runs 2 nodes of 1 devices for 1h, loan, saves every 30m taking 4m
        00:10 n1 drains 20m
        00:11 a runs 1 nodes of 1 devices for 30m, loan
        02:00 n1 is kept
        --
        00:00 job 1 of a launched on n1,n2 (loan)
        00:10 job 1 of a told to leave by 00:30 (drain)
        00:11 job 2 of a launched on n2 (loan)
        00:14 job 1 of a stopped, 10m kept
        00:41 job 2 of a completed
        02:00 job 1 of a launched on n1,n2 (loan, goes on from 10m)
        02:58 job 1 of a completed
        """);

    /// <summary>Job 1 saves until 00:14. The other half of the node is there for job 2 as soon as it is known that the node stays.</summary>
    [Fact]
    public void The_idle_part_of_one_that_is_kept_is_lent_at_once() => Story.Plays("""
        pool b: h100 with 2 devices
        pod p1: 1 racks of 1, pool b
        tenant a
        a runs 1 nodes of 1 devices for 1h, loan, saves every 30m taking 4m
        00:10 n1 drains 20m
        00:11 a runs 1 nodes of 1 devices for 30m, loan
        00:12 n1 is kept
        --
        00:00 job 1 of a launched on n1 (loan)
        00:10 job 1 of a told to leave by 00:30 (drain)
        00:12 job 2 of a launched on n1 (loan)
        00:14 job 1 of a stopped, 10m kept
        00:14 job 1 of a launched on n1 (loan, goes on from 10m)
        00:42 job 2 of a completed
        01:12 job 1 of a completed
        """);

    /// <summary>Nodes are numbered anew when some are added: n3 is to go all the same, and the one that has its number now is not.</summary>
    [Fact]
    public void A_site_that_grows_or_shrinks_does_not_forget_what_is_to_go() => Story.Plays("""
        pool b: h100 with 2 devices
        pod h2/p2: 1 racks of 3, pool b
        tenant a
        show nodes
        a runs 3 nodes of 1 devices for 1h, loan, saves every 30m taking 8m
        00:10 n3 drains 20m
        00:11 add pod h1/p1: 1 racks of 1, pool b
        00:12 a runs 1 nodes of 2 devices for 1h, loan
        00:12 a runs 2 nodes of 1 devices for 1h, loan
        00:13 n4 drains 5m
        00:15 a runs 1 nodes of 1 devices for 1h, loan
        02:00 n3 is kept
        --
        00:00 job 1 of a launched on n1..n3 (loan)
        00:10 n3 is to go by 00:30
        00:10 job 1 of a told to leave by 00:30 (drain)
        00:12 job 2 of a launched on n4 (loan)
        00:12 job 3 of a launched on n1,n2 (loan)
        00:13 n4 is to go by 00:18
        00:13 job 2 of a told to leave by 00:18 (drain)
        00:13:00.001 job 2 of a stopped
        00:13:00.001 n4 is down
        00:18 job 1 of a stopped, 10m kept
        00:18 n3 is down
        00:18 job 4 of a launched on n1 (loan)
        01:12 job 3 of a completed
        01:12 job 2 of a launched on n2 (loan)
        01:18 job 4 of a completed
        02:00 n3 is up
        02:12 job 2 of a completed
        02:12 job 1 of a launched on n1..n3 (loan, goes on from 10m)
        03:18 job 1 of a completed
        """);

    [Fact]
    public void One_that_is_to_go_can_be_taken_away_before_it_went() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show nodes
        a runs 1 nodes for 1h, loan
        00:10 n2 drains 20m
        00:10 remove n2
        --
        00:00 job 1 of a launched on n1 (loan)
        00:10 n2 is to go by 00:30
        01:00 job 1 of a completed
        """);
}
