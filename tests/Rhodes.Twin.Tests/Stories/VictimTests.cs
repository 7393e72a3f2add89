namespace Rhodes.Twin.Tests.Stories;

/// <summary>Which domain is cleared of a tenant's own lower priorities, where there are several.</summary>
public sealed class VictimTests
{
    [Fact]
    public void Among_domains_that_cost_the_same_the_first_is_cleared() => Story.Plays("""
        pod p1: 3 racks of 2
        tenant a
        show leaving
        a leases 3 rack/2 until 10:00
        a runs 2 nodes for 3h, within rack, guaranteed, array 3
        01:00 a runs 2 nodes for 30m, within rack, priority 1, guaranteed
        --
        01:00 job 1 of a told to leave by 01:00 (preemption)
        01:00 job 1 of a killed
        """);

    /// <summary>Job 1 has just saved.</summary>
    [Fact]
    public void A_domain_that_costs_nothing_is_cleared_though_another_comes_after_it() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        show leaving
        a leases 2 rack/2 until 10:00
        a runs 2 nodes for 3h, within rack, saves every 1h, guaranteed
        a runs 2 nodes for 3h, within rack, guaranteed
        01:00 a runs 2 nodes for 30m, within rack, priority 1, guaranteed
        --
        01:00 job 1 of a told to leave by 01:00 (preemption)
        01:00 job 1 of a killed, 1h kept
        """);

    /// <summary>
    /// At 01:40 jobs 1 and 2 have lost 10 and 40 minutes, one node each, and job 3 has lost 22, two nodes: rack 2 is the cheaper,
    /// though no job of rack 1 costs as much.
    /// </summary>
    [Theory]
    [InlineData("within rack")]
    [InlineData("all within rack")]
    public void A_domain_is_as_dear_as_all_that_must_leave_it(string wish) => Story.Plays($"""
        pod p1: 2 racks of 2
        tenant a
        show leaving
        a leases 2 rack/2 until 10:00
        a runs 1 nodes for 3h, saves every 45m, guaranteed
        a runs 1 nodes for 3h, saves every 1h, guaranteed
        a runs 2 nodes for 3h, within rack, saves every 39m, guaranteed
        01:40 a runs 2 nodes for 30m, {wish}, priority 1, guaranteed
        --
        01:40 job 3 of a told to leave by 01:40 (preemption)
        01:40 job 3 of a killed, 1h40m kept
        """);

    /// <summary>Job 1 takes 20 minutes to save, and after that the lease has less than job 2's hour to last.</summary>
    [Fact]
    public void Nobody_is_stopped_for_work_that_its_cell_would_not_outlast_once_he_has_left() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 02:00, notice 0s
        a runs 1 nodes for 50m, saves every 30m taking 20m, guaranteed
        00:45 a runs 1 nodes for 1h, limit 1h, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        01:10 job 1 of a completed
        """);

    /// <summary>Three nodes that saved 10 minutes ago are 30 node-minutes; one node that never saved in 20 minutes is cheaper.</summary>
    [Fact]
    public void The_size_counts_and_not_only_the_age_of_the_save() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        show leaving
        a leases 4 node until 10:00
        a runs 3 nodes for 3h, saves every 20m, guaranteed
        00:10 a runs 1 nodes for 3h, guaranteed
        00:30 a runs 1 nodes for 30m, priority 1, guaranteed
        --
        00:30 job 2 of a told to leave by 00:30 (preemption)
        00:30 job 2 of a killed
        """);
}
