namespace Rhodes.Twin.Tests.Stories;

/// <summary>A tenant's own higher priorities stop its lower ones: where and whom is chosen together, the least lost work first.</summary>
public sealed class PreemptionTests
{
    /// <summary>At 01:05 job 1 has lost 5 min, job 2, saved less often, 65 min. Job 1 leaves, in good order.</summary>
    [Fact]
    public void What_loses_the_least_since_its_last_save_is_stopped() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes for 3h, saves every 1h taking 1m restarting 2m, guaranteed
        a runs 1 nodes for 3h, saves every 2h taking 1m restarting 2m, guaranteed
        01:06 a runs 1 nodes for 30m, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        01:06 job 1 of a told to leave by 01:07 (preemption)
        01:07 job 1 of a stopped, 1h5m kept
        01:07 job 3 of a launched on n1 (guaranteed)
        01:37 job 3 of a completed
        01:37 job 1 of a launched on n1 (guaranteed, goes on from 1h5m)
        03:01 job 2 of a completed
        03:36 job 1 of a completed
        """);

    /// <summary>Two nodes that saved 5 min ago (10 node-minutes) rather than one that saved 65 min ago.</summary>
    [Fact]
    public void The_age_of_the_save_counts_and_not_only_the_size() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        a leases 3 node until 10:00
        a runs 2 nodes for 3h, saves every 1h taking 1m restarting 2m, guaranteed
        a runs 1 nodes for 3h, saves every 2h taking 1m restarting 2m, guaranteed
        01:06 a runs 1 nodes for 30m, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3 (guaranteed)
        01:06 job 1 of a told to leave by 01:07 (preemption)
        01:07 job 1 of a stopped, 1h5m kept
        01:07 job 3 of a launched on n1 (guaranteed)
        01:37 job 3 of a completed
        01:37 job 1 of a launched on n1,n2 (guaranteed, goes on from 1h5m)
        03:01 job 2 of a completed
        03:36 job 1 of a completed
        """);

    /// <summary>Any two single nodes would be cheaper than rack 2's gang; but they stand in different racks, and the head wants one rack.</summary>
    [Fact]
    public void The_domain_and_the_victims_are_chosen_together() => Story.Plays("""
        pod p1: 2 racks of 2
        tenant a
        a leases 2 rack/2 until 10:00
        a runs 1 nodes for 3h, saves every 1m taking 1s restarting 1s, guaranteed
        a runs 1 nodes for 3h, guaranteed
        a runs 2 nodes for 3h, within rack, saves every 30m taking 1m restarting 2m, guaranteed
        01:00 a runs 2 nodes for 30m, within rack, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:00 job 3 of a launched on n3,n4 (guaranteed)
        01:00 job 3 of a told to leave by 01:01 (preemption)
        01:01 job 3 of a stopped, 59m kept
        01:01 job 4 of a launched on n3,n4 (guaranteed)
        01:31 job 4 of a completed
        01:31 job 3 of a launched on n3,n4 (guaranteed, goes on from 59m)
        03:00 job 2 of a completed
        03:03 job 1 of a completed
        03:39 job 3 of a completed
        """);

    /// <summary>Job 1 loses the least but is small; job 2 alone makes room, so job 1 stays.</summary>
    [Fact]
    public void Nobody_is_stopped_superfluously() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        a leases 4 node until 10:00
        a runs 1 nodes for 3h, saves every 1h taking 1m restarting 2m, guaranteed
        a runs 3 nodes for 3h, guaranteed
        01:30 a runs 3 nodes for 30m, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2..n4 (guaranteed)
        01:30 job 2 of a told to leave by 01:30 (preemption)
        01:30 job 2 of a killed
        01:30 job 3 of a launched on n2..n4 (guaranteed)
        02:00 job 3 of a completed
        02:00 job 2 of a launched on n2..n4 (guaranteed)
        03:03 job 1 of a completed
        05:00 job 2 of a completed
        """);

    /// <summary>The head wants both nodes, and one of them is held by work that may not be stopped.</summary>
    [Fact]
    public void Nobody_is_stopped_where_stopping_would_not_help() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes for 1h, guaranteed, not preemptible
        a runs 1 nodes for 2h, guaranteed
        00:30 a runs 2 nodes for 30m, priority 1, guaranteed
        00:40 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:40 job 3 of a waits: OwnWork, needs 2
        01:00 job 1 of a completed
        01:00 job 2 of a told to leave by 01:00 (preemption)
        01:00 job 2 of a killed
        01:00 job 3 of a launched on n1,n2 (guaranteed)
        01:30 job 3 of a completed
        01:30 job 2 of a launched on n1 (guaranteed)
        03:30 job 2 of a completed
        """);

    [Fact]
    public void Equal_priorities_are_never_stopped() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 1h, priority 1, guaranteed
        00:30 a runs 1 nodes for 30m, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        01:00 job 1 of a completed
        01:00 job 2 of a launched on n1 (guaranteed)
        01:30 job 2 of a completed
        """);

    [Fact]
    public void A_victim_that_saves_is_waited_for_and_the_head_starts_the_instant_it_has_left() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        show turns
        a leases 1 node until 10:00, notice 0s
        a runs 1 nodes for 1h, saves every 10m taking 4m restarting 2m, guaranteed
        00:30 a runs 1 nodes for 30m, priority 1, guaranteed
        00:31 why
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:30 the turn of job 1 of a is to end by 00:34 (preemption)
        00:30 job 1 of a told to leave by 00:34 (preemption)
        00:31 job 1 of a waits: Stopping, by 00:34
        00:31 job 2 of a waits: OwnPreemption, needs 1, by 00:34
        00:34 job 1 of a stopped, 22m kept
        00:34 the turn of job 1 of a waits again, 22m kept
        00:34 job 2 of a has its turn on v0
        00:34 job 2 of a launched on n1 (guaranteed)
        00:34 the turn of job 2 of a runs
        01:04 job 2 of a completed
        01:04 the turn of job 2 of a is over (finished)
        01:04 job 1 of a has its turn on v0
        01:04 job 1 of a launched on n1 (guaranteed, goes on from 22m)
        01:04 the turn of job 1 of a runs
        02:00 job 1 of a completed
        02:00 the turn of job 1 of a is over (finished)
        """);

    [Fact]
    public void A_victim_on_either_may_go_on_elsewhere_on_loan() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 1h, saves every 10m taking 1m restarting 2m
        00:30 a runs 1 nodes for 2h, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:30 job 1 of a told to leave by 00:31 (preemption)
        00:31 job 1 of a stopped, 28m kept
        00:31 job 2 of a launched on n1 (guaranteed)
        00:31 job 1 of a launched on n2 (loan, goes on from 28m)
        01:09 job 1 of a completed
        02:31 job 2 of a completed
        """);

    /// <summary>At 00:32 job 4 overtakes job 3: the node that job 1 is leaving will do. Only when that is gone job 3 asks for another.</summary>
    [Fact]
    public void A_head_stops_nobody_while_enough_is_leaving_already() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes for 3h, saves every 10m taking 4m restarting 2m, guaranteed
        a runs 1 nodes for 3h, guaranteed
        00:30 a runs 1 nodes for 30m, priority 1, guaranteed
        00:32 a runs 1 nodes for 30m, priority 2, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:30 job 1 of a told to leave by 00:34 (preemption)
        00:34 job 1 of a stopped, 22m kept
        00:34 job 2 of a told to leave by 00:34 (preemption)
        00:34 job 2 of a killed
        00:34 job 3 of a launched on n2 (guaranteed)
        00:34 job 4 of a launched on n1 (guaranteed)
        01:04 job 3 of a completed
        01:04 job 4 of a completed
        01:04 job 1 of a launched on n1 (guaranteed, goes on from 22m)
        01:04 job 2 of a launched on n2 (guaranteed)
        04:04 job 2 of a completed
        04:48 job 1 of a completed
        """);

    /// <summary>Job 1 leaves for job 4 by 00:35. Job 5 needs two nodes: that one, and one more.</summary>
    [Fact]
    public void A_head_stops_only_so_many_as_it_needs_beside_what_is_leaving_already() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        show leaving
        a leases 3 node until 10:00, notice 0s
        a runs 1 nodes for 9h, saves every 10m taking 5m restarting 1m, guaranteed
        a runs 1 nodes for 9h, guaranteed
        a runs 1 nodes for 9h, guaranteed
        00:30 a runs 1 nodes for 1h, priority 1, guaranteed
        00:31 a runs 2 nodes for 1h, priority 2, guaranteed
        until 01:00
        --
        00:30 job 1 of a told to leave by 00:35 (preemption)
        00:31 job 3 of a told to leave by 00:31 (preemption)
        00:31 job 3 of a killed
        00:35 job 1 of a stopped, 20m kept
        00:35 job 2 of a told to leave by 00:35 (preemption)
        00:35 job 2 of a killed
        """);

    /// <summary>Its turn came at 00:30 and waits for b's loan; at 00:31 something more urgent takes the node, which b is leaving anyway.</summary>
    [Fact]
    public void A_victim_whose_turn_has_only_begun_is_not_launched_at_all() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        tenant b
        a leases 1 node until 10:00
        b runs 1 nodes for 3h, loan, saves every 10m taking 2m restarting 1m
        00:30 a runs 1 nodes for 30m, guaranteed
        00:31 a runs 1 nodes for 30m, priority 1, guaranteed
        --
        00:00 job 1 of b launched on n1 (loan)
        00:30 job 1 of b told to leave by 00:32 (recall)
        00:31 job 1 of a withdrawn
        00:32 job 1 of b stopped, 26m kept
        00:32 job 2 of a launched on n1 (guaranteed)
        01:02 job 2 of a completed
        01:02 job 1 of a launched on n1 (guaranteed)
        01:32 job 1 of a completed
        01:32 job 1 of b launched on n1 (loan, goes on from 26m)
        04:39 job 1 of b completed
        """);

    /// <summary>Job 1 may not be stopped, so stopping job 2 would not help job 3. When job 1 leaves because its node goes, it does, and at once.</summary>
    [Fact]
    public void What_leaves_for_another_reason_makes_it_worth_while_to_stop_the_rest() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        a leases 1 rack/2 until 20:00
        a runs 1 nodes for 3h, guaranteed, not preemptible, saves every 30m taking 10m
        a runs 1 nodes for 3h, guaranteed, saves every 30m taking 5m
        01:00 a runs 2 nodes for 1h, guaranteed, priority 1
        01:04 n1 drains 30m
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        01:04 job 1 of a told to leave by 01:34 (drain)
        01:04 job 2 of a told to leave by 01:09 (preemption)
        01:09 job 2 of a stopped, 59m kept
        01:14 job 1 of a stopped, 54m kept
        01:14 job 3 of a launched on n3,n2 (guaranteed)
        02:14 job 3 of a completed
        02:14 job 1 of a launched on n3 (guaranteed, goes on from 54m)
        02:14 job 2 of a launched on n2 (guaranteed, goes on from 59m)
        04:40 job 2 of a completed
        05:10 job 1 of a completed
        """);

    /// <summary>Job 1 lost nothing that it would not save, but would take two of the last hours of the cells for it. Job 2 is enough, and leaves at once.</summary>
    [Fact]
    public void Who_takes_too_long_to_leave_is_not_stopped_where_another_is_enough() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes for 7h50m, saves every 7h taking 2h restarting 1s, guaranteed
        01:00 a runs 1 nodes for 20h, guaranteed
        07:30 a runs 1 nodes for 30m, limit 1h, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        01:00 job 2 of a launched on n2 (guaranteed)
        07:30 job 2 of a told to leave by 07:30 (preemption)
        07:30 job 2 of a killed
        07:30 job 3 of a launched on n2 (guaranteed)
        08:00 job 3 of a completed
        08:00 job 1 of a told to leave by 10:00 (leaseend)
        08:00 job 2 of a launched on n2 (guaranteed)
        10:00 job 1 of a stopped, 6h59m59.999s kept
        10:00 job 2 of a told to leave by 10:00 (leaseend)
        10:00 job 2 of a killed
        """);

    /// <summary>At 07:30 job 1, which would leave two hours later, is needed too, and then the cells are too short. At 07:40 it has ended by itself.</summary>
    [Fact]
    public void Once_the_slow_one_left_by_itself_the_quick_one_is_stopped() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes for 7h40m, saves every 8h taking 2h restarting 1s, guaranteed
        a runs 1 nodes for 20h, guaranteed
        07:30 a runs 2 nodes for 30m, limit 1h, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        07:40 job 1 of a completed
        07:40 job 2 of a told to leave by 07:40 (preemption)
        07:40 job 2 of a killed
        07:40 job 3 of a launched on n1,n2 (guaranteed)
        08:10 job 3 of a completed
        08:10 job 2 of a launched on n1 (guaranteed)
        10:00 job 2 of a told to leave by 10:00 (leaseend)
        10:00 job 2 of a killed
        """);

    /// <summary>Job 1's limit is over before job 3 has left, and then two nodes are free: job 2 is not stopped for job 5.</summary>
    [Fact]
    public void Nobody_is_stopped_where_enough_leaves_by_itself_until_who_was_told_to_has_left() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        a leases 3 node until 20:00, notice 0s
        a runs 1 nodes for 30m, limit 30m, priority 5, guaranteed
        a runs 1 nodes for 3h, saves every 2h taking 50m, guaranteed
        a runs 1 nodes for 3h, saves every 2h taking 50m, guaranteed
        00:05 a runs 1 nodes for 10m, priority 1, guaranteed
        00:06 a cancels 4
        00:07 a runs 2 nodes for 10m, priority 1, guaranteed
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:00 job 3 of a launched on n3 (guaranteed)
        00:05 job 3 of a told to leave by 00:55 (preemption)
        00:06 job 4 of a cancelled
        00:30 job 1 of a completed
        00:55 job 3 of a stopped, 5m kept
        00:55 job 5 of a launched on n1,n3 (guaranteed)
        01:05 job 5 of a completed
        01:05 job 3 of a launched on n1 (guaranteed, goes on from 5m)
        03:50 job 2 of a completed
        04:50 job 3 of a completed
        """);

    /// <summary>Job 2 lost four minutes and job 3 five. Job 1 lost three on each of two nodes, which is less than they did together.</summary>
    [Fact]
    public void One_that_loses_little_in_all_is_stopped_and_not_two_that_lose_less_each() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        a leases 4 node until 20:00
        a runs 2 nodes for 3h, saves every 10m taking 0s, guaranteed
        a runs 1 nodes for 3h, saves every 29m taking 1s, guaranteed
        a runs 1 nodes for 3h, saves every 28m taking 1s, guaranteed
        00:33 a runs 2 nodes for 10m, priority 1, guaranteed
        until 01:00
        --
        00:00 job 1 of a launched on n1,n2 (guaranteed)
        00:00 job 2 of a launched on n3 (guaranteed)
        00:00 job 3 of a launched on n4 (guaranteed)
        00:33 job 1 of a told to leave by 00:33 (preemption)
        00:33 job 1 of a killed, 33m kept
        00:33 job 4 of a launched on n1,n2 (guaranteed)
        00:43 job 4 of a completed
        00:43 job 1 of a launched on n1,n2 (guaranteed, goes on from 33m)
        """);

    /// <summary>Job 1 saved five minutes ago, and would take twenty of the last minutes of the cells.</summary>
    [Fact]
    public void Who_takes_too_long_to_leave_is_not_stopped_though_it_would_lose_the_least() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 02:00, notice 0s
        a runs 1 nodes for 5h, saves every 25m taking 20m, guaranteed
        a runs 1 nodes for 5h, saves every 2h taking 1m, guaranteed
        00:50 a runs 1 nodes for 1h, limit 1h, priority 1, guaranteed
        until 01:30
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:50 job 2 of a told to leave by 00:51 (preemption)
        00:51 job 2 of a stopped, 50m kept
        00:51 job 3 of a launched on n2 (guaranteed)
        """);

    /// <summary>Job 2 leaves at 01:00, and then its cell is too short for job 4. That of job 1 is not.</summary>
    [Fact]
    public void Another_is_stopped_where_who_is_leaving_leaves_too_late() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 20:00, notice 0s
        a leases 1 node until 02:00, notice 0s
        a runs 1 nodes for 5h, guaranteed
        a runs 1 nodes for 5h, saves every 2h taking 50m, guaranteed
        00:10 a runs 1 nodes for 10m, limit 10m, priority 1, guaranteed
        00:11 a cancels 3
        00:12 a runs 1 nodes for 90m, limit 90m, priority 1, guaranteed
        until 01:30
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:10 job 2 of a told to leave by 01:00 (preemption)
        00:11 job 3 of a cancelled
        00:12 job 1 of a told to leave by 00:12 (preemption)
        00:12 job 1 of a killed
        00:12 job 4 of a launched on n1 (guaranteed)
        01:00 job 2 of a stopped, 10m kept
        01:00 job 1 of a launched on n2 (guaranteed)
        """);
}
