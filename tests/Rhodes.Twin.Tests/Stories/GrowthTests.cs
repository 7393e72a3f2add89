namespace Rhodes.Twin.Tests.Stories;

/// <summary>A site that grows and shrinks under work.</summary>
public sealed class GrowthTests
{
    [Fact]
    public void Hardware_that_is_added_disturbs_nothing_and_is_used_at_once() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        show cells
        a leases 1 rack/2 until 10:00
        a runs 2 nodes for 1h, guaranteed
        b runs 2 nodes for 1h, loan, within rack
        00:10 add pod p2: 1 racks of 3
        00:20 n4 fails
        00:30 b leases 1 rack/2 from 02:00 until 03:00
        00:40 remove n5
        00:50 remove n1
        --
        00:00 cell 1 opens on n1,n2
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:10 job 1 of b launched on n3,n4 (loan)
        00:20 job 1 of b lost
        00:20 job 1 of b launched on n3,n5 (loan)
        00:40 refused: node n5 is in use or stands behind a leased cell
        00:50 refused: node n1 is in use or stands behind a leased cell; h1/p1/r1 is promised to a from 2024-10-04T00:00:00Z and would be too small
        01:00 job 1 of a completed
        01:20 job 1 of b completed
        02:00 cell 2 opens on n3,n5
        03:00 cell 2 closes
        10:00 cell 1 closes
        """);

    [Fact]
    public void A_gang_over_many_node_cells_changes_its_claim_in_place() => Story.Plays("""
        pod p1: 2 racks of 3
        tenant a
        tenant b
        show cells
        a leases 3 node until 10:00
        b leases 2 node until 10:00
        a runs 3 nodes for 30m, guaranteed
        a runs 3 nodes for 1h, saves every 10m taking 1m restarting 1m
        --
        00:00 cell 1 opens on n1
        00:00 cell 2 opens on n2
        00:00 cell 3 opens on n3
        00:00 cell 4 opens on n4
        00:00 cell 5 opens on n5
        00:00 job 1 of a launched on n1..n3 (guaranteed)
        00:00 job 2 of a launched on n4..n6 (loan)
        00:30 job 1 of a completed
        00:30 the node of n1 and that of n4 are swapped
        00:30 the node of n2 and that of n5 are swapped
        00:30 cell 3 moves to n6
        00:30 job 2 of a is guaranteed where it runs
        01:06 job 2 of a completed
        10:00 cell 1 closes
        10:00 cell 2 closes
        10:00 cell 3 closes
        10:00 cell 4 closes
        10:00 cell 5 closes
        """);
}
