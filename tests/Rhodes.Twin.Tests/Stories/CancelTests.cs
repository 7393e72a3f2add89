namespace Rhodes.Twin.Tests.Stories;

/// <summary>A job can be cancelled in every phase of its life, and what it held is free at once.</summary>
public sealed class CancelTests
{
    [Fact]
    public void While_it_waits() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 1h, guaranteed
        a runs 1 nodes for 1h, guaranteed
        a runs 1 nodes for 1h, guaranteed
        00:10 a cancels 2
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:10 job 2 of a cancelled
        01:00 job 1 of a completed
        01:00 job 3 of a launched on n1 (guaranteed)
        02:00 job 3 of a completed
        """);

    /// <summary>b's loan has been told to leave and does; it may have the node again at once.</summary>
    [Fact]
    public void While_what_is_lent_is_cleared_for_it() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        tenant b
        a leases 1 node until 10:00
        b runs 1 nodes for 3h, loan, saves every 10m taking 2m restarting 1m
        00:30 a runs 1 nodes for 30m, guaranteed
        00:31 a cancels 1
        --
        00:00 job 1 of b launched on n1 (loan)
        00:30 job 1 of b told to leave by 00:32 (recall)
        00:31 job 1 of a withdrawn
        00:31 job 1 of a cancelled
        00:32 job 1 of b stopped, 26m kept
        00:32 job 1 of b launched on n1 (loan, goes on from 26m)
        03:39 job 1 of b completed
        """);

    [Fact]
    public void While_it_runs() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 1h, guaranteed
        a runs 1 nodes for 1h, guaranteed
        00:10 a cancels 1
        00:20 a cancels 1
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:10 job 1 of a killed
        00:10 job 1 of a cancelled
        00:10 job 2 of a launched on n1 (guaranteed)
        00:20 refused: job 1 is over; there is nothing to cancel
        01:10 job 2 of a completed
        """);

    [Fact]
    public void While_it_runs_on_loan() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 1h, guaranteed
        a runs 1 nodes for 1h
        00:10 a cancels 2
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (loan)
        00:10 job 2 of a killed
        00:10 job 2 of a cancelled
        01:00 job 1 of a completed
        """);

    [Fact]
    public void While_it_is_stopping() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 1h, saves every 10m taking 4m restarting 2m, guaranteed
        00:30 a runs 1 nodes for 30m, priority 1, guaranteed
        00:31 a cancels 1
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:30 job 1 of a told to leave by 00:34 (preemption)
        00:31 job 1 of a killed, 20m kept
        00:31 job 1 of a cancelled
        00:31 job 2 of a launched on n1 (guaranteed)
        01:01 job 2 of a completed
        """);

    [Fact]
    public void While_its_loan_is_stopping_for_its_own_turn() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        a leases 1 rack/4 until 10:00
        a runs 2 nodes for 5h, guaranteed
        a runs 2 nodes for 30m, guaranteed
        a runs 2 nodes for 1h, saves every 10m taking 1m restarting 2m
        00:30:30 a cancels 3
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3,n4 (guaranteed)
        00:00 job 3 of a launched on n5,n6 (loan)
        00:30 job 2 of a completed
        00:30 job 3 of a told to leave by 00:32 (turn)
        00:30:30 job 3 of a withdrawn
        00:30:30 job 3 of a killed, 20m kept
        00:30:30 job 3 of a cancelled
        05:00 job 1 of a completed
        """);

    [Fact]
    public void When_it_is_over_and_only_its_turn_still_stands() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show turns
        a leases 1 node until 10:00, notice 0s
        a runs 1 nodes for 30m, guaranteed
        a runs 1 nodes for 1h
        a runs 1 nodes for 10m, guaranteed
        00:20 a cancels 1
        01:10 a cancels 2
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 2 of a launched on n2 (loan)
        00:20 job 1 of a killed
        00:20 job 1 of a cancelled
        00:20 the turn of job 1 of a is over (cancelled)
        00:20 job 2 of a has its turn on v0
        00:20 job 2 of a is guaranteed where it runs
        00:20 the turn of job 2 of a runs
        01:00 job 2 of a completed
        01:10 the turn of job 2 of a is over (cancelled)
        01:10 job 3 of a has its turn on v0
        01:10 job 3 of a launched on n2 (guaranteed)
        01:10 the turn of job 3 of a runs
        01:20 job 3 of a completed
        01:20 the turn of job 3 of a is over (finished)
        """);

    [Fact]
    public void What_comes_after_a_cancelled_job_starts() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes for 30m, guaranteed
        a runs 1 nodes for 10m, guaranteed, after 1
        00:10 a cancels 1
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:10 job 1 of a killed
        00:10 job 1 of a cancelled
        00:10 job 2 of a launched on n1 (guaranteed)
        00:20 job 2 of a completed
        """);

    [Fact]
    public void A_cancelled_head_keeps_nothing_from_others() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 20:00
        a runs 1 nodes for 1h, limit 1h, guaranteed
        a runs 2 nodes for 1h, limit 1h, guaranteed
        a runs 1 nodes for 5h, limit 5h, guaranteed
        00:30 a cancels 2
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:30 job 2 of a cancelled
        00:30 job 3 of a launched on n2 (guaranteed)
        01:00 job 1 of a completed
        05:30 job 3 of a completed
        """);

    [Fact]
    public void A_held_head_keeps_nothing_from_others() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 20:00
        a runs 1 nodes for 1h, limit 1h, guaranteed
        a runs 2 nodes for 1h, limit 1h, guaranteed
        a runs 1 nodes for 5h, limit 5h, guaranteed
        00:30 a holds 2
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:30 job 3 of a launched on n2 (guaranteed)
        01:00 job 1 of a completed
        05:30 job 3 of a completed
        """);
}
