namespace Rhodes.Twin.Tests.Stories;

/// <summary>Where leases are planned, what moves when another comes, and what the book says of what it cannot keep.</summary>
public sealed class PlanningTests
{
    /// <summary>Rack 2 has one node only, so a cell there breaks nothing; also where every node is leased in the end.</summary>
    [Fact]
    public void Cells_of_one_node_go_where_the_least_is_broken() => Story.Plays("""
        pod p1: 1 racks of 3, 1 racks of 1
        tenant a
        show cells
        a leases 4 node until 10:00
        until 01:00
        --
        00:00 cell 1 opens on n4
        00:00 cell 2 opens on n1
        00:00 cell 3 opens on n2
        00:00 cell 4 opens on n3
        """);

    [Fact]
    public void Among_racks_alike_a_cell_goes_to_the_smallest_pod() => Story.Plays("""
        pod p1: 2 racks of 2
        pod p2: 1 racks of 2
        tenant a
        show cells
        a leases 1 node until 10:00
        until 01:00
        --
        00:00 cell 1 opens on n5
        """);

    [Fact]
    public void Whole_halls_are_leased() => Story.Plays("""
        pod h1/p1: 1 racks of 2
        pod h2/p2: 1 racks of 2
        tenant a
        show cells
        a leases 2 hall/2 until 10:00
        until 01:00
        --
        00:00 cell 1 opens on n1,n2
        00:00 cell 2 opens on n3,n4
        """);

    /// <summary>
    /// mid and gap are there to spread the plan: when they are gone, a's cell stays planned on rack 2 and b's on rack 1. c's rack
    /// makes b's go to rack 2. d's, at another time, is in nobody's way and stays, though rack 1 would come first for it now.
    /// </summary>
    [Fact]
    public void A_lease_that_has_not_started_makes_room_and_one_that_is_in_nobodys_way_stays() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        tenant c
        tenant d
        show cells
        c leases 1 rack/2 from 10:00 until 13:00, named mid
        a leases 1 node from 10:00 until 11:00
        d leases 1 node from 12:00 until 13:00
        d leases 1 node from 10:00 until 11:00, named gap
        00:05 mid ends
        00:06 b leases 1 node from 10:00 until 11:00
        00:07 gap ends
        00:08 c leases 1 rack/2 from 10:00 until 11:00
        until 12:30
        --
        10:00 cell 2 opens on n3
        10:00 cell 5 opens on n4
        10:00 cell 6 opens on n1,n2
        11:00 cell 2 closes
        11:00 cell 5 closes
        11:00 cell 6 closes
        12:00 cell 3 opens on n3
        """);

    [Fact]
    public void A_further_window_leaves_those_that_are_planned_alone() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        show cells
        a leases 1 node from 01:00 until 02:00, then 1 from 03:00 until 04:00
        a leases 1 node from 05:00 until 06:00
        --
        01:00 cell 1 opens on n1
        02:00 cell 1 closes
        03:00 cell 2 opens on n1
        04:00 cell 2 closes
        05:00 cell 3 opens on n1
        06:00 cell 3 closes
        """);

    [Fact]
    public void A_lease_before_one_that_is_planned_opens_its_cell_sooner() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show cells
        a leases 1 node from 02:00 until 04:00
        a leases 1 node from 01:00 until 02:00
        --
        01:00 cell 1 opens on n1
        04:00 cell 1 closes
        """);

    /// <summary>The first cell is still open in the instant in which another lease of its kind is asked for.</summary>
    [Fact]
    public void A_later_lease_asked_for_in_the_instant_in_which_one_ends_leaves_that_end_alone() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show cells
        a leases 1 node until 01:00
        01:00 a leases 1 node from 03:00 until 04:00
        --
        00:00 cell 1 opens on n1
        01:00 cell 1 closes
        03:00 cell 2 opens on n1
        04:00 cell 2 closes
        """);

    [Fact]
    public void What_is_short_from_now_on_is_proved_by_count() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        a leases 1 node until 10:00
        00:30 b leases 2 node until 05:00
        --
        00:30 refused: lease l2 cannot be kept beside those that are confirmed (proved): at 2024-10-04T00:30:00Z 3 nodes would be needed, and there are 2
        """);

    /// <summary>
    /// At 01:00 a and b must share a rack beside d's, at 03:00 b and c; so all three of them would share it at 02:00. At each
    /// instant there are nodes enough. e's cells, four alike at a time, are not tried in every order.
    /// </summary>
    [Fact]
    public void What_no_count_shows_is_proved_by_trying_everything_where_that_is_small() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        tenant c
        tenant d
        tenant e
        a leases 1 node from 01:00 until 03:00
        b leases 1 node from 01:00 until 04:00
        c leases 1 node from 02:00 until 04:00
        d leases 1 rack/2 from 01:00 until 02:00
        e leases 4 node from 00:30 until 00:40, then 4 from 00:45 until 00:50
        d leases 1 rack/2 from 03:00 until 04:00
        until 00:20
        --
        00:00 refused: lease l6 cannot be kept beside those that are confirmed (proved): every way to place the cells was tried, also with every lease that has not started moved
        """);

    /// <summary>The same, and sixteen racks of d's on other days that could each stand in two places.</summary>
    [Fact]
    public void Where_there_are_too_many_ways_to_try_the_answer_is_not_called_proved() => Story.Plays($"""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        tenant c
        tenant d
        d leases 1 rack/2 from 10:00 until 11:00{string.Concat(Enumerable.Range(6, 15).Select(hour => $", then 1 from {2 * hour}:00 until {(2 * hour) + 1}:00"))}
        a leases 1 node from 01:00 until 03:00
        b leases 1 node from 01:00 until 04:00
        c leases 1 node from 02:00 until 04:00
        d leases 1 rack/2 from 01:00 until 02:00
        d leases 1 rack/2 from 03:00 until 04:00
        until 00:30
        --
        00:00 refused: lease l6 cannot be kept beside those that are confirmed (not found): no plan was found, also with leases that have not started moved; there may be one
        """);

    /// <summary>a's and b's cells open in this very instant, one on each rack: they are planned anew no more.</summary>
    [Fact]
    public void What_opens_in_this_instant_is_not_planned_anew() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        tenant b
        tenant c
        a leases 1 node until 10:00
        c leases 1 node until 10:00, named mid
        b leases 1 node until 10:00
        mid ends
        c leases 1 rack/2 from 00:30 until 03:00
        until 01:00
        --
        00:00 refused: lease l4 cannot be kept beside those that are confirmed (not found): no plan was found, also with leases that have not started moved; there may be one
        """);
}
