namespace Rhodes.Twin.Tests.Stories;

/// <summary>Every device at every millisecond: reckoned by hand.</summary>
public sealed class MeterTests
{
    // Node 1, two devices: b's loan until 00:20:00.001, a's own work for 30 min, then b's loan again for 599,999 ms: in all 3,600,000
    // of a and 3,600,000 of b. Node 2: b has one of two devices for 30 min and for 20 min, the node is down for 10 min between.
    [Fact]
    public void Every_use_of_a_small_site_adds_up() => Story.Plays("""
        pool main: h100 with 2 devices
        pod p1: 1 racks of 2
        tenant a
        tenant b
        a leases 1 node until 10:00
        b runs 1 nodes of 1 devices for 10h, loan
        b runs 1 nodes of 2 devices for 30m, loan, limit 30m
        00:20 a runs 1 nodes of 2 devices for 30m, guaranteed
        00:30 n2 fails
        00:40 n2 is repaired
        01:00 metered
        until 01:00
        --
        00:00 job 1 of b launched on n2 (loan)
        00:00 job 2 of b launched on n1 (loan)
        00:20 job 2 of b told to leave by 00:22 (recall)
        00:20:00.001 job 2 of b stopped
        00:20:00.001 job 1 of a launched on n1 (guaranteed)
        00:30 job 1 of b lost
        00:40 job 1 of b launched on n2 (loan)
        00:50:00.001 job 1 of a completed
        00:50:00.001 job 2 of b launched on n1 (loan)
        01:00 metered guaranteed 3600000 loan 6600000 idle 3000000 down 1200000 of 14400000
        01:00 metered for a: guaranteed 3600000
        01:00 metered for b: loan 6600000
        """);

    /// <summary>Rack 1 is closed at 00:08, two minutes before its lease: 3 devices are held for 52 min, less what runs.</summary>
    [Fact]
    public void A_dedicated_domain_is_its_tenants_whether_it_is_used_or_not() => Story.Plays("""
        pod p1: 2 racks of 3
        tenant a
        tenant b
        a leases 1 rack/2 from 00:10 until 02:00, dedicated
        00:20 a runs 2 nodes for 30m, guaranteed
        00:20 a runs 1 nodes for 10m, loan
        01:00 metered
        until 01:00
        --
        00:20 job 1 of a launched on n1,n2 (guaranteed)
        00:20 job 2 of a launched on n4 (loan)
        00:30 job 2 of a completed
        00:50 job 1 of a completed
        01:00 metered dedicated 3600000 loan 600000 held 5760000 idle 11640000 of 21600000
        01:00 metered for a: dedicated 3600000 loan 600000
        01:00 metered for b:
        """);

    [Fact]
    public void Work_that_changes_its_claim_in_place_is_metered_under_each() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 30m, guaranteed
        a runs 1 nodes for 1h
        02:00 metered
        until 02:00
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (loan)
        00:30 job 1 of a completed
        00:30 job 2 of a is guaranteed where it runs
        01:00 job 2 of a completed
        02:00 metered guaranteed 3600000 loan 1800000 idle 9000000 of 14400000
        02:00 metered for a: guaranteed 3600000 loan 1800000
        """);
}
