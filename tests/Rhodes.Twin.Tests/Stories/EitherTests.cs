namespace Rhodes.Twin.Tests.Stories;

/// <summary>Work on either runs ahead on loan, keeps its place in its own queue, and only ever gains by it.</summary>
public sealed class EitherTests
{
    /// <summary>Job 2 is over at 00:30, done on loan. Its turn comes at 01:00 and stands until 01:30, so job 3 starts then, as it would alone.</summary>
    [Fact]
    public void Work_that_ended_early_on_loan_still_has_its_turn_for_as_long_as_it_would_have_run() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        show turns
        a leases 2 node until 10:00, notice 0s
        a runs 2 nodes for 1h, guaranteed
        a runs 2 nodes for 30m
        a runs 2 nodes for 1h, guaranteed
        00:45 why
        --
        00:00 job 1 of a has its turn on v0,v1
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 2 of a launched on n3,n4 (loan)
        00:30 job 2 of a completed
        00:45 job 2 of a waits: OwnWork, needs 2
        00:45 job 3 of a waits: OwnWork, needs 2
        01:00 job 1 of a completed
        01:00 the turn of job 1 of a is over (finished)
        01:00 job 2 of a has its turn on v0,v1
        01:00 the turn of job 2 of a runs
        01:30 the turn of job 2 of a is over (finished)
        01:30 job 3 of a has its turn on v0,v1
        01:30 job 3 of a launched on n1,n2 (guaranteed)
        01:30 the turn of job 3 of a runs
        02:30 job 3 of a completed
        02:30 the turn of job 3 of a is over (finished)
        """);

    /// <summary>From 01:00 to 01:30 job 2's turn stands empty on n1 and n2: a's own loan runs there, though b has borrowed less.</summary>
    [Fact]
    public void The_cells_of_a_turn_whose_work_is_over_are_lent_to_its_own_tenant_first() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        tenant b
        a leases 2 node until 10:00, notice 0s
        a runs 2 nodes for 1h, guaranteed
        a runs 2 nodes for 30m
        a runs 2 nodes for 1h, guaranteed
        00:30 b runs 2 nodes for 10h, loan
        00:40 b runs 2 nodes for 20m, loan
        00:40 a runs 2 nodes for 20m, loan
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3,n4 (loan)
        00:30 job 2 of a completed
        00:30 job 1 of b launched on n3,n4 (loan)
        01:00 job 1 of a completed
        01:00 job 4 of a launched on n1,n2 (loan)
        01:20 job 4 of a completed
        01:20 job 2 of b launched on n1,n2 (loan)
        01:30 job 2 of b told to leave by 01:30 (recall)
        01:30 job 2 of b killed
        01:30 job 3 of a launched on n1,n2 (guaranteed)
        02:30 job 3 of a completed
        02:30 job 2 of b launched on n1,n2 (loan)
        02:50 job 2 of b completed
        10:30 job 1 of b completed
        """);

    [Fact]
    public void The_claim_changes_in_place_when_the_cell_can_move_under_the_work() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show cells
        a leases 1 node until 10:00
        a runs 1 nodes for 30m, guaranteed
        a runs 1 nodes for 1h
        --
        00:00 cell 1 opens on n1
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (loan)
        00:30 job 1 of a completed
        00:30 cell 1 moves to n2
        00:30 job 2 of a is guaranteed where it runs
        01:00 job 2 of a completed
        10:00 cell 1 closes
        """);

    [Fact]
    public void The_claim_changes_in_place_when_the_cell_can_be_swapped_under_the_work() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        show cells
        a leases 1 node until 10:00
        b leases 1 node until 10:00
        a runs 1 nodes for 30m, guaranteed
        a runs 1 nodes for 1h
        01:30 b runs 1 nodes for 30m, guaranteed
        --
        00:00 cell 1 opens on n1
        00:00 cell 2 opens on n2
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (loan)
        00:30 job 1 of a completed
        00:30 the node of n1 and that of n2 are swapped
        00:30 job 2 of a is guaranteed where it runs
        01:00 job 2 of a completed
        01:30 job 1 of b launched on n1 (guaranteed)
        02:00 job 1 of b completed
        10:00 cell 1 closes
        10:00 cell 2 closes
        """);

    [Fact]
    public void A_whole_rack_changes_its_claim_in_place() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        tenant b
        show cells
        a leases 1 rack/3 until 10:00
        b leases 1 rack/3 until 10:00
        a runs 3 nodes for 30m, guaranteed
        a runs 3 nodes for 1h, within rack
        01:30 b runs 3 nodes for 30m, guaranteed
        --
        00:00 cell 1 opens on n1..n3
        00:00 cell 2 opens on n5..n7
        00:00 job 1 of a launched on n1..n3 (guaranteed)
        00:00 job 2 of a launched on n5..n7 (loan)
        00:30 job 1 of a completed
        00:30 the rack of n1 and that of n5 are swapped
        00:30 job 2 of a is guaranteed where it runs
        01:00 job 2 of a completed
        01:30 job 1 of b launched on n1..n3 (guaranteed)
        02:00 job 1 of b completed
        10:00 cell 1 closes
        10:00 cell 2 closes
        """);

    /// <summary>The cell is in use by job 1, so it cannot move under job 3, which runs on loan beside it. Alone, job 3 would end at 01:36.</summary>
    [Fact]
    public void Where_no_cell_can_stand_under_it_the_work_stops_in_good_order_and_goes_on_in_its_turn() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        a leases 1 rack/4 until 10:00
        a runs 2 nodes for 5h, guaranteed
        a runs 2 nodes for 30m, guaranteed
        a runs 2 nodes for 1h, saves every 10m taking 1m restarting 2m
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3,n4 (guaranteed)
        00:00 job 3 of a launched on n5,n6 (loan)
        00:30 job 2 of a completed
        00:30 job 3 of a told to leave by 00:32 (turn)
        00:31 job 3 of a stopped, 28m kept
        00:31 job 3 of a launched on n3,n4 (guaranteed, goes on from 28m)
        01:09 job 3 of a completed
        05:00 job 1 of a completed
        """);

    [Fact]
    public void Without_a_save_it_starts_again_in_its_turn_and_ends_when_it_would_have_alone() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        a leases 1 rack/4 until 10:00
        a runs 2 nodes for 5h, guaranteed
        a runs 2 nodes for 30m, guaranteed
        a runs 2 nodes for 1h
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3,n4 (guaranteed)
        00:00 job 3 of a launched on n5,n6 (loan)
        00:30 job 2 of a completed
        00:30 job 3 of a told to leave by 00:32 (turn)
        00:30:00.001 job 3 of a stopped
        00:30:00.001 job 3 of a launched on n3,n4 (guaranteed)
        01:30:00.001 job 3 of a completed
        05:00 job 1 of a completed
        """);

    /// <summary>Recalled from the other rack at 00:20, job 3 goes on in its own turn from what it had saved on loan.</summary>
    [Fact]
    public void What_was_saved_on_loan_is_not_lost_when_the_turn_starts_elsewhere_after_a_recall() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        a leases 1 rack/2 until 10:00
        b leases 1 rack/2 until 10:00
        a runs 2 nodes for 30m, guaranteed
        a runs 2 nodes for 1h, saves every 10m taking 1m restarting 2m
        00:20 b runs 2 nodes for 5h, guaranteed
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3,n4 (loan)
        00:20 job 2 of a told to leave by 00:22 (recall)
        00:21 job 2 of a stopped, 19m kept
        00:21 job 1 of b launched on n3,n4 (guaranteed)
        00:30 job 1 of a completed
        00:30 job 2 of a launched on n1,n2 (guaranteed, goes on from 19m)
        01:18 job 2 of a completed
        05:21 job 1 of b completed
        """);

    /// <summary>Job 3 fits the one idle node and runs ahead; job 2, before it in line, still has its turn first.</summary>
    [Fact]
    public void A_loan_that_runs_ahead_never_reorders_the_private_schedule() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        show turns
        a leases 2 node until 10:00, notice 0s
        a runs 2 nodes for 1h, guaranteed
        a runs 2 nodes for 1h
        a runs 1 nodes for 90m
        00:10 why
        --
        00:00 job 1 of a has its turn on v0,v1
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 3 of a launched on n3 (loan)
        00:10 job 2 of a waits: OwnWork, needs 2
        00:10 job 3 of a waits: OwnWork, needs 1
        01:00 job 1 of a completed
        01:00 the turn of job 1 of a is over (finished)
        01:00 job 2 of a has its turn on v0,v1
        01:00 job 2 of a launched on n1,n2 (guaranteed)
        01:00 the turn of job 2 of a runs
        01:30 job 3 of a completed
        02:00 job 2 of a completed
        02:00 the turn of job 2 of a is over (finished)
        02:00 job 3 of a has its turn on v0
        02:00 the turn of job 3 of a runs
        03:30 the turn of job 3 of a is over (finished)
        """);

    /// <summary>Either cell could be swapped with the other to stand where the loan runs, but both at once would be swapped back. So the loan leaves.</summary>
    [Fact]
    public void Two_cells_that_would_each_take_the_others_place_are_not_both_moved() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        show cells
        a leases 2 rack/2 from 01:00 until 10:00
        b runs 1 nodes for 30m, loan
        00:10 a runs 3 nodes for 3h, saves every 30m taking 1m
        --
        00:00 job 1 of b launched on n1 (loan)
        00:10 job 1 of a launched on n2..n4 (loan)
        00:30 job 1 of b completed
        01:00 cell 1 opens on n1,n2
        01:00 cell 2 opens on n3,n4
        01:00 job 1 of a told to leave by 01:02 (turn)
        01:00 the rack of n3 and that of n1 are swapped
        01:01 job 1 of a stopped, 49m kept
        01:01 job 1 of a launched on n3,n4,n1 (guaranteed, goes on from 49m)
        03:17 job 1 of a completed
        10:00 cell 1 closes
        10:00 cell 2 closes
        """);
}
