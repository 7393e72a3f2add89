namespace Rhodes.Twin.Tests.Stories;

/// <summary>What becomes of turns when their work was done ahead of them.</summary>
public sealed class AheadTests
{
    /// <summary>Alone it would have waited for the lease and run until 03:00. Work on either need not wait: a's own idle cell is lent to it.</summary>
    [Fact]
    public void Work_done_before_there_was_a_lease_still_has_its_turn_when_one_begins() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show turns
        a runs 1 nodes for 1h
        02:00 a leases 1 node until 10:00, notice 0s
        02:10 a runs 1 nodes for 10m
        02:20 a runs 1 nodes for 10m, guaranteed
        --
        00:00 job 1 of a launched on n1 (loan)
        01:00 job 1 of a completed
        02:00 job 1 of a has its turn on v0
        02:00 the turn of job 1 of a runs
        02:10 job 2 of a launched on n1 (loan)
        02:20 job 2 of a completed
        03:00 the turn of job 1 of a is over (finished)
        03:00 job 2 of a has its turn on v0
        03:00 the turn of job 2 of a runs
        03:10 the turn of job 2 of a is over (finished)
        03:10 job 3 of a has its turn on v0
        03:10 job 3 of a launched on n1 (guaranteed)
        03:10 the turn of job 3 of a runs
        03:20 job 3 of a completed
        03:20 the turn of job 3 of a is over (finished)
        """);

    [Fact]
    public void A_fault_under_a_loan_costs_the_turn_nothing() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show turns
        a leases 1 node until 10:00, notice 0s
        a runs 1 nodes for 30m, guaranteed
        a runs 1 nodes for 1h, saves every 10m
        00:15 n2 fails
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 2 of a launched on n2 (loan)
        00:15 job 2 of a lost, 10m kept
        00:30 job 1 of a completed
        00:30 the turn of job 1 of a is over (finished)
        00:30 job 2 of a has its turn on v0
        00:30 job 2 of a launched on n1 (guaranteed, goes on from 10m)
        00:30 the turn of job 2 of a runs
        01:20 job 2 of a completed
        01:30 the turn of job 2 of a is over (finished)
        """);

    [Fact]
    public void Work_that_failed_on_loan_has_its_turn_for_as_long_as_it_would_have_run_to_its_failure() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show turns
        a leases 1 node until 10:00, notice 0s
        a runs 1 nodes for 1h, guaranteed
        a runs 1 nodes for 20m, fails
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 2 of a launched on n2 (loan)
        00:20 job 2 of a failed
        01:00 job 1 of a completed
        01:00 the turn of job 1 of a is over (finished)
        01:00 job 2 of a has its turn on v0
        01:00 the turn of job 2 of a runs
        01:20 the turn of job 2 of a is over (finished)
        """);

    [Fact]
    public void A_faster_kind_on_loan_makes_work_end_sooner_but_not_its_turn() => Story.Plays("""
        pool main: h100 with 1 devices
        pool new: h200 with 1 devices
        pod p1: 1 racks of 1
        pod p2: 1 racks of 1, pool new
        tenant a
        show turns
        a leases 1 node until 10:00, notice 0s
        a runs 1 nodes for 30m, kinds h100, guaranteed
        a runs 1 nodes for 1h, kinds h100:1000 h200:3000
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 2 of a launched on n2 (loan)
        00:20 job 2 of a completed
        00:30 job 1 of a completed
        00:30 the turn of job 1 of a is over (finished)
        00:30 job 2 of a has its turn on v0
        00:30 the turn of job 2 of a runs
        01:30 the turn of job 2 of a is over (finished)
        """);

    /// <summary>Its cell is of the slower kind: the faster loan cannot become its own, so what it saved moves.</summary>
    [Fact]
    public void A_loan_with_a_turn_elsewhere_at_a_slower_speed_stops_and_goes_on_there() => Story.Plays("""
        pool main: h100 with 1 devices
        pool new: h200 with 1 devices
        pod p1: 1 racks of 1
        pod p2: 1 racks of 1, pool new
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 30m, kinds h100, guaranteed
        a runs 1 nodes for 3h, kinds h100:1000 h200:2000, saves every 10m taking 1m restarting 2m
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (loan)
        00:30 job 1 of a completed
        00:30 job 2 of a told to leave by 00:32 (turn)
        00:31 job 2 of a stopped, 50m kept
        00:31 job 2 of a launched on n1 (guaranteed, goes on from 50m)
        02:56 job 2 of a completed
        """);
}
