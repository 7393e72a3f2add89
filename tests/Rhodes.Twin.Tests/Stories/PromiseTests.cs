namespace Rhodes.Twin.Tests.Stories;

/// <summary>What the first in line is promised, and who may start beside it.</summary>
public sealed class PromiseTests
{
    /// <summary>Job 4 stays until long after job 1 has left, and is not in job 3's way: job 3 is promised what it was. So job 5 would be too long.</summary>
    [Fact]
    public void What_starts_beside_the_head_for_longer_does_not_push_it_back() => Story.Plays("""
        pool main: h100 with 2 devices
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 20:00
        a runs 1 nodes of 2 devices for 1h, limit 1h, guaranteed
        a runs 1 nodes of 1 devices for 3h, limit 3h, guaranteed
        00:05 a runs 1 nodes of 2 devices for 30m, limit 30m, guaranteed
        00:10 a runs 1 nodes of 1 devices for 2h, limit 2h, guaranteed
        00:20 why
        00:30 a runs 1 nodes of 1 devices for 1h, limit 1h, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:10 job 4 of a launched on n2 (guaranteed)
        00:20 job 3 of a waits: OwnWork, needs 2, by 01:04
        01:00 job 1 of a completed
        01:00 job 3 of a launched on n1 (guaranteed)
        01:30 job 3 of a completed
        01:30 job 5 of a launched on n1 (guaranteed)
        02:10 job 4 of a completed
        02:30 job 5 of a completed
        03:00 job 2 of a completed
        """);

    /// <summary>Its nodes have the same numbers in both pools. Once job 1 is to leave sooner, job 3 will stand on the fast ones, and the slow one that is free is kept no more.</summary>
    [Fact]
    public void What_is_kept_moves_to_another_pool_with_the_promise() => Story.Plays("""
        pool fast: h200 with 1 devices
        pool slow: h100 with 1 devices
        pod p1: 1 racks of 2, pool fast
        pod p2: 1 racks of 2, pool slow
        tenant a
        a leases 2 node until 20:00, pool fast
        a leases 2 node until 20:00, pool slow
        a runs 1 nodes on h200 for 40m, limit 3h, guaranteed
        a runs 1 nodes on h100 for 1h, limit 1h, guaranteed
        00:05 a runs 2 nodes on h200/h100 for 30m, limit 30m, guaranteed
        00:10 a runs 1 nodes on h100 for 5h, guaranteed
        00:20 why
        00:30 a updates 1 to limit 40m
        00:31 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n3 (guaranteed)
        00:20 job 3 of a waits: OwnWork, needs 2, best 2, by 01:04
        00:20 job 4 of a waits: BehindHead, needs 3
        00:30 job 4 of a launched on n4 (guaranteed)
        00:31 job 3 of a waits: OwnWork, needs 2, best 1, by 00:44
        00:40 job 1 of a completed
        00:40 job 3 of a launched on n1,n2 (guaranteed)
        01:00 job 2 of a completed
        01:10 job 3 of a completed
        05:30 job 4 of a completed
        """);

