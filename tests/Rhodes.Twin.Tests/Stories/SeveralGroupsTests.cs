namespace Rhodes.Twin.Tests.Stories;

/// <summary>
/// The groups of a gang find their places one after the other. That a gang does not fit says nothing of a later instant with
/// less room, in which its first group stands elsewhere.
/// </summary>
public sealed class SeveralGroupsTests
{
    /// <summary>Job 1's first group would take both devices of n1, where the second must stand. With one of them lent it stands on n2.</summary>
    [Fact]
    public void A_loan_beside_it_can_make_a_gang_fit() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pod p1: 1 racks of 1, pool fast
        pod p2: 1 racks of 1, pool slow
        tenant a
        a runs 1 nodes of 2 devices on h200:1430/h100 + 1 nodes of 1 devices on h200 for 30m, loan
        00:10 a runs 1 nodes of 1 devices on h200 for 1h, loan
        --
        00:10 job 2 of a launched on n1 (loan)
        00:10 job 1 of a launched on n2 + n1 (loan)
        00:40 job 1 of a completed
        01:10 job 2 of a completed
        """);

    /// <summary>The same on the tenant's own cells: not even empty they hold job 1, as its groups are placed, and yet it is not given up.</summary>
    [Fact]
    public void A_job_beside_it_can_make_a_gang_fit_that_did_not_fit_in_the_empty_cluster() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pod p1: 1 racks of 1, pool fast
        pod p2: 1 racks of 1, pool slow
        tenant a
        a leases 1 node until 10:00, pool fast
        a leases 1 node until 10:00, pool slow
        a runs 1 nodes of 2 devices on h200:1430/h100 + 1 nodes of 1 devices on h200 for 30m, guaranteed
        00:10 a runs 1 nodes of 1 devices on h200 for 1h, guaranteed
        --
        00:10 job 1 of a launched on n2 + n1 (guaranteed)
        00:10 job 2 of a launched on n1 (guaranteed)
        00:40 job 1 of a completed
        01:10 job 2 of a completed
        """);

    /// <summary>
    /// For job 3 both leave. With job 2 on n2 again its first group would stand beside it there, and the second lack a node: so
    /// job 2, which would not touch what is kept, waits all the same. Else it would be stopped and started without end.
    /// </summary>
    [Fact]
    public void What_starts_beside_a_promise_leaves_the_gang_a_place_that_it_finds() => Story.Plays("""
        pool main: h100 with 2 devices
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes of 2 devices for 3h, limit 4h, saves every 1m taking 1s, guaranteed
        a runs 1 nodes of 1 devices for 3h, limit 6h, guaranteed
        01:00 a runs 1 nodes of 1 devices + 2 nodes of 1 devices for 30m, limit 1h, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        01:00 job 1 of a told to leave by 01:00:01 (preemption)
        01:00 job 2 of a told to leave by 01:00 (preemption)
        01:00 job 2 of a killed
        01:00:01 job 1 of a stopped, 59m1s kept
        01:00:01 job 2 of a launched on n2 (guaranteed)
        01:00:01 job 3 of a launched on n1 + n1,n2 (guaranteed)
        01:30:01 job 3 of a completed
        01:30:01 job 1 of a launched on n1 (guaranteed, goes on from 59m1s)
        03:33:01 job 1 of a completed
        04:00:01 job 2 of a completed
        """);

    /// <summary>In job 3's turn its groups share n1, on loan they stand on three nodes: its claim cannot change where it runs.</summary>
    [Fact]
    public void A_loan_becomes_a_turn_only_where_its_groups_stand_alike() => Story.Plays("""
        pool main: h100 with 2 devices
        pod p1: 1 racks of 5
        tenant a
        a leases 2 node until 10:00
        a runs 2 nodes of 2 devices for 1h, guaranteed
        a runs 2 nodes of 1 devices for 10m, loan
        a runs 1 nodes of 1 devices + 2 nodes of 1 devices for 3h
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3,n4 (loan)
        00:00 job 3 of a launched on n3 + n4,n5 (loan)
        00:10 job 2 of a completed
        01:00 job 1 of a completed
        01:00 job 3 of a told to leave by 01:02 (turn)
        01:00:00.001 job 3 of a stopped
        01:00:00.001 job 3 of a launched on n1 + n1,n2 (guaranteed)
        04:00:00.001 job 3 of a completed
        """);

    /// <summary>Which of them share a node in its turn is not compared, so where any do on loan, it starts again.</summary>
    [Fact]
    public void A_loan_whose_groups_share_a_node_does_not_become_a_turn_where_it_runs() => Story.Plays("""
        pool main: h100 with 2 devices
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node from 01:00 until 10:00
        a runs 1 nodes of 1 devices + 1 nodes of 1 devices for 3h, saves every 30m taking 1m
        --
        00:00 job 1 of a launched on n1 + n1 (loan)
        01:00 job 1 of a told to leave by 01:02 (turn)
        01:01 job 1 of a stopped, 59m kept
        01:01 job 1 of a launched on n1 + n1 (guaranteed, goes on from 59m)
        03:07 job 1 of a completed
        """);

    /// <summary>
    /// Its first group would take both fast nodes, until one of their cells does not last long enough: its hour would run into the
    /// notice before 03:00. That is so from a millisecond after 01:58 on, not when b happens to wake the core.
    /// </summary>
    [Fact]
    public void A_gang_that_fits_when_a_cell_ends_too_soon_for_it_starts_then_whatever_others_do() => Story.Plays("""
        pool fast: h200 with 1 devices
        pool slow: h100 with 1 devices
        pod p1: 1 racks of 3, pool fast
        pod p2: 1 racks of 3, pool slow
        tenant a
        tenant b
        a leases 2 node until 03:00, then 1 until 10:00, then 3 until 12:00, pool fast
        a leases 2 node until 10:00, pool slow
        a runs 2 nodes on h200:1430/h100 + 1 nodes on h200 for 30m, limit 1h, guaranteed
        01:30 b runs 1 nodes on h100 for 10m, loan
        01:58 a updates 1 to priority 1
        02:30 b runs 1 nodes on h100 for 10m, loan
        --
        01:30 job 1 of b launched on n6 (loan)
        01:40 job 1 of b completed
        01:58:00.001 job 1 of a launched on n4,n5 + n1 (guaranteed)
        02:28:00.001 job 1 of a completed
        02:30 job 2 of b launched on n6 (loan)
        02:40 job 2 of b completed
        """);

    /// <summary>At 01:00 job 3's first group would take the fast node that is free, and the second lack one, until 03:00. With job 4 there it stands on the slow one, so it is promised that instant.</summary>
    [Fact]
    public void What_starts_beside_it_can_make_the_promise_of_a_gang_earlier() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pod p1: 1 racks of 2, pool fast
        pod p2: 1 racks of 1, pool slow
        tenant a
        a leases 2 node until 20:00, pool fast
        a leases 1 node until 20:00, pool slow
        a runs 1 nodes of 2 devices on h200 for 3h, limit 3h, guaranteed
        a runs 1 nodes of 2 devices on h100 for 1h, limit 1h, guaranteed
        00:05 a runs 1 nodes of 2 devices on h200:1430/h100 + 1 nodes of 1 devices on h200 for 30m, limit 30m, guaranteed
        00:06 why
        00:10 a runs 1 nodes of 1 devices on h200 for 90m, limit 90m, guaranteed
        00:20 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n3 (guaranteed)
        00:06 job 3 of a waits: OwnWork, needs 3, best 2, by 03:04
        00:10 job 4 of a launched on n2 (guaranteed)
        00:20 job 3 of a waits: OwnWork, needs 3, best 1, by 01:04
        01:00 job 2 of a completed
        01:00 job 3 of a launched on n3 + n2 (guaranteed)
        01:30 job 3 of a completed
        01:40 job 4 of a completed
        03:00 job 1 of a completed
        """);

    [Fact]
    public void A_gang_of_which_one_group_never_fits_keeps_nothing_from_others() => Story.Plays("""
        pool main: h100 with 2 devices
        pod p1: 1 racks of 3
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes of 2 devices for 1h, limit 1h, guaranteed
        a runs 1 nodes of 1 devices + 3 nodes of 1 devices for 1h, priority 1, guaranteed
        a runs 1 nodes of 1 devices for 2h, guaranteed
        00:10 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 3 of a launched on n2 (guaranteed)
        00:10 job 2 of a waits: NeverFits, needs 4, best 3
        01:00 job 1 of a completed
        02:00 job 3 of a completed
        """);

    /// <summary>Each group by itself could have one and two of the two nodes; together they have no more than two.</summary>
    [Fact]
    public void What_could_be_had_at_best_is_no_more_than_there_is() => Story.Plays("""
        pool main: h100 with 1 devices
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes of 1 devices + 3 nodes of 1 devices for 1h, guaranteed
        00:10 why
        --
        00:10 job 1 of a waits: NeverFits, needs 4, best 2
        """);

    /// <summary>Job 3's first group would take both devices of n1. Once job 4 has one of them it stands on n2, though job 2 is the head and waits for n3.</summary>
    [Fact]
    public void What_starts_beside_the_head_can_make_another_gang_fit() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pool new: b200 with 2 devices
        pod p1: 1 racks of 1, pool fast
        pod p2: 1 racks of 1, pool slow
        pod p3: 1 racks of 1, pool new
        tenant a
        a leases 1 node until 10:00, pool fast
        a leases 1 node until 10:00, pool slow
        a leases 1 node until 10:00, pool new
        a runs 1 nodes of 2 devices on b200 for 3h, limit 3h, guaranteed
        00:05 a runs 1 nodes of 2 devices on b200 for 30m, limit 30m, guaranteed
        00:05 a runs 1 nodes of 2 devices on h200:1430/h100 + 1 nodes of 1 devices on h200 for 30m, guaranteed
        00:05 a runs 1 nodes of 1 devices on h200 for 1h, guaranteed
        until 02:00
        --
        00:00 job 1 of a launched on n3 (guaranteed)
        00:05 job 3 of a launched on n2 + n1 (guaranteed)
        00:05 job 4 of a launched on n1 (guaranteed)
        00:35 job 3 of a completed
        01:05 job 4 of a completed
        """);

    [Fact]
    public void What_comes_anew_and_starts_beside_the_head_can_make_another_gang_fit() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pool new: b200 with 2 devices
        pod p1: 1 racks of 1, pool fast
        pod p2: 1 racks of 1, pool slow
        pod p3: 1 racks of 1, pool new
        tenant a
        a leases 1 node until 10:00, pool fast
        a leases 1 node until 10:00, pool slow
        a leases 1 node until 10:00, pool new
        a runs 1 nodes of 2 devices on b200 for 3h, limit 3h, guaranteed
        00:05 a runs 1 nodes of 2 devices on b200 for 30m, limit 30m, guaranteed
        00:05 a runs 1 nodes of 2 devices on h200:1430/h100 + 1 nodes of 1 devices on h200 for 30m, guaranteed
        00:10 a runs 1 nodes of 1 devices on h200 for 1h, guaranteed
        until 02:00
        --
        00:00 job 1 of a launched on n3 (guaranteed)
        00:10 job 3 of a launched on n2 + n1 (guaranteed)
        00:10 job 4 of a launched on n1 (guaranteed)
        00:40 job 3 of a completed
        01:10 job 4 of a completed
        """);

    /// <summary>Without job 2 its first group would take the fast node that is free, and the second lack one. With job 4 there it would stand where job 2 does.</summary>
    [Fact]
    public void A_gang_that_could_stop_nobody_may_once_something_started_beside_it() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pod p1: 1 racks of 2, pool fast
        pod p2: 1 racks of 1, pool slow
        tenant a
        a leases 2 node until 20:00, pool fast
        a leases 1 node until 20:00, pool slow
        a runs 1 nodes of 2 devices on h200 for 3h, limit 3h, priority 1, guaranteed
        a runs 1 nodes of 2 devices on h100 for 5h, guaranteed
        00:05 a runs 1 nodes of 2 devices on h200:1430/h100 + 1 nodes of 1 devices on h200 for 30m, limit 30m, priority 1, guaranteed
        00:10 a runs 1 nodes of 1 devices on h200 for 90m, limit 90m, not preemptible, guaranteed
        until 01:00
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n3 (guaranteed)
        00:10 job 2 of a told to leave by 00:10 (preemption)
        00:10 job 2 of a killed
        00:10 job 3 of a launched on n3 + n2 (guaranteed)
        00:10 job 4 of a launched on n2 (guaranteed)
        00:40 job 3 of a completed
        00:40 job 2 of a launched on n3 (guaranteed)
        """);

    /// <summary>On n2 job 3 would draw the first group of job 2 there, which leaves the second a node too few. From a millisecond after 01:58 on the fast cells are too short for job 3, and it stands on n3, whoever wakes the core.</summary>
    [Fact]
    public void What_would_be_in_the_way_of_a_gang_starts_when_it_would_stand_elsewhere() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pod p1: 1 racks of 2, pool fast
        pod p2: 1 racks of 1, pool slow
        tenant a
        a leases 2 node until 06:00, pool fast
        a leases 1 node until 20:00, pool slow
        a runs 1 nodes of 2 devices on h200 for 3h, limit 3h, guaranteed
        00:05 a runs 1 nodes of 1 devices on h200 + 2 nodes of 1 devices on h200 for 30m, limit 30m, guaranteed
        00:10 a runs 1 nodes of 1 devices on h200:1430/h100 for 10m, limit 4h, guaranteed
        until 04:00
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        01:58:00.001 job 3 of a launched on n3 (guaranteed)
        02:08:00.001 job 3 of a completed
        03:00 job 1 of a completed
        03:00 job 2 of a launched on n1 + n1,n2 (guaranteed)
        03:30 job 2 of a completed
        """);

    /// <summary>Job 1 takes 20 minutes to leave. From a millisecond after 01:38 on one of the fast cells would then be too short for job 2, and its first group stand where job 1 does.</summary>
    [Fact]
    public void Whom_a_gang_stops_may_depend_on_how_long_cells_last_when_they_have_left() => Story.Plays("""
        pool fast: h200 with 1 devices
        pool slow: h100 with 1 devices
        pod p1: 1 racks of 4, pool fast
        pod p2: 1 racks of 2, pool slow
        tenant a
        a leases 2 node until 03:00, then 1 until 10:00, then 4 until 12:00, pool fast
        a leases 2 node until 10:00, pool slow
        a runs 2 nodes on h100 for 5h, saves every 3h taking 20m, guaranteed
        00:05 a runs 2 nodes on h200:1430/h100 + 1 nodes on h200 for 30m, limit 1h, priority 1, guaranteed
        until 02:40
        --
        00:00 job 1 of a launched on n5,n6 (guaranteed)
        01:38:00.001 job 1 of a told to leave by 01:58:00.001 (preemption)
        01:58:00.001 job 1 of a stopped, 1h38m0.001s kept
        01:58:00.001 job 2 of a launched on n5,n6 + n1 (guaranteed)
        02:28:00.001 job 2 of a completed
        02:28:00.001 job 1 of a launched on n5,n6 (guaranteed, goes on from 1h38m0.001s)
        """);

    /// <summary>On n3 job 4 would draw the first group of job 3 there, which leaves the second a node too few. All that is to come is played to see it, since a cell opens before.</summary>
    [Fact]
    public void What_would_push_a_gang_back_does_not_start_also_where_a_cell_opens_before() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pod p1: 1 racks of 3, pool fast
        pod p2: 1 racks of 1, pool slow
        tenant a
        a leases 3 node until 20:00, pool fast
        a leases 1 node from 02:00 until 20:00, pool slow
        a runs 1 nodes of 2 devices on h200 for 3h, limit 3h, guaranteed
        a runs 1 nodes of 2 devices on h200 for 5h, limit 5h, guaranteed
        00:05 a runs 1 nodes of 1 devices on h200 + 2 nodes of 1 devices on h200 for 30m, limit 30m, guaranteed
        00:10 a runs 1 nodes of 1 devices on h200 for 4h, limit 4h, guaranteed
        until 03:40
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        03:00 job 1 of a completed
        03:00 job 3 of a launched on n1 + n1,n3 (guaranteed)
        03:00 job 4 of a launched on n3 (guaranteed)
        03:30 job 3 of a completed
        """);

    /// <summary>
    /// Once job 3 has left, job 6's first group would stand on two fast nodes and leave the second none, until job 4 is over.
    /// Job 1 leaves sooner, though: until job 3 does, too, the first stands on the slow nodes and the second on n1.
    /// </summary>
    [Fact]
    public void Who_leaves_sooner_can_make_the_promise_of_a_gang_far_earlier() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pod p1: 1 racks of 3, pool fast
        pod p2: 1 racks of 2, pool slow
        tenant a
        a leases 3 node until 20:00, notice 0s, pool fast
        a leases 2 node until 20:00, notice 0s, pool slow
        a runs 1 nodes of 2 devices on h200 for 20m, limit 90m, guaranteed
        a runs 1 nodes of 2 devices on h200 for 3h, limit 3h, guaranteed
        a runs 1 nodes of 1 devices on h200 for 1h, limit 1h, guaranteed
        a runs 1 nodes of 1 devices on h200 for 9h, limit 9h, guaranteed
        a runs 2 nodes of 2 devices on h100 for 40m, limit 40m, guaranteed
        00:05 a runs 2 nodes of 1 devices on h200:1430/h100 + 1 nodes of 2 devices on h200 for 10m, limit 10m, guaranteed
        00:10 why
        00:30 why
        until 02:00
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:00 job 3 of a launched on n3 (guaranteed)
        00:00 job 4 of a launched on n3 (guaranteed)
        00:00 job 5 of a launched on n4,n5 (guaranteed)
        00:10 job 6 of a waits: OwnWork, needs 4, by 09:00
        00:20 job 1 of a completed
        00:30 job 6 of a waits: OwnWork, needs 4, best 2, by 00:40
        00:40 job 5 of a completed
        00:40 job 6 of a launched on n4,n5 + n1 (guaranteed)
        00:50 job 6 of a completed
        01:00 job 3 of a completed
        """);

    [Fact]
    public void A_gang_like_one_that_was_cancelled_still_fits_beside_a_loan() => Story.Plays("""
        pool fast: h200 with 2 devices
        pool slow: h100 with 2 devices
        pod p1: 1 racks of 1, pool fast
        pod p2: 1 racks of 1, pool slow
        tenant a
        a runs 1 nodes of 2 devices on h200:1430/h100 + 1 nodes of 1 devices on h200 for 30m, loan
        a runs 1 nodes of 2 devices on h200:1430/h100 + 1 nodes of 1 devices on h200 for 30m, loan
        00:05 a cancels 1
        00:10 a runs 1 nodes of 1 devices on h200 for 1h, loan
        --
        00:05 job 1 of a cancelled
        00:10 job 3 of a launched on n1 (loan)
        00:10 job 2 of a launched on n2 + n1 (loan)
        00:40 job 2 of a completed
        01:10 job 3 of a completed
        """);
}
