namespace Rhodes.Twin.Tests.Stories;

/// <summary>Whole NVLink domains: racks of eighteen nodes that are sold as seventeen, the eighteenth a spare.</summary>
public sealed class DomainTests
{
    /// <summary>Rack 4 holds the work that loses the least: two gangs that save. The cell moves there, and nobody else is disturbed.</summary>
    [Fact]
    public void A_tenant_that_is_owed_a_whole_domain_gets_one_back_from_loans_scattered_over_many() => Story.Plays("""
        pod p1: 4 racks of 18
        tenant a
        tenant b
        show cells
        a leases 1 rack/17 until 10:00
        b runs 9 nodes for 5h, loan, within rack, array 4
        b runs 9 nodes for 5h, loan, within rack, saves every 10m taking 30s restarting 1m, array 2
        b runs 9 nodes for 5h, loan, within rack, array 2
        00:20 a runs 17 nodes for 30m, within rack, guaranteed
        --
        00:00 cell 1 opens on n1..n17
        00:00 job 1 of b launched on n19..n27 (loan)
        00:00 job 2 of b launched on n28..n36 (loan)
        00:00 job 3 of b launched on n37..n45 (loan)
        00:00 job 4 of b launched on n46..n54 (loan)
        00:00 job 5 of b launched on n55..n63 (loan)
        00:00 job 6 of b launched on n64..n72 (loan)
        00:00 job 7 of b launched on n1..n9 (loan)
        00:00 job 8 of b launched on n10..n18 (loan)
        00:20 cell 1 moves to n55..n71
        00:20 job 5 of b told to leave by 00:22 (recall)
        00:20 job 6 of b told to leave by 00:22 (recall)
        00:20:30 job 5 of b stopped, 19m30s kept
        00:20:30 job 6 of b stopped, 19m30s kept
        00:20:30 job 1 of a launched on n55..n71 (guaranteed)
        00:50:30 job 1 of a completed
        00:50:30 job 5 of b launched on n55..n63 (loan, goes on from 19m30s)
        00:50:30 job 6 of b launched on n64..n72 (loan, goes on from 19m30s)
        05:00 job 1 of b completed
        05:00 job 2 of b completed
        05:00 job 3 of b completed
        05:00 job 4 of b completed
        05:00 job 7 of b completed
        05:00 job 8 of b completed
        05:46:30 job 5 of b completed
        05:46:30 job 6 of b completed
        10:00 cell 1 closes
        """);

    /// <summary>Rack 2 is empty but for one node; seventeen of eighteen are there without a recall.</summary>
    [Fact]
    public void Only_what_stands_in_the_way_is_recalled_from_a_rack_that_is_half_lent() => Story.Plays("""
        pod p1: 2 racks of 18
        tenant a
        tenant b
        show cells
        a leases 1 rack/17 until 10:00
        b runs 2 nodes for 5h, loan, within rack
        b runs 17 nodes for 10m, loan, within rack
        b runs 1 nodes for 5h, loan
        00:20 a runs 17 nodes for 30m, within rack, guaranteed
        --
        00:00 cell 1 opens on n1..n17
        00:00 job 1 of b launched on n19,n20 (loan)
        00:00 job 2 of b launched on n1..n17 (loan)
        00:00 job 3 of b launched on n21 (loan)
        00:10 job 2 of b completed
        00:20 job 1 of a launched on n1..n17 (guaranteed)
        00:50 job 1 of a completed
        05:00 job 1 of b completed
        05:00 job 3 of b completed
        10:00 cell 1 closes
        """);

    [Fact]
    public void Seventeen_nodes_of_one_rack_run_on_the_lease_and_eighteen_only_on_loan() => Story.Plays("""
        pod p1: 2 racks of 18
        tenant a
        a leases 1 rack/17 until 10:00
        a runs 17 nodes for 30m, within rack, guaranteed
        a runs 18 nodes for 30m, within rack, guaranteed
        a runs 18 nodes for 20m, within rack
        00:10 why
        --
        00:00 job 1 of a launched on n1..n17 (guaranteed)
        00:00 job 3 of a launched on n19..n36 (loan)
        00:10 job 2 of a waits: NeverFits, needs 18, best 17
        00:10 job 3 of a waits: NeverFits, needs 18, best 17
        00:20 job 3 of a completed
        00:30 job 1 of a completed
        """);

    /// <summary>Ten saves by then: 5 h of work in 5 h 07 min 30 s. Lost are 2 min 30 s of work and the 4 min of the restart.</summary>
    [Fact]
    public void A_gang_of_500_gets_two_spares_for_two_lost_nodes_and_goes_on_from_its_save() => Story.Plays("""
        pod p1: 1 racks of 510
        tenant a
        a leases 1 rack/500 until 100:00
        a runs 500 nodes for 10h, saves every 30m taking 45s restarting 4m, guaranteed
        05:10 n17 fails
        05:10 n400 fails
        --
        00:00 job 1 of a launched on n1..n500 (guaranteed)
        05:10 job 1 of a lost, 5h kept
        05:10 job 1 of a launched on n1..n16,n501,n18..n399,n502,n401..n500 (guaranteed, goes on from 5h)
        10:21:30 job 1 of a completed
        """);

    [Fact]
    public void Jobs_at_the_head_that_can_never_start_block_nobody() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        a leases 4 node until 10:00
        a runs 5 nodes for 30m, guaranteed, priority 9
        a runs 4 nodes for 30m, within rack, guaranteed, priority 9
        a runs 1 nodes of 2 devices for 30m, guaranteed, priority 9
        a runs 1 nodes for 30m, kinds h200, guaranteed, priority 9
        a runs 4 nodes for 30m, guaranteed
        00:05 why
        --
        00:00 job 5 of a launched on n1..n4 (guaranteed)
        00:05 job 1 of a waits: NeverFits, needs 5, best 4
        00:05 job 2 of a waits: NeverFits, needs 4
        00:05 job 3 of a waits: NeverFits, needs 2, best 4
        00:05 job 4 of a waits: NoLease, needs 1
        00:30 job 5 of a completed
        """);

    [Fact]
    public void A_job_runs_on_undisturbed_from_one_lease_into_the_next_that_abuts() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        tenant b
        show cells
        a leases 2 node until 01:00
        a leases 2 node from 01:00 until 02:00
        b leases 2 node from 01:00 until 02:00
        00:30 a runs 2 nodes for 1h, limit 70m, guaranteed
        01:00 b runs 2 nodes for 30m, guaranteed
        --
        00:00 cell 1 opens on n1
        00:00 cell 2 opens on n2
        00:30 job 1 of a launched on n1,n2 (guaranteed)
        01:00 cell 3 opens on n3
        01:00 cell 4 opens on n4
        01:00 job 1 of b launched on n3,n4 (guaranteed)
        01:30 job 1 of a completed
        01:30 job 1 of b completed
        02:00 cell 1 closes
        02:00 cell 2 closes
        02:00 cell 3 closes
        02:00 cell 4 closes
        """);
}
