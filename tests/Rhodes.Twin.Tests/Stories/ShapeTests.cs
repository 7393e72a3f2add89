namespace Rhodes.Twin.Tests.Stories;

/// <summary>Services, groups, places and kinds.</summary>
public sealed class ShapeTests
{
    /// <summary>Down: the replicas with the highest numbers go.</summary>
    [Fact]
    public void A_service_is_scaled_up_and_down() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        a leases 4 node until 10:00, notice 0s
        a serves web with 2 replicas of 1 nodes, guaranteed
        00:10 web of a scales to 4
        00:20 web of a scales to 1
        00:30 web of a scales to 0
        until 09:00
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:10 job 3 of a launched on n3 (guaranteed)
        00:10 job 4 of a launched on n4 (guaranteed)
        00:20 job 2 of a killed
        00:20 job 2 of a cancelled
        00:20 job 3 of a killed
        00:20 job 3 of a cancelled
        00:20 job 4 of a killed
        00:20 job 4 of a cancelled
        00:30 job 1 of a killed
        00:30 job 1 of a cancelled
        """);

    [Fact]
    public void A_service_at_the_end_of_its_lease_stops_and_waits() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 01:00, then 1 from 02:00 until 03:00, notice 0s
        a serves web with 1 replicas of 1 nodes, guaranteed
        01:30 why
        until 02:30
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        01:00 job 1 of a told to leave by 01:00 (leaseend)
        01:00 job 1 of a killed
        01:30 job 1 of a waits: OwnWork, needs 1, by 02:00
        02:00 job 1 of a launched on n1 (guaranteed)
        """);

    [Fact]
    public void Two_groups_start_together_or_not_at_all() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        a leases 3 node until 10:00
        a runs 2 nodes for 30m, guaranteed
        a runs 1 nodes + 1 nodes for 30m, guaranteed
        00:10 why
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:10 job 2 of a waits: OwnWork, needs 2, best 1
        00:30 job 1 of a completed
        00:30 job 2 of a launched on n1 + n2 (guaranteed)
        01:00 job 2 of a completed
        """);

    [Fact]
    public void Two_groups_of_one_gang_may_share_a_node_and_get_over_its_fault() => Story.Plays("""
        pool main: h100 with 2 devices
        pod p1: 1 racks of 1
        tenant a
        a runs 1 nodes of 1 devices + 1 nodes of 1 devices for 30m, loan
        00:10 n1 fails
        00:20 n1 is repaired
        --
        00:00 job 1 of a launched on n1 + n1 (loan)
        00:10 job 1 of a lost
        00:20 job 1 of a launched on n1 + n1 (loan)
        00:50 job 1 of a completed
        """);

    [Fact]
    public void All_groups_within_one_rack() => Story.Plays("""
        pod p1: 2 racks of 3
        tenant a
        a leases 2 rack/3 until 10:00
        a runs 1 nodes for 2h, guaranteed, within rack
        a runs 2 nodes + 1 nodes for 30m, all within rack, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n4,n5 + n6 (guaranteed)
        00:30 job 2 of a completed
        02:00 job 1 of a completed
        """);

    /// <summary>Six nodes in threes: rack 1 has room for one run, rack 2 for one; the node that is left of each stays out of it.</summary>
    [Fact]
    public void A_gang_in_segments_stands_in_runs_of_whole_segments() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        a leases 2 rack/4 until 10:00
        a runs 6 nodes for 30m, segments of 3 in rack, guaranteed
        --
        00:00 job 1 of a launched on n1..n3,n5..n7 (guaranteed)
        00:30 job 1 of a completed
        """);

    [Fact]
    public void A_gang_on_loan_in_segments_stands_in_runs_of_whole_segments() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        a runs 6 nodes for 30m, segments of 3 in rack, loan
        --
        00:00 job 1 of a launched on n1..n3,n5..n7 (loan)
        00:30 job 1 of a completed
        """);

    [Fact]
    public void A_gang_within_a_pod_goes_to_the_pod_that_it_fills_the_best() => Story.Plays("""
        pod p1: 2 racks of 4
        pod p2: 1 racks of 4
        tenant a
        a runs 4 nodes for 30m, within pod, loan
        --
        00:00 job 1 of a launched on n9..n12 (loan)
        00:30 job 1 of a completed
        """);

    [Fact]
    public void The_fastest_accepted_kind_is_taken_first_and_work_is_done_sooner_there() => Story.Plays("""
        pool main: h100 with 1 devices
        pool new: h200 with 1 devices
        pod p1: 1 racks of 1
        pod p2: 1 racks of 1, pool new
        tenant a
        a runs 1 nodes for 1h, kinds h100:1000 h200:2000, loan
        a runs 1 nodes for 1h, kinds h100:1000 h200:2000, loan
        a runs 1 nodes for 1h, kinds h100:1000 h200:2000, loan
        --
        00:00 job 1 of a launched on n2 (loan)
        00:00 job 2 of a launched on n1 (loan)
        00:30 job 1 of a completed
        00:30 job 3 of a launched on n2 (loan)
        01:00 job 2 of a completed
        01:00 job 3 of a completed
        """);

    /// <summary>An hour of work, half of it done and saved in an hour at half speed; the other half takes 15 min at double speed.</summary>
    [Fact]
    public void A_save_of_a_slow_node_is_worth_as_much_on_a_fast_one() => Story.Plays("""
        pool main: h100 with 1 devices
        pool new: h200 with 1 devices
        pod p1: 1 racks of 1
        pod p2: 1 racks of 1, pool new
        tenant a
        tenant b
        b leases 1 node until 01:00, pool new, notice 0s, dedicated
        a runs 1 nodes for 1h, kinds h100:500 h200:2000, saves every 10m, loan
        00:00 b leases 1 node from 01:00 until 02:00, notice 0s
        01:00 b runs 1 nodes for 1h, guaranteed, kinds h100
        --
        00:00 job 1 of a launched on n1 (loan)
        01:00 job 1 of a told to leave by 01:00 (recall)
        01:00 job 1 of a killed, 30m kept
        01:00 job 1 of b launched on n1 (guaranteed)
        01:00 job 1 of a launched on n2 (loan, goes on from 30m)
        01:15 job 1 of a completed
        02:00 job 1 of b completed
        """);

    /// <summary>A node has four devices and 32 cores; a gang stands in one pool. What is best is always less than what is needed.</summary>
    [Fact]
    public void What_can_never_fit_is_told_with_the_most_that_there_is_of_it() => Story.Plays("""
        pool main: h100 with 4 devices
        pool new: h200 with 4 devices
        pod p1: 1 racks of 2
        pod p2: 1 racks of 2, pool new
        tenant a
        a leases 2 node until 10:00
        a leases 2 node until 10:00, pool new
        a runs 1 nodes of 5 devices for 30m, guaranteed
        a runs 1 nodes of 1 devices for 30m, cores 33, guaranteed
        a runs 3 nodes of 4 devices for 30m, guaranteed
        a runs 3 nodes of 1 devices for 30m, guaranteed
        00:10 why
        --
        00:10 job 1 of a waits: NeverFits, needs 5
        00:10 job 2 of a waits: NeverFits, needs 1
        00:10 job 3 of a waits: NeverFits, needs 12, best 8
        00:10 job 4 of a waits: NeverFits, needs 3, best 2
        """);
}
