namespace Rhodes.Twin.Tests.Stories;

/// <summary>The tenant's own queue: priority, then arrival; backfill that never pushes the head back.</summary>
public sealed class QueueTests
{
    [Fact]
    public void Higher_priorities_go_first_then_the_order_of_arrival() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 10m, guaranteed, held
        a runs 1 nodes for 10m, guaranteed
        a runs 1 nodes for 10m, guaranteed
        a runs 1 nodes for 10m, guaranteed, priority 1
        a runs 1 nodes for 10m, guaranteed, priority -1
        00:05 a releases 1
        --
        00:00 job 4 of a launched on n1 (guaranteed)
        00:10 job 4 of a completed
        00:10 job 1 of a launched on n1 (guaranteed)
        00:20 job 1 of a completed
        00:20 job 2 of a launched on n1 (guaranteed)
        00:30 job 2 of a completed
        00:30 job 3 of a launched on n1 (guaranteed)
        00:40 job 3 of a completed
        00:40 job 5 of a launched on n1 (guaranteed)
        00:50 job 5 of a completed
        """);

    /// <summary>The head, job 2, is promised 01:00. Job 3 would end after that on its nodes; job 4 ends before.</summary>
    [Fact]
    public void Backfill_that_ends_before_the_promised_start_runs_and_what_would_delay_the_head_does_not() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        a leases 4 node until 10:00, notice 0s
        a runs 2 nodes for 1h, limit 1h, guaranteed
        00:10 a runs 4 nodes for 30m, limit 30m, guaranteed
        00:10 a runs 2 nodes for 20m, limit 51m, guaranteed
        00:10 a runs 2 nodes for 20m, limit 50m, guaranteed
        00:20 why
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:10 job 4 of a launched on n3,n4 (guaranteed)
        00:20 job 2 of a waits: OwnWork, needs 4, by 01:00
        00:20 job 3 of a waits: OwnWork, needs 2
        00:30 job 4 of a completed
        01:00 job 1 of a completed
        01:00 job 2 of a launched on n1..n4 (guaranteed)
        01:30 job 2 of a completed
        01:30 job 3 of a launched on n1,n2 (guaranteed)
        01:50 job 3 of a completed
        """);

    /// <summary>The head needs three of four nodes at 01:00; the fourth is anyone's.</summary>
    [Fact]
    public void What_the_head_leaves_beside_it_may_be_used_for_longer() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        a leases 4 node until 10:00, notice 0s
        a runs 2 nodes for 1h, limit 1h, guaranteed
        00:10 a runs 3 nodes for 30m, limit 30m, guaranteed
        00:10 a runs 1 nodes for 5h, guaranteed
        00:10 a runs 1 nodes for 5h, guaranteed
        00:20 why
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:10 job 3 of a launched on n4 (guaranteed)
        00:20 job 2 of a waits: OwnWork, needs 3, best 1, by 01:00
        00:20 job 4 of a waits: BehindHead, needs 2
        01:00 job 1 of a completed
        01:00 job 2 of a launched on n1..n3 (guaranteed)
        01:30 job 2 of a completed
        01:30 job 4 of a launched on n1 (guaranteed)
        05:10 job 3 of a completed
        06:30 job 4 of a completed
        """);

    /// <summary>The head takes three of four devices on each node: the fourth of either is free for work without a limit.</summary>
    [Fact]
    public void Parts_of_nodes_that_the_head_leaves_free_may_be_used_for_longer() => Story.Plays("""
        pool main: h100 with 4 devices
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00, notice 0s
        a runs 1 nodes of 3 devices for 1h, limit 1h, guaranteed
        00:10 a runs 2 nodes of 3 devices for 30m, limit 30m, guaranteed
        00:10 a runs 2 nodes of 1 devices for 5h, guaranteed
        00:10 a runs 1 nodes of 1 devices for 5h, guaranteed
        00:10 a runs 1 nodes of 1 devices for 20m, limit 20m, guaranteed
        00:20 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:10 job 3 of a launched on n1,n2 (guaranteed)
        00:10 job 5 of a launched on n2 (guaranteed)
        00:20 job 2 of a waits: OwnWork, needs 6, best 2, by 01:00
        00:20 job 4 of a waits: BehindHead, needs 2
        00:30 job 5 of a completed
        01:00 job 1 of a completed
        01:00 job 2 of a launched on n1,n2 (guaranteed)
        01:30 job 2 of a completed
        01:30 job 4 of a launched on n1 (guaranteed)
        05:10 job 3 of a completed
        06:30 job 4 of a completed
        """);

    /// <summary>Nobody knows when job 1 ends, so small work must not pass the large gang for ever.</summary>
    [Fact]
    public void A_head_behind_work_without_limits_keeps_its_nodes() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        a leases 4 node until 100:00, notice 0s
        a runs 2 nodes for 1h, guaranteed
        00:10 a runs 4 nodes for 30m, guaranteed
        00:10 a runs 2 nodes for 2h, limit 2h, guaranteed
        00:20 a runs 2 nodes for 2h, limit 2h, guaranteed
        00:30 why
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:30 job 2 of a waits: OwnWork, needs 4, best 2
        00:30 job 3 of a waits: BehindHead, needs 2
        00:30 job 4 of a waits: BehindHead, needs 2
        01:00 job 1 of a completed
        01:00 job 2 of a launched on n1..n4 (guaranteed)
        01:30 job 2 of a completed
        01:30 job 3 of a launched on n1,n2 (guaranteed)
        01:30 job 4 of a launched on n3,n4 (guaranteed)
        03:30 job 3 of a completed
        03:30 job 4 of a completed
        """);

    [Fact]
    public void The_promised_start_is_not_the_end_of_the_lease() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00, notice 0s
        a runs 1 nodes for 1h, guaranteed
        a runs 1 nodes for 1h, guaranteed
        00:30 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:30 job 2 of a waits: OwnWork, needs 1
        01:00 job 1 of a completed
        01:00 job 2 of a launched on n1 (guaranteed)
        02:00 job 2 of a completed
        """);

    /// <summary>The cell to come lasts just as long as the job may run.</summary>
    [Fact]
    public void A_cell_that_lasts_as_long_as_the_limit_is_promised() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node from 02:00 until 03:00, notice 0s
        a runs 1 nodes for 50m, limit 1h, guaranteed
        01:00 why
        --
        01:00 job 1 of a waits: LeaseNotStarted, needs 1, by 02:00
        02:00 job 1 of a launched on n1 (guaranteed)
        02:50 job 1 of a completed
        """);
}