    /// <summary>Job 3 waits for both, and longest for job 2. That is over after half an hour, and job 1 leaves an hour before job 2 would have had to.</summary>
    [Fact]
    public void Who_leaves_sooner_than_expected_makes_the_promise_earlier() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 20:00
        a runs 1 nodes for 1h, limit 1h, guaranteed
        a runs 1 nodes for 30m, limit 2h, guaranteed
        00:05 a runs 2 nodes for 30m, limit 30m, guaranteed
        00:10 why
        00:40 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:10 job 3 of a waits: OwnWork, needs 2, by 02:04
        00:30 job 2 of a completed
        00:40 job 3 of a waits: OwnWork, needs 2, best 1, by 01:04
        01:00 job 1 of a completed
        01:00 job 3 of a launched on n1,n2 (guaranteed)
        01:30 job 3 of a completed
        """);

    /// <summary>Job 7 is promised n2, where it would leave nothing free, and job 8 lacks a node. With job 9 on n1, job 7 fits there as well, so n2 is kept no more.</summary>
    [Fact]
    public void What_starts_beside_the_head_may_move_its_place_and_free_another() => Story.Plays("""
        pool main: h100 with 4 devices
        pod p1: 1 racks of 3
        tenant a
        a leases 3 node until 20:00
        a runs 1 nodes of 3 devices for 1h, limit 1h, guaranteed
        a runs 1 nodes of 1 devices for 9h, limit 9h, guaranteed
        a runs 1 nodes of 1 devices for 9h, limit 9h, guaranteed
        a runs 1 nodes of 1 devices for 1h, limit 1h, guaranteed
        a runs 1 nodes of 2 devices for 9h, limit 9h, guaranteed
        a runs 1 nodes of 2 devices for 9h, limit 9h, guaranteed
        00:01 a cancels 2
        00:01 a cancels 5
        00:05 a runs 1 nodes of 3 devices for 30m, limit 30m, guaranteed
        00:06 a runs 2 nodes of 2 devices for 5h, limit 5h, guaranteed
        00:10 a runs 1 nodes of 1 devices for 5h, limit 5h, guaranteed
        until 02:00
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n1 (guaranteed)
        00:00 job 3 of a launched on n2 (guaranteed)
        00:00 job 4 of a launched on n2 (guaranteed)
        00:00 job 5 of a launched on n2 (guaranteed)
        00:00 job 6 of a launched on n3 (guaranteed)
        00:01 job 2 of a killed
        00:01 job 2 of a cancelled
        00:01 job 5 of a killed
        00:01 job 5 of a cancelled
        00:10 job 8 of a launched on n2,n3 (guaranteed)
        00:10 job 9 of a launched on n1 (guaranteed)
        01:00 job 1 of a completed
        01:00 job 4 of a completed
        01:00 job 7 of a launched on n1 (guaranteed)
        01:30 job 7 of a completed
        """);

    /// <summary>The same, with a cell of other nodes that opens before job 7 can start, so that all that is to come is played for its promise.</summary>
    [Fact]
    public void What_starts_beside_the_head_may_move_its_place_also_where_a_cell_opens_before() => Story.Plays("""
        pool main: h100 with 4 devices
        pool other: h200 with 4 devices
        pod p1: 1 racks of 3
        pod p2: 1 racks of 1, pool other
        tenant a
        a leases 3 node until 20:00
        a leases 1 node from 00:40 until 20:00, pool other
        a runs 1 nodes of 3 devices on h100 for 1h, limit 1h, guaranteed
        a runs 1 nodes of 1 devices on h100 for 9h, limit 9h, guaranteed
        a runs 1 nodes of 1 devices on h100 for 9h, limit 9h, guaranteed
        a runs 1 nodes of 1 devices on h100 for 1h, limit 1h, guaranteed
        a runs 1 nodes of 2 devices on h100 for 9h, limit 9h, guaranteed
        a runs 1 nodes of 2 devices on h100 for 9h, limit 9h, guaranteed
        00:01 a cancels 2
        00:01 a cancels 5
        00:05 a runs 1 nodes of 3 devices on h100 for 30m, limit 30m, guaranteed
        00:06 a runs 2 nodes of 2 devices on h100 for 5h, limit 5h, guaranteed
        00:10 a runs 1 nodes of 1 devices on h100 for 5h, limit 5h, guaranteed
        until 02:00
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n1 (guaranteed)
        00:00 job 3 of a launched on n2 (guaranteed)
        00:00 job 4 of a launched on n2 (guaranteed)
        00:00 job 5 of a launched on n2 (guaranteed)
        00:00 job 6 of a launched on n3 (guaranteed)
        00:01 job 2 of a killed
        00:01 job 2 of a cancelled
        00:01 job 5 of a killed
        00:01 job 5 of a cancelled
        00:10 job 8 of a launched on n2,n3 (guaranteed)
        00:10 job 9 of a launched on n1 (guaranteed)
        01:00 job 1 of a completed
        01:00 job 4 of a completed
        01:00 job 7 of a launched on n1 (guaranteed)
        01:30 job 7 of a completed
        """);

    /// <summary>At 01:00 job 2 would still be there, and one device be left. Three will be when job 1 leaves, once that may stay longer than job 2: so job 4 starts.</summary>
    [Fact]
    public void What_may_be_used_beside_the_head_changes_with_the_instant_though_its_node_does_not() => Story.Plays("""
        pool main: h100 with 8 devices
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 20:00, notice 0s
        a runs 1 nodes of 4 devices for 1h, limit 1h, guaranteed
        a runs 1 nodes of 2 devices for 2h, limit 2h, guaranteed
        00:05 a runs 1 nodes of 5 devices for 30m, limit 30m, guaranteed
        00:10 a runs 1 nodes of 2 devices for 5h, limit 5h, guaranteed
        00:15 why
        00:20 a updates 1 to limit 3h
        00:25 why
        until 03:30
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n1 (guaranteed)
        00:15 job 3 of a waits: OwnWork, needs 5, best 2, by 01:00
        00:15 job 4 of a waits: BehindHead, needs 3
        00:20 job 4 of a launched on n1 (guaranteed)
        00:25 job 3 of a waits: OwnWork, needs 5, by 03:00
        01:00 job 1 of a completed
        02:00 job 2 of a completed
        02:00 job 3 of a launched on n1 (guaranteed)
        02:30 job 3 of a completed
        """);
}
