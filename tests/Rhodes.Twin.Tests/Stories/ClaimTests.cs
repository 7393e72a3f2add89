namespace Rhodes.Twin.Tests.Stories;

/// <summary>What each claim may and may not do, and where time limits reach.</summary>
public sealed class ClaimTests
{
    [Fact]
    public void Guaranteed_work_never_borrows_and_work_on_loan_never_takes_a_turn() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show turns
        a leases 1 node until 10:00, notice 0s
        a runs 1 nodes for 1h, guaranteed
        a runs 1 nodes for 1h, guaranteed
        a runs 1 nodes for 4h, loan
        00:30 why
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 3 of a launched on n2 (loan)
        00:30 job 2 of a waits: OwnWork, needs 1
        01:00 job 1 of a completed
        01:00 the turn of job 1 of a is over (finished)
        01:00 job 2 of a has its turn on v0
        01:00 job 2 of a launched on n1 (guaranteed)
        01:00 the turn of job 2 of a runs
        02:00 job 2 of a completed
        02:00 the turn of job 2 of a is over (finished)
        04:00 job 3 of a completed
        """);

    [Fact]
    public void Work_on_loan_leaves_its_own_tenants_cell_when_a_turn_comes_there() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 1h, loan, saves every 10m taking 1m restarting 1m
        00:30 a runs 1 nodes for 30m, guaranteed
        --
        00:00 job 1 of a launched on n1 (loan)
        00:30 job 1 of a told to leave by 00:32 (recall)
        00:31 job 1 of a stopped, 28m kept
        00:31 job 2 of a launched on n1 (guaranteed)
        01:01 job 2 of a completed
        01:01 job 1 of a launched on n1 (loan, goes on from 28m)
        01:38 job 1 of a completed
        """);

    [Fact]
    public void Work_on_loan_that_reaches_its_time_limit_is_over() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a runs 1 nodes for 1h, loan, limit 40m
        --
        00:00 job 1 of a launched on n1 (loan)
        00:40 job 1 of a killed
        00:40 job 1 of a timedout
        """);

    /// <summary>What a user's limit says is one attempt's time: alone, too, the work would have been ended by it.</summary>
    [Fact]
    public void Work_on_either_that_reaches_its_limit_on_loan_still_has_its_turn() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 2h, guaranteed
        a runs 1 nodes for 1h, limit 40m
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (loan)
        00:40 job 2 of a killed
        02:00 job 1 of a completed
        02:00 job 2 of a launched on n1 (guaranteed)
        02:40 job 2 of a killed
        02:40 job 2 of a timedout
        """);

    /// <summary>Its limit ends at 00:31; the recall at 00:30 gives until 00:32, but not to work that may not run so long.</summary>
    [Fact]
    public void A_recall_does_not_lengthen_a_time_limit() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        tenant b
        a leases 1 node until 10:00
        b runs 1 nodes for 5h, loan, limit 31m, saves every 10m taking 5m restarting 1m
        00:30 a runs 1 nodes for 10m, guaranteed
        --
        00:00 job 1 of b launched on n1 (loan)
        00:30 job 1 of b told to leave by 00:31 (timelimit)
        00:31 job 1 of b killed, 20m kept
        00:31 job 1 of b timedout
        00:31 job 1 of a launched on n1 (guaranteed)
        00:41 job 1 of a completed
        """);
}
