namespace Rhodes.Twin.Tests.Stories;

/// <summary>Projects of a tenant share its private cluster by weight, up to hard limits.</summary>
public sealed class SharesTests
{
    [Fact]
    public void Projects_take_turns_by_what_they_hold_for_their_weight() => Story.Plays("""
        pod p1: 1 racks of 6
        tenant a, project x weight 2, project y
        a leases 6 node until 10:00
        00:00 a runs 1 nodes for 30m, project x, array 6, guaranteed
        00:00 a runs 1 nodes for 30m, project y, array 6, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n3 (guaranteed)
        00:00 job 3 of a launched on n4 (guaranteed)
        00:00 job 4 of a launched on n6 (guaranteed)
        00:00 job 7 of a launched on n2 (guaranteed)
        00:00 job 8 of a launched on n5 (guaranteed)
        00:30 job 1 of a completed
        00:30 job 2 of a completed
        00:30 job 3 of a completed
        00:30 job 4 of a completed
        00:30 job 7 of a completed
        00:30 job 8 of a completed
        00:30 job 5 of a launched on n1 (guaranteed)
        00:30 job 6 of a launched on n3 (guaranteed)
        00:30 job 9 of a launched on n2 (guaranteed)
        00:30 job 10 of a launched on n4 (guaranteed)
        00:30 job 11 of a launched on n5 (guaranteed)
        00:30 job 12 of a launched on n6 (guaranteed)
        01:00 job 5 of a completed
        01:00 job 6 of a completed
        01:00 job 9 of a completed
        01:00 job 10 of a completed
        01:00 job 11 of a completed
        01:00 job 12 of a completed
        """);

    [Fact]
    public void A_hard_limit_holds_though_nodes_are_idle() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a, project x limit 2, project y
        a leases 4 node until 10:00
        a runs 1 nodes for 30m, project x, array 3, guaranteed
        00:10 a runs 1 nodes for 30m, project y, guaranteed
        00:20 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:10 job 4 of a launched on n3 (guaranteed)
        00:20 job 3 of a waits: ProjectLimit, needs 1, best 2
        00:30 job 1 of a completed
        00:30 job 2 of a completed
        00:30 job 3 of a launched on n1 (guaranteed)
        00:40 job 4 of a completed
        01:00 job 3 of a completed
        """);

    [Fact]
    public void A_job_above_its_projects_limit_blocks_nobody() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a, project x limit 2, project y
        a leases 4 node until 10:00
        a runs 3 nodes for 30m, project x, priority 5, guaranteed
        a runs 1 nodes for 30m, project x, guaranteed
        a runs 3 nodes for 30m, project y, guaranteed
        00:10 why
        --
        00:00 job 2 of a launched on n1 (guaranteed)
        00:00 job 3 of a launched on n2..n4 (guaranteed)
        00:10 job 1 of a waits: ProjectLimit, needs 3, best 2
        00:30 job 2 of a completed
        00:30 job 3 of a completed
        """);

    [Fact]
    public void A_priority_goes_before_a_projects_share() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a, project x, project y
        a leases 2 node until 10:00
        a runs 1 nodes for 30m, project x, array 2, guaranteed
        a runs 1 nodes for 10m, project y, guaranteed
        a runs 1 nodes for 10m, project x, priority 1, guaranteed, not preemptible
        --
        00:00 job 3 of a launched on n2 (guaranteed)
        00:00 job 4 of a launched on n1 (guaranteed)
        00:10 job 3 of a completed
        00:10 job 4 of a completed
        00:10 job 1 of a launched on n1 (guaranteed)
        00:10 job 2 of a launched on n2 (guaranteed)
        00:40 job 1 of a completed
        00:40 job 2 of a completed
        """);

    [Fact]
    public void A_priority_goes_before_a_project_that_is_further_behind_and_comes_first() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a, project x, project y
        a leases 3 node until 10:00, notice 0s
        a runs 2 nodes for 2h, project y, guaranteed
        00:10 a runs 1 nodes for 30m, project x, not preemptible, guaranteed
        00:10 a runs 1 nodes for 30m, project y, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:10 job 3 of a launched on n3 (guaranteed)
        00:40 job 3 of a completed
        00:40 job 2 of a launched on n3 (guaranteed)
        01:10 job 2 of a completed
        02:00 job 1 of a completed
        """);

    [Fact]
    public void Of_three_projects_the_one_that_holds_the_least_goes_first() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a, project x, project y, project z
        a leases 4 node until 10:00, notice 0s
        a runs 2 nodes for 2h, project z, guaranteed
        a runs 1 nodes for 2h, project y, guaranteed
        00:10 a runs 1 nodes for 30m, project z, guaranteed
        00:10 a runs 1 nodes for 30m, project y, guaranteed
        --
        00:00 job 1 of a launched on n2,n3 (guaranteed)
        00:00 job 2 of a launched on n1 (guaranteed)
        00:10 job 4 of a launched on n4 (guaranteed)
        00:40 job 4 of a completed
        00:40 job 3 of a launched on n4 (guaranteed)
        01:10 job 3 of a completed
        02:00 job 1 of a completed
        02:00 job 2 of a completed
        """);

    [Fact]
    public void Five_nodes_of_weights_two_and_three() => Story.Plays("""
        pod p1: 1 racks of 5
        tenant a, project x weight 2, project y weight 3
        a leases 5 node until 10:00
        a runs 1 nodes for 30m, project x, array 5, guaranteed
        a runs 1 nodes for 30m, project y, array 5, guaranteed
        until 00:10
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n4 (guaranteed)
        00:00 job 6 of a launched on n2 (guaranteed)
        00:00 job 7 of a launched on n3 (guaranteed)
        00:00 job 8 of a launched on n5 (guaranteed)
        """);

    /// <summary>x holds two devices with its first job, so both of y's go before its second.</summary>
    [Fact]
    public void A_gang_counts_with_all_of_its_nodes() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a, project x, project y
        a leases 4 node until 10:00
        a runs 2 nodes for 30m, project x, guaranteed
        a runs 1 nodes for 30m, project x, guaranteed
        a runs 1 nodes for 30m, project y, array 2, guaranteed
        until 00:10
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 3 of a launched on n3 (guaranteed)
        00:00 job 4 of a launched on n4 (guaranteed)
        """);

    /// <summary>Project x holds a node, and its next job keeps the other. The job of y, which holds none, does not wait for it.</summary>
    [Fact]
    public void Who_comes_anew_goes_before_the_head_where_its_project_is_behind() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a, project x, project y
        a leases 2 node until 20:00
        a runs 1 nodes for 1h, limit 1h, project x, guaranteed
        00:05 a runs 2 nodes for 1h, limit 1h, project x, guaranteed
        00:10 a runs 1 nodes for 5h, limit 5h, project y, guaranteed
        until 02:00
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:10 job 3 of a launched on n2 (guaranteed)
        01:00 job 1 of a completed
        """);

    /// <summary>Neither holds anything, though the job of y came first.</summary>
    [Fact]
    public void Who_comes_anew_goes_before_the_head_where_its_project_is_named_first_among_equals() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a, project x, project y, project z
        a leases 2 node until 20:00
        a runs 1 nodes for 1h, limit 1h, project z, guaranteed
        00:05 a runs 2 nodes for 1h, limit 1h, project y, guaranteed
        00:10 a runs 1 nodes for 5h, limit 5h, project x, guaranteed
        until 02:00
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:10 job 3 of a launched on n2 (guaranteed)
        01:00 job 1 of a completed
        """);
}
