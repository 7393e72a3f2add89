namespace Rhodes.Twin.Tests.Stories;

/// <summary>Cells that come and go: ramps, windows, early ends, and what runs on them meanwhile.</summary>
public sealed class LeaseTests
{
    [Fact]
    public void A_ramp_opens_cells_step_by_step_and_waiting_work_starts_with_each() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        show cells
        a leases 1 node from 00:00 until 01:00, then 2 until 02:00, then 3 until 03:00
        a runs 1 nodes for 150m, guaranteed
        a runs 1 nodes for 90m, guaranteed
        a runs 1 nodes for 30m, guaranteed
        00:30 why
        --
        00:00 cell 1 opens on n1
        00:00 job 1 of a launched on n1 (guaranteed)
        00:30 job 2 of a waits: OwnWork, needs 1, by 01:02
        00:30 job 3 of a waits: OwnWork, needs 1
        01:00 cell 2 opens on n2
        01:00 job 2 of a launched on n2 (guaranteed)
        02:00 cell 3 opens on n3
        02:00 job 3 of a launched on n3 (guaranteed)
        02:30 job 1 of a completed
        02:30 job 2 of a completed
        02:30 job 3 of a completed
        03:00 cell 1 closes
        03:00 cell 2 closes
        03:00 cell 3 closes
        """);

    /// <summary>An hour's work in windows of 40 minutes: it leaves in time to have saved when the window ends.</summary>
    [Fact]
    public void Recurring_windows_close_and_open_and_work_that_saves_goes_on_in_the_next() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        show cells
        a leases 1 node from 00:00 until 00:40, then 1 from 02:00 until 02:40, notice 0s
        a runs 1 nodes for 1h, saves every 10m taking 1m restarting 2m, guaranteed
        01:00 why
        --
        00:00 cell 1 opens on n1
        00:00 job 1 of a launched on n1 (guaranteed)
        00:39 job 1 of a told to leave by 00:40 (leaseend)
        00:40 job 1 of a stopped, 36m kept
        00:40 cell 1 closes
        01:00 job 1 of a waits: LeaseNotStarted, needs 1, by 02:00
        02:00 cell 2 opens on n1
        02:00 job 1 of a launched on n1 (guaranteed, goes on from 36m)
        02:29 job 1 of a completed
        02:40 cell 2 closes
        """);

    [Fact]
    public void Work_without_a_save_and_with_a_limit_does_not_start_when_its_cell_ends_first() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node from 00:00 until 00:40, then 1 from 02:00 until 04:00, notice 0s
        a runs 1 nodes for 30m, limit 1h, guaranteed
        00:10 a runs 1 nodes for 10m, limit 30m, guaranteed
        00:05 why
        01:00 why
        --
        00:05 job 1 of a waits: LeaseEndsFirst, needs 1, best 1
        00:10 job 2 of a launched on n1 (guaranteed)
        00:20 job 2 of a completed
        01:00 job 1 of a waits: LeaseNotStarted, needs 1, by 02:00
        02:00 job 1 of a launched on n1 (guaranteed)
        02:30 job 1 of a completed
        """);

    [Fact]
    public void Work_that_no_cell_will_outlast_waits_with_that_reason() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node from 00:00 until 00:40, notice 0s
        a runs 1 nodes for 30m, limit 1h, guaranteed
        00:10 a runs 1 nodes for 10m, guaranteed
        00:05 why
        --
        00:05 job 1 of a waits: LeaseEndsFirst, needs 1, best 1
        00:10 job 2 of a launched on n1 (guaranteed)
        00:20 job 2 of a completed
        """);

    [Fact]
    public void An_early_end_stops_what_runs_in_good_order() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show cells
        a leases 2 node from 00:00 until 10:00
        a runs 2 nodes for 5h, saves every 10m taking 2m restarting 1m, guaranteed
        00:30 l1 ends at 01:05
        01:30 why
        --
        00:00 cell 1 opens on n1
        00:00 cell 2 opens on n2
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        01:03 job 1 of a told to leave by 01:05 (leaseend)
        01:05 job 1 of a stopped, 53m kept
        01:05 cell 1 closes
        01:05 cell 2 closes
        01:30 job 1 of a waits: NoLease, needs 2
        """);

    [Fact]
    public void An_early_end_at_once_kills_what_runs() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        tenant b
        a leases 1 node from 00:00 until 10:00
        a runs 1 nodes for 5h, saves every 10m taking 2m restarting 1m, guaranteed
        00:35 l1 ends
        00:40 b leases 1 node from 00:40 until 10:00
        00:40 b runs 1 nodes for 1h, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:35 job 1 of a told to leave by 00:35 (leaseend)
        00:35 job 1 of a killed, 20m kept
        00:40 job 1 of b launched on n1 (guaranteed)
        01:40 job 1 of b completed
        """);

    [Fact]
    public void A_lease_that_ends_before_it_starts_is_gone() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        tenant b
        a leases 1 node from 01:00 until 10:00
        00:30 l1 ends
        00:40 b leases 1 node from 00:40 until 10:00
        01:10 a runs 1 nodes for 1h, guaranteed
        01:10 b runs 1 nodes for 1h, guaranteed
        01:20 why
        --
        01:10 job 1 of b launched on n1 (guaranteed)
        01:20 job 1 of a waits: NoLease, needs 1
        02:10 job 1 of b completed
        """);

    [Fact]
    public void A_dedicated_domain_is_closed_to_others_and_open_to_its_tenants_own_loans() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        show cells
        a leases 1 rack/2 until 02:00, dedicated
        b runs 1 nodes for 10m, loan, array 4
        00:05 a runs 1 nodes for 30m, loan
        --
        00:00 n1,n2 closed to all but a
        00:00 cell 1 opens on n1,n2
        00:00 job 1 of b launched on n3 (loan)
        00:00 job 2 of b launched on n4 (loan)
        00:05 job 1 of a launched on n1 (loan)
        00:10 job 1 of b completed
        00:10 job 2 of b completed
        00:10 job 3 of b launched on n3 (loan)
        00:10 job 4 of b launched on n4 (loan)
        00:20 job 3 of b completed
        00:20 job 4 of b completed
        00:35 job 1 of a completed
        02:00 n1,n2 open to all
        02:00 cell 1 closes
        """);

    /// <summary>b stood on rack 1 when a asked; rack 2 is idle, so nothing at all is recalled.</summary>
    [Fact]
    public void A_dedicated_cell_goes_where_the_least_must_be_cleared() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        show cells
        b runs 2 nodes for 10h, loan, within rack
        00:30 a leases 1 rack/2 from 06:00 until 08:00, dedicated
        06:00 a runs 2 nodes for 1h, guaranteed
        until 07:30
        --
        00:00 job 1 of b launched on n1,n2 (loan)
        05:58 n3,n4 closed to all but a
        06:00 cell 1 opens on n3,n4
        06:00 job 1 of a launched on n3,n4 (guaranteed)
        07:00 job 1 of a completed
        """);

    [Fact]
    public void A_guaranteed_cell_opens_anywhere_and_nothing_is_recalled_while_idle_nodes_are_left() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        show cells
        b runs 1 nodes for 10h, loan
        00:30 a leases 1 node from 06:00 until 08:00
        06:30 a runs 1 nodes for 1h, guaranteed
        until 09:00
        --
        00:00 job 1 of b launched on n1 (loan)
        06:00 cell 1 opens on n1
        06:30 cell 1 moves to n2
        06:30 job 1 of a launched on n2 (guaranteed)
        07:30 job 1 of a completed
        08:00 cell 1 closes
        """);

    [Fact]
    public void Own_loans_go_to_the_spare_of_a_dedicated_domain_before_ground_that_others_could_use() => Story.Plays("""
        pod p1: 2 racks of 3
        tenant a
        a leases 1 rack/2 until 02:00, dedicated
        a runs 2 nodes for 30m, guaranteed
        a runs 1 nodes for 30m, loan
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3 (loan)
        00:30 job 1 of a completed
        00:30 job 2 of a completed
        """);

    [Fact]
    public void Work_on_a_lease_of_two_classes_is_stopped_only_where_its_cell_ends() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node from 00:00 until 01:05
        a leases 1 node from 00:00 until 03:10, notice 1m
        a runs 1 nodes for 2h, limit 2h, guaranteed
        a runs 1 nodes for 2h, saves every 10m taking 2m restarting 1m, guaranteed
        00:10 why
        --
        00:00 job 1 of a launched on n2 (guaranteed)
        00:00 job 2 of a launched on n1 (guaranteed)
        01:03 job 2 of a told to leave by 01:05 (leaseend)
        01:05 job 2 of a stopped, 53m kept
        02:00 job 1 of a completed
        02:00 job 2 of a launched on n2 (guaranteed, goes on from 53m)
        03:08 job 2 of a told to leave by 03:10 (leaseend)
        03:10 job 2 of a stopped, 1h49m59.999s kept
        """);

    /// <summary>Its cell is open in the instant of the end, and may be relied on until then, not until the end of its next stretch.</summary>
    [Fact]
    public void An_early_end_kills_at_once_also_where_the_cell_is_the_tenants_again_later() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 02:00, notice 0s
        a leases 1 node from 03:00 until 05:00, notice 0s
        a runs 1 nodes for 3h, saves every 2h taking 10m, guaranteed
        00:40 l1 ends
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:40 job 1 of a told to leave by 00:40 (leaseend)
        00:40 job 1 of a killed
        03:00 job 1 of a launched on n1 (guaranteed)
        04:50 job 1 of a told to leave by 05:00 (leaseend)
        05:00 job 1 of a stopped, 1h50m kept
        """);
}
