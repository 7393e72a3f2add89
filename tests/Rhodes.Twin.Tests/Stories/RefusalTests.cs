namespace Rhodes.Twin.Tests.Stories;

/// <summary>Commands that cannot be obeyed change nothing and say what was found and what is possible.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Work_of_the_unknown() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a, project x, project y
        a runs 1 nodes for 10m
        x runs 1 nodes for 10m
        a runs 1 nodes for 10m, project z
        00:20 a cancels 7
        00:20 x cancels 1
        00:20 a cancels 0
        00:20 a holds 2
        00:20 a releases 9
        00:20 a updates 9 to priority 1
        --
        00:00 refused: job job: there is no tenant 'x'
        00:00 refused: job job: tenant 'a' has no project 'z'; there are x, y
        00:00 job 1 of a launched on n1 (loan)
        00:10 job 1 of a completed
        00:20 refused: tenant 'a' has no job 7
        00:20 refused: there is no tenant 'x'
        00:20 refused: tenant 'a' has no job 0
        00:20 refused: tenant 'a' has no job 2
        00:20 refused: tenant 'a' has no job 9
        00:20 refused: tenant 'a' has no job 9
        """);

    [Fact]
    public void Work_of_no_size() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a runs 0 nodes for 10m
        a runs -1 nodes for 10m
        a runs 1 nodes of 0 devices for 10m
        a runs 1 nodes of -2 devices for 10m
        a runs 1 nodes for 10m, array 0
        a runs 1 nodes for 10m, array 200000
        a runs 1 nodes for 10m, limit 0s
        a runs 1 nodes for 10m, saves every 0s taking 1s
        a runs 1 nodes for 10m, saves every 1m taking -1s
        a runs 1 nodes for 10m, cores -1
        a runs 1 nodes for 10m, kinds h100:0
        --
        00:00 refused: job job: a group of 0 nodes; at least 1 is needed
        00:00 refused: job job: a group of -1 nodes; at least 1 is needed
        00:00 refused: job job: 0 devices per node; at least 1 is needed
        00:00 refused: job job: -2 devices per node; at least 1 is needed
        00:00 refused: job job: an array of 0; 1 to 100000 are possible
        00:00 refused: job job: an array of 200000; 1 to 100000 are possible
        00:00 refused: job job: the time limit is 0s; it must be longer than nothing
        00:00 refused: job job: a checkpoint is written after some time, and neither it nor a restart takes less than none
        00:00 refused: job job: a checkpoint is written after some time, and neither it nor a restart takes less than none
        00:00 refused: job job: negative cores or memory
        00:00 refused: job job: a speed below 0.001
        """);

    [Fact]
    public void Work_after_what_does_not_exist() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        b runs 1 nodes for 10m
        a runs 1 nodes for 10m, after 1
        a runs 1 nodes for 10m, after 0
        a runs 1 nodes for 10m
        a runs 1 nodes for 10m, after 1 2 3
        --
        00:00 refused: job job: it comes after job 1, which tenant 'a' does not have
        00:00 refused: job job: it comes after job 0, which tenant 'a' does not have
        00:00 refused: job job: it comes after job 2, which tenant 'a' does not have; job job: it comes after job 3, which tenant 'a' does not have
        00:00 job 1 of a launched on n1 (loan)
        00:00 job 1 of b launched on n2 (loan)
        00:10 job 1 of a completed
        00:10 job 1 of b completed
        """);

    [Fact]
    public void Segments_that_do_not_divide() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a runs 5 nodes for 10m, segments of 2 in rack
        a runs 4 nodes for 10m, segments of 0 in rack
        a runs 4 nodes for 10m, segments of 2 in node
        a runs 4 nodes for 10m, segments of 2 in pod, within rack
        --
        00:00 refused: job job: 5 nodes cannot be had in segments of 2
        00:00 refused: job job: 4 nodes cannot be had in segments of 0
        00:00 refused: job job: a segment of level node is not inside node
        00:00 refused: job job: a segment of level pod is not inside rack
        """);

    [Fact]
    public void Several_problems_are_told_at_once() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a runs 0 nodes of 0 devices for 10m, limit 0s, project z
        --
        00:00 refused: job job: tenant 'a' has no project 'z'; there are a; job job: the time limit is 0s; it must be longer than nothing; job job: a group of 0 nodes; at least 1 is needed; job job: 0 devices per node; at least 1 is needed
        """);

    [Fact]
    public void Leases_that_are_none() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        x leases 1 node until 10:00
        a leases 1 node until 10:00, pool z
        a leases 0 node until 10:00
        a leases 1 node from 02:00 until 01:00
        a leases 1 node from 00:00 until 02:00, then 2 from 01:00 until 03:00
        a leases 1 node until 10:00, notice -1m
        a leases 1 node until 10:00, named dup
        a leases 1 node until 10:00, named dup
        a leases 1 rack/0 until 10:00
        a leases 1 rack/5 until 10:00
        01:00 a leases 1 node from 00:10 until 00:20
        01:00 l99 ends
        --
        00:00 refused: lease l1: there is no tenant 'x'
        00:00 refused: lease l2: there is no pool 'z'; there are main
        00:00 refused: lease l3: a step has 0 cells; at least 1 is needed
        00:00 refused: lease l4: a step ends (2024-10-04T01:00:00Z) at or before it starts (2024-10-04T02:00:00Z)
        00:00 refused: lease l5: the step from 2024-10-04T01:00:00Z starts before the one before it has ended
        00:00 refused: lease l6: the recall notice is negative
        00:00 refused: lease dup: a lease of this name exists; names are used once
        00:00 refused: lease l9: a cell of level rack with 0 nodes is none
        00:00 refused: lease l10: no rack of pool main holds a rack of 5 nodes; the largest has 2 nodes
        01:00 refused: lease l11: it ends (2024-10-04T00:20:00Z) before now
        01:00 refused: there is no lease 'l99'
        """);

    [Fact]
    public void Hardware_that_cannot_be() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 rack/2 from 00:00 until 01:00
        n9 fails
        n9 is repaired
        remove n9
        remove n1
        add pod p1: 1 racks of 1, pool z
        02:00 remove n1
        02:00 remove n1
        --
        00:00 refused: there is no node 'n9'
        00:00 refused: there is no node 'n9'
        00:00 refused: there is no node 'n9'
        00:00 refused: h1/p1/r1 is promised to a from 2024-10-04T00:00:00Z and would be too small
        00:00 refused: node n3: there is no pool 'z'
        02:00 refused: there is no node 'n1'
        """);

    [Fact]
    public void Tenants_and_services_of_one_name() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant a
        tenant b, weight 0
        tenant c, project x, project x
        tenant d, project x weight 0
        a serves web with 1 replicas of 1 nodes
        a serves web with 1 replicas of 1 nodes
        a serves api with -1 replicas of 1 nodes
        a serves api with 1 replicas of 0 nodes
        00:10 api of a scales to 1
        00:10 web of x scales to 1
        00:10 web of a scales to -1
        00:20 web of a scales to 0
        until 01:00
        --
        00:00 refused: a tenant 'a' exists
        00:00 refused: tenant 'b': weights are at least 1
        00:00 refused: tenant 'c': two projects have one name
        00:00 refused: tenant 'd': weights are at least 1
        00:00 refused: a service 'web' exists
        00:00 refused: service api: -1 replicas; at least 0 are needed
        00:00 refused: job api: a group of 0 nodes; at least 1 is needed
        00:00 job 1 of a launched on n1 (loan)
        00:10 refused: tenant 'a' has no service 'api'
        00:10 refused: tenant 'x' has no service 'web'
        00:10 refused: service web: -1 replicas; at least 0 are needed
        00:20 job 1 of a killed
        00:20 job 1 of a cancelled
        """);
}
