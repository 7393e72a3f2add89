namespace Rhodes.Twin.Tests.Stories;

/// <summary>Why work waits, and by when it starts: the edges of each reason.</summary>
public sealed class WaitTests
{
    /// <summary>The first cell ends too early for job 2; the second, which opens at 02:00, lasts.</summary>
    [Fact]
    public void A_cell_that_opens_later_is_promised_where_those_that_are_open_end_too_soon() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 01:30, notice 0s
        a leases 2 node from 02:00 until 04:00, notice 0s
        a runs 1 nodes for 1h, limit 1h, guaranteed
        00:40 a runs 1 nodes for 30m, limit 1h, guaranteed
        00:50 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:50 job 2 of a waits: OwnWork, needs 1, by 02:00
        01:00 job 1 of a completed
        02:00 job 2 of a launched on n1 (guaranteed)
        02:30 job 2 of a completed
        """);

    /// <summary>By when it is launched at the latest: when the longest notice of the tenant's cells has run out.</summary>
    [Fact]
    public void A_turn_that_has_come_waits_for_what_is_recalled() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        b runs 2 nodes for 5h, loan, saves every 10m taking 1m restarting 1m
        a leases 2 node from 01:00 until 10:00, notice 2m
        01:30 a runs 2 nodes for 30m, guaranteed
        01:30:30 why
        --
        00:00 job 1 of b launched on n1,n2 (loan)
        01:30 job 1 of b told to leave by 01:32 (recall)
        01:30:30 job 1 of a waits: Recall, needs 2, by 01:32
        01:31 job 1 of b stopped, 1h22m kept
        01:31 job 1 of a launched on n1,n2 (guaranteed)
        02:01 job 1 of a completed
        02:01 job 1 of b launched on n1,n2 (loan, goes on from 1h22m)
        06:02 job 1 of b completed
        """);

    [Fact]
    public void Work_may_end_with_its_cell() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 01:30, notice 0s
        a leases 1 node until 02:00, notice 0s
        01:00 a runs 1 nodes for 1h, limit 1h, guaranteed
        --
        01:00 job 1 of a launched on n1 (guaranteed)
        02:00 job 1 of a completed
        """);

    /// <summary>Job 1 may be launched two minutes late, and the head after it too: 01:02 and two minutes. Job 4 is gone by 01:02 in any case.</summary>
    [Fact]
    public void A_promise_allows_for_the_notice_of_what_runs_before_it() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        a leases 4 node until 10:00, notice 2m
        a runs 2 nodes for 1h, limit 1h, guaranteed
        00:10 a runs 4 nodes for 30m, limit 30m, guaranteed
        00:10 a runs 2 nodes for 20m, limit 51m, guaranteed
        00:10 a runs 2 nodes for 20m, limit 50m, guaranteed
        00:20 why
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:10 job 4 of a launched on n3,n4 (guaranteed)
        00:20 job 2 of a waits: OwnWork, needs 4, by 01:04
        00:20 job 3 of a waits: OwnWork, needs 2
        00:30 job 4 of a completed
        01:00 job 1 of a completed
        01:00 job 2 of a launched on n1..n4 (guaranteed)
        01:30 job 2 of a completed
        01:30 job 3 of a launched on n1,n2 (guaranteed)
        01:50 job 3 of a completed
        """);

    /// <summary>Job 2 leaves for the end of its cell, not for job 3, which is no more urgent.</summary>
    [Fact]
    public void Work_that_leaves_for_another_reason_is_not_called_preempted() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node from 00:00 until 01:05
        a leases 1 node from 00:00 until 03:10, notice 1m
        a runs 1 nodes for 2h, limit 2h, guaranteed
        a runs 1 nodes for 2h, saves every 10m taking 2m restarting 1m, guaranteed
        00:30 a runs 1 nodes for 10m, priority 0, guaranteed
        01:04 why
        until 01:04
        --
        00:00 job 1 of a launched on n2 (guaranteed)
        00:00 job 2 of a launched on n1 (guaranteed)
        01:03 job 2 of a told to leave by 01:05 (leaseend)
        01:04 job 2 of a waits: Stopping, by 01:05
        01:04 job 3 of a waits: OwnWork, needs 1, by 02:04
        """);

    [Fact]
    public void Broken_nodes_are_told_before_cells_that_end_too_soon() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 02:00
        00:10 n1 fails
        00:20 a runs 2 nodes for 3h, limit 3h, guaranteed
        00:30 why
        --
        00:10 a has one node less (0)
        00:30 job 1 of a waits: Faults, needs 2, best 1
        """);

    [Fact]
    public void A_lease_is_to_come_then_too_small_then_over() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 01:00
        a leases 1 node from 02:00 until 05:00
        01:10 a runs 2 nodes for 1h, guaranteed
        01:30 why
        02:00 why
        05:00 why
        --
        01:30 job 1 of a waits: LeaseNotStarted, needs 2
        02:00 job 1 of a waits: NeverFits, needs 2, best 1
        05:00 job 1 of a waits: NoLease, needs 2
        """);

    [Fact]
    public void A_gang_larger_than_any_rack_is_told_the_largest() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        a leases 2 rack/2 until 10:00
        a runs 3 nodes for 1h, all within rack, guaranteed
        00:10 why
        --
        00:10 job 1 of a waits: NeverFits, needs 3, best 2
        """);

    /// <summary>Two minutes to save, and none left: what the turn keeps is what was saved at 20 minutes.</summary>
    [Fact]
    public void A_turn_that_is_cut_off_keeps_its_last_save() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        show turns
        a leases 1 node from 00:00 until 10:00
        a runs 1 nodes for 5h, saves every 10m taking 2m restarting 1m, guaranteed
        00:35 l1 ends
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:35 the turn of job 1 of a is to end by 00:35 (leaseend)
        00:35 job 1 of a told to leave by 00:35 (leaseend)
        00:35 the turn of job 1 of a waits again, 20m kept
        00:35 job 1 of a killed, 20m kept
        """);
}
