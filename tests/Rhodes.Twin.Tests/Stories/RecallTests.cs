namespace Rhodes.Twin.Tests.Stories;

/// <summary>Lent capacity comes back when, where and only as far as it is needed.</summary>
public sealed class RecallTests
{
    /// <summary>Nothing is recalled at 01:00, when the lease starts; only at 01:30, for two nodes, within the notice.</summary>
    [Fact]
    public void A_guaranteed_lease_starts_under_a_hall_full_of_loans_and_recalls_on_demand() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        tenant b
        b runs 1 nodes for 5h, loan, saves every 10m taking 1m restarting 1m, array 8
        a leases 4 node from 01:00 until 10:00, notice 2m
        01:30 a runs 2 nodes for 30m, guaranteed
        --
        00:00 job 1 of b launched on n5 (loan)
        00:00 job 2 of b launched on n6 (loan)
        00:00 job 3 of b launched on n7 (loan)
        00:00 job 4 of b launched on n8 (loan)
        00:00 job 5 of b launched on n1 (loan)
        00:00 job 6 of b launched on n2 (loan)
        00:00 job 7 of b launched on n3 (loan)
        00:00 job 8 of b launched on n4 (loan)
        01:30 job 5 of b told to leave by 01:32 (recall)
        01:30 job 6 of b told to leave by 01:32 (recall)
        01:31 job 5 of b stopped, 1h22m kept
        01:31 job 6 of b stopped, 1h22m kept
        01:31 job 1 of a launched on n1,n2 (guaranteed)
        02:01 job 1 of a completed
        02:01 job 5 of b launched on n1 (loan, goes on from 1h22m)
        02:01 job 6 of b launched on n2 (loan, goes on from 1h22m)
        05:30 job 1 of b completed
        05:30 job 2 of b completed
        05:30 job 3 of b completed
        05:30 job 4 of b completed
        05:30 job 7 of b completed
        05:30 job 8 of b completed
        06:02 job 5 of b completed
        06:02 job 6 of b completed
        """);

    [Fact]
    public void A_dedicated_lease_is_cleared_a_notice_before_it_starts() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        tenant b
        show cells
        b runs 1 nodes for 5h, loan, saves every 10m taking 1m restarting 1m, array 8
        a leases 1 rack/4 from 01:00 until 10:00, notice 2m, dedicated
        01:00 a runs 4 nodes for 30m, guaranteed
        --
        00:00 job 1 of b launched on n5 (loan)
        00:00 job 2 of b launched on n6 (loan)
        00:00 job 3 of b launched on n7 (loan)
        00:00 job 4 of b launched on n8 (loan)
        00:00 job 5 of b launched on n1 (loan)
        00:00 job 6 of b launched on n2 (loan)
        00:00 job 7 of b launched on n3 (loan)
        00:00 job 8 of b launched on n4 (loan)
        00:58 n1..n4 closed to all but a
        00:58 job 5 of b told to leave by 01:00 (recall)
        00:58 job 6 of b told to leave by 01:00 (recall)
        00:58 job 7 of b told to leave by 01:00 (recall)
        00:58 job 8 of b told to leave by 01:00 (recall)
        00:59 job 5 of b stopped, 53m kept
        00:59 job 6 of b stopped, 53m kept
        00:59 job 7 of b stopped, 53m kept
        00:59 job 8 of b stopped, 53m kept
        01:00 cell 1 opens on n1..n4
        01:00 job 1 of a launched on n1..n4 (guaranteed)
        01:30 job 1 of a completed
        05:30 job 1 of b completed
        05:30 job 2 of b completed
        05:30 job 3 of b completed
        05:30 job 4 of b completed
        05:30 job 5 of b launched on n5 (loan, goes on from 53m)
        05:30 job 6 of b launched on n6 (loan, goes on from 53m)
        05:30 job 7 of b launched on n7 (loan, goes on from 53m)
        05:30 job 8 of b launched on n8 (loan, goes on from 53m)
        10:00 n1..n4 open to all
        10:00 cell 1 closes
        10:03 job 5 of b completed
        10:03 job 6 of b completed
        10:03 job 7 of b completed
        10:03 job 8 of b completed
        """);

    [Fact]
    public void With_a_notice_of_zero_work_starts_at_the_very_instant() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        tenant b
        b runs 4 nodes for 5h, loan, saves every 10m taking 1m restarting 1m
        a leases 2 node from 01:00 until 10:00, notice 0s
        01:30 a runs 2 nodes for 30m, guaranteed
        --
        00:00 job 1 of b launched on n1..n4 (loan)
        01:30 job 1 of b told to leave by 01:30 (recall)
        01:30 job 1 of b killed, 1h20m kept
        01:30 job 1 of a launched on n1,n2 (guaranteed)
        02:00 job 1 of a completed
        02:00 job 1 of b launched on n1..n4 (loan, goes on from 1h20m)
        06:03 job 1 of b completed
        """);

    [Fact]
    public void A_loan_that_cannot_save_within_the_notice_is_killed_when_it_ends() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        tenant b
        b runs 1 nodes for 5h, loan, saves every 10m taking 5m restarting 1m
        a leases 1 node until 10:00, notice 2m
        00:30 a runs 1 nodes for 30m, guaranteed
        --
        00:00 job 1 of b launched on n1 (loan)
        00:30 job 1 of b told to leave by 00:32 (recall)
        00:32 job 1 of b killed, 20m kept
        00:32 job 1 of a launched on n1 (guaranteed)
        01:02 job 1 of a completed
        01:02 job 1 of b launched on n1 (loan, goes on from 20m)
        08:03 job 1 of b completed
        """);

    /// <summary>b's loan of two nodes cannot come back while a holds its node; b's single node goes to the other node and stays.</summary>
    [Fact]
    public void A_recalled_loan_does_not_bounce() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        a leases 1 node until 10:00
        b runs 2 nodes for 2h, loan
        b runs 1 nodes for 3h, loan
        00:10 a runs 1 nodes for 30m, guaranteed
        00:50 a runs 1 nodes for 30m, guaranteed
        01:30 a runs 1 nodes for 30m, guaranteed
        --
        00:00 job 1 of b launched on n1,n2 (loan)
        00:10 job 1 of b told to leave by 00:12 (recall)
        00:10:00.001 job 1 of b stopped
        00:10:00.001 job 1 of a launched on n1 (guaranteed)
        00:10:00.001 job 2 of b launched on n2 (loan)
        00:40:00.001 job 1 of a completed
        00:50 job 2 of a launched on n1 (guaranteed)
        01:20 job 2 of a completed
        01:30 job 3 of a launched on n1 (guaranteed)
        02:00 job 3 of a completed
        03:10:00.001 job 2 of b completed
        03:10:00.001 job 1 of b launched on n1,n2 (loan)
        05:10:00.001 job 1 of b completed
        """);

    [Fact]
    public void Over_a_long_busy_stretch_no_more_is_recalled_than_work_starts() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        tenant b
        show leaving
        a leases 4 node until 40:00
        b runs 1 nodes for 24h, loan, array 8
        01:00 a runs 1 nodes for 30m, guaranteed
        02:00 a runs 1 nodes for 30m, guaranteed
        03:00 a runs 1 nodes for 30m, guaranteed
        04:00 a runs 2 nodes for 30m, guaranteed
        05:00 a runs 4 nodes for 3h, guaranteed
        06:00 a runs 4 nodes for 3h, guaranteed
        --
        01:00 job 5 of b told to leave by 01:02 (recall)
        01:00:00.001 job 5 of b stopped
        02:00 job 5 of b told to leave by 02:02 (recall)
        02:00:00.001 job 5 of b stopped
        03:00 job 5 of b told to leave by 03:02 (recall)
        03:00:00.001 job 5 of b stopped
        04:00 job 5 of b told to leave by 04:02 (recall)
        04:00 job 6 of b told to leave by 04:02 (recall)
        04:00:00.001 job 5 of b stopped
        04:00:00.001 job 6 of b stopped
        05:00 job 5 of b told to leave by 05:02 (recall)
        05:00 job 6 of b told to leave by 05:02 (recall)
        05:00 job 7 of b told to leave by 05:02 (recall)
        05:00 job 8 of b told to leave by 05:02 (recall)
        05:00:00.001 job 5 of b stopped
        05:00:00.001 job 6 of b stopped
        05:00:00.001 job 7 of b stopped
        05:00:00.001 job 8 of b stopped
        """);
}
