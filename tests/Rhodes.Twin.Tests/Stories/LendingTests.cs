namespace Rhodes.Twin.Tests.Stories;

/// <summary>The lending desk: weighted fair shares, own idle cells first, safe ground before ground that will be needed.</summary>
public sealed class LendingTests
{
    [Fact]
    public void Idle_nodes_are_shared_by_weight_among_those_who_borrow() => Story.Plays("""
        pod p1: 1 racks of 6
        tenant a, weight 2
        tenant b
        a runs 1 nodes for 1h, loan, array 6
        b runs 1 nodes for 1h, loan, array 6
        --
        00:00 job 1 of a launched on n1 (loan)
        00:00 job 1 of b launched on n2 (loan)
        00:00 job 2 of a launched on n3 (loan)
        00:00 job 3 of a launched on n4 (loan)
        00:00 job 2 of b launched on n5 (loan)
        00:00 job 4 of a launched on n6 (loan)
        01:00 job 1 of a completed
        01:00 job 2 of a completed
        01:00 job 3 of a completed
        01:00 job 4 of a completed
        01:00 job 1 of b completed
        01:00 job 2 of b completed
        01:00 job 5 of a launched on n1 (loan)
        01:00 job 3 of b launched on n2 (loan)
        01:00 job 6 of a launched on n3 (loan)
        01:00 job 4 of b launched on n4 (loan)
        01:00 job 5 of b launched on n5 (loan)
        01:00 job 6 of b launched on n6 (loan)
        02:00 job 5 of a completed
        02:00 job 6 of a completed
        02:00 job 3 of b completed
        02:00 job 4 of b completed
        02:00 job 5 of b completed
        02:00 job 6 of b completed
        """);

    [Fact]
    public void What_comes_free_goes_to_the_one_that_has_the_least_for_its_weight() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        tenant b
        a runs 1 nodes for 1h, loan
        a runs 1 nodes for 2h, loan, array 3
        00:30 b runs 1 nodes for 1h, loan, array 2
        --
        00:00 job 1 of a launched on n1 (loan)
        00:00 job 2 of a launched on n2 (loan)
        00:00 job 3 of a launched on n3 (loan)
        01:00 job 1 of a completed
        01:00 job 1 of b launched on n1 (loan)
        02:00 job 2 of a completed
        02:00 job 3 of a completed
        02:00 job 1 of b completed
        02:00 job 4 of a launched on n1 (loan)
        02:00 job 2 of b launched on n2 (loan)
        03:00 job 2 of b completed
        04:00 job 4 of a completed
        """);

    /// <summary>Nodes 3 and 4 are nobody's; a's loan goes behind a's own idle cell all the same, b's to where it is in nobody's way.</summary>
    [Fact]
    public void Behind_its_own_idle_cells_first() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        tenant b
        show cells
        a leases 2 node until 10:00
        a runs 1 nodes for 1h, loan
        b runs 1 nodes for 1h, loan
        until 02:00
        --
        00:00 cell 1 opens on n1
        00:00 cell 2 opens on n2
        00:00 job 1 of a launched on n1 (loan)
        00:00 job 1 of b launched on n3 (loan)
        01:00 job 1 of a completed
        01:00 job 1 of b completed
        """);

    [Fact]
    public void Ground_that_nobody_is_promised_before_the_work_is_over_is_preferred() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        tenant b
        a leases 1 node from 00:00 until 10:00
        a leases 1 node from 01:00 until 10:00
        b runs 1 nodes for 30m, loan, limit 40m
        b runs 1 nodes for 2h, loan, limit 3h
        b runs 1 nodes for 2h, loan, limit 3h
        --
        00:00 job 1 of b launched on n2 (loan)
        00:00 job 2 of b launched on n3 (loan)
        00:00 job 3 of b launched on n1 (loan)
        00:30 job 1 of b completed
        02:00 job 2 of b completed
        02:00 job 3 of b completed
        """);

    [Fact]
    public void Work_that_ends_before_a_lease_begins_is_lent_its_ground() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        a leases 2 node from 01:00 until 10:00
        b runs 1 nodes for 30m, loan, limit 1h
        b runs 1 nodes for 30m, loan
        01:00 a runs 2 nodes for 10m, guaranteed
        --
        00:00 job 1 of b launched on n1 (loan)
        00:00 job 2 of b launched on n2 (loan)
        00:30 job 1 of b completed
        00:30 job 2 of b completed
        01:00 job 1 of a launched on n1,n2 (guaranteed)
        01:10 job 1 of a completed
        """);

    [Fact]
    public void Nodes_are_never_shared_between_tenants() => Story.Plays("""
        pool main: h100 with 4 devices
        pod p1: 1 racks of 2
        tenant a
        tenant b
        tenant c
        a runs 1 nodes of 1 devices for 1h, loan, array 2
        b runs 1 nodes of 1 devices for 1h, loan
        c runs 1 nodes of 1 devices for 30m, loan
        --
        00:00 job 1 of a launched on n1 (loan)
        00:00 job 1 of b launched on n2 (loan)
        00:00 job 2 of a launched on n1 (loan)
        01:00 job 1 of a completed
        01:00 job 2 of a completed
        01:00 job 1 of b completed
        01:00 job 1 of c launched on n1 (loan)
        01:30 job 1 of c completed
        """);

    /// <summary>a's loan takes one of two devices of the only node; b's lease is of that node, so the loan leaves though there is room.</summary>
    [Fact]
    public void Own_work_never_joins_a_borrowed_node() => Story.Plays("""
        pool main: h100 with 2 devices
        pod p1: 1 racks of 1
        tenant a
        tenant b
        b leases 1 node until 10:00, notice 0s
        a runs 1 nodes of 1 devices for 1h, loan
        00:10 b runs 1 nodes of 1 devices for 10m, guaranteed
        --
        00:00 job 1 of a launched on n1 (loan)
        00:10 job 1 of a told to leave by 00:10 (recall)
        00:10 job 1 of a killed
        00:10 job 1 of b launched on n1 (guaranteed)
        00:20 job 1 of b completed
        00:20 job 1 of a launched on n1 (loan)
        01:20 job 1 of a completed
        """);

    [Fact]
    public void A_gang_that_does_not_fit_is_passed_over_by_smaller_ones() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        a runs 2 nodes for 1h, loan
        a runs 2 nodes for 1h, loan
        a runs 1 nodes for 30m, loan
        --
        00:00 job 1 of a launched on n1,n2 (loan)
        00:00 job 3 of a launched on n3 (loan)
        00:30 job 3 of a completed
        01:00 job 1 of a completed
        01:00 job 2 of a launched on n1,n2 (loan)
        02:00 job 2 of a completed
        """);

    [Fact]
    public void Large_domains_are_kept_whole() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        a runs 4 nodes for 30m, within rack, loan
        00:10 a runs 1 nodes for 1h, loan
        00:40 a runs 2 nodes for 1h, loan
        00:40 a runs 4 nodes for 1h, within rack, loan
        --
        00:00 job 1 of a launched on n1..n4 (loan)
        00:10 job 2 of a launched on n5 (loan)
        00:30 job 1 of a completed
        00:40 job 3 of a launched on n6,n7 (loan)
        00:40 job 4 of a launched on n1..n4 (loan)
        01:10 job 2 of a completed
        01:40 job 3 of a completed
        01:40 job 4 of a completed
        """);
}
