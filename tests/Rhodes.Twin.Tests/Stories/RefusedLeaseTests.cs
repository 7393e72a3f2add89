namespace Rhodes.Twin.Tests.Stories;

/// <summary>What cannot be promised is refused, and the answer says whether that is proved or only not found.</summary>
public sealed class RefusedLeaseTests
{
    [Fact]
    public void Too_much_is_refused_with_a_proof_by_count() => Story.Plays("""
        pod p1: 2 racks of 4
        tenant a
        tenant b
        a leases 1 rack/3 from 00:00 until 10:00
        b leases 5 node from 05:00 until 06:00
        b leases 2 rack/3 from 05:00 until 06:00
        b leases 1 rack/3 from 05:00 until 06:00
        b leases 1 rack/5 from 05:00 until 06:00
        --
        00:00 refused: lease l2 cannot be kept beside those that are confirmed (proved): at 2024-10-04T05:00:00Z 9 nodes would be needed, 4 of them inside larger cells, and there are 8
        00:00 refused: lease l3 cannot be kept beside those that are confirmed (proved): at 2024-10-04T05:00:00Z 3 domains that hold a rack of 3 nodes would be needed, and there are 2
        00:00 refused: lease l5: no rack of pool main holds a rack of 5 nodes; the largest has 4 nodes
        """);

    /// <summary>a's two cells have stood on different racks since another lease between them ended: no rack is free, though two nodes are.</summary>
    [Fact]
    public void A_refusal_that_is_only_not_found_says_so() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        tenant c
        a leases 1 node until 10:00
        c leases 1 node until 10:00, named mid
        b leases 1 node until 10:00
        00:10 mid ends
        00:20 c leases 1 rack/2 from 00:30 until 03:00
        until 01:00
        --
        00:20 refused: lease l4 cannot be kept beside those that are confirmed (not found): no plan was found, also with leases that have not started moved; there may be one
        """);
}
