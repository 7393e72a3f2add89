namespace Rhodes.Twin.Tests.Stories;

/// <summary>What a tenant may ask of its jobs while they wait and run: after, arrays, hold and release, updates.</summary>
public sealed class CommandTests
{
    [Fact]
    public void What_comes_after_another_job_waits_for_its_end() => Story.Plays("""
        pod p1: 1 racks of 4
        tenant a
        a leases 4 node until 10:00, notice 0s
        a runs 1 nodes for 30m, guaranteed
        a runs 1 nodes for 40m, guaranteed
        a runs 1 nodes for 10m, guaranteed, after 1 2
        a runs 1 nodes for 10m, after 3
        00:35 why
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:30 job 1 of a completed
        00:35 job 3 of a waits: After, needs 2
        00:35 job 4 of a waits: After, needs 3
        00:40 job 2 of a completed
        00:40 job 3 of a launched on n1 (guaranteed)
        00:50 job 3 of a completed
        00:50 job 4 of a launched on n1 (guaranteed)
        01:00 job 4 of a completed
        """);

    [Fact]
    public void What_comes_after_work_on_loan_waits_for_its_real_end() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        tenant b
        a leases 1 node until 10:00
        a runs 1 nodes for 30m, loan
        a runs 1 nodes for 10m, guaranteed, after 1
        00:10 why
        --
        00:00 job 1 of a launched on n1 (loan)
        00:10 job 2 of a waits: After, needs 1
        00:30 job 1 of a completed
        00:30 job 2 of a launched on n1 (guaranteed)
        00:40 job 2 of a completed
        """);

    /// <summary>Job 2 is over at 00:10, ahead of its turn (01:00 to 01:10). Job 3 may borrow at once; job 4, which may not, starts when its own schedule says.</summary>
    [Fact]
    public void What_comes_after_work_that_ran_ahead_waits_for_its_turn_on_the_lease_but_not_on_loan() => Story.Plays("""
        pod p1: 1 racks of 3
        tenant a
        a leases 1 node until 10:00, notice 0s
        a runs 1 nodes for 1h, guaranteed
        a runs 1 nodes for 10m
        a runs 1 nodes for 10m, after 2
        a runs 1 nodes for 10m, guaranteed, after 2
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (loan)
        00:10 job 2 of a completed
        00:10 job 3 of a launched on n2 (loan)
        00:20 job 3 of a completed
        01:00 job 1 of a completed
        01:20 job 4 of a launched on n1 (guaranteed)
        01:30 job 4 of a completed
        """);

    [Fact]
    public void An_array_is_so_many_equal_jobs() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 2 node until 10:00
        a runs 1 nodes for 10m, guaranteed, array 3
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (guaranteed)
        00:10 job 1 of a completed
        00:10 job 2 of a completed
        00:10 job 3 of a launched on n1 (guaranteed)
        00:20 job 3 of a completed
        """);

    [Fact]
    public void What_is_held_starts_when_it_is_released() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 10m, held
        00:10 why
        00:20 a releases 1
        --
        00:10 job 1 of a waits: Held
        00:20 job 1 of a launched on n1 (guaranteed)
        00:30 job 1 of a completed
        """);

    [Fact]
    public void What_is_held_while_it_runs_on_loan_runs_on_and_does_not_take_its_turn() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show turns
        a leases 1 node until 10:00
        a runs 1 nodes for 30m, guaranteed
        a runs 1 nodes for 1h
        00:10 a holds 2
        01:30 a releases 2
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 2 of a launched on n2 (loan)
        00:30 job 1 of a completed
        00:30 the turn of job 1 of a is over (finished)
        01:00 job 2 of a completed
        01:30 job 2 of a has its turn on v0
        01:30 the turn of job 2 of a runs
        02:30 the turn of job 2 of a is over (finished)
        """);

    [Fact]
    public void An_update_of_the_priority_changes_the_order() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 30m, guaranteed, not preemptible
        a runs 1 nodes for 10m, guaranteed
        a runs 1 nodes for 10m, guaranteed
        00:10 a updates 3 to priority 1
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:30 job 1 of a completed
        00:30 job 3 of a launched on n1 (guaranteed)
        00:40 job 3 of a completed
        00:40 job 2 of a launched on n1 (guaranteed)
        00:50 job 2 of a completed
        """);

    [Fact]
    public void An_update_of_the_time_limit_holds_for_what_runs() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 2h, limit 3h, guaranteed
        a runs 1 nodes for 2h, loan, limit 3h
        00:10 a updates 1 to limit 1h
        00:10 a updates 2 to limit 1h
        00:20 a updates 1 to limit 90m
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (loan)
        01:00 job 2 of a killed
        01:00 job 2 of a timedout
        01:30 job 1 of a killed
        01:30 job 1 of a timedout
        """);

    [Fact]
    public void A_limit_that_is_over_already_when_it_is_set_ends_the_work_at_once() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        a leases 1 node until 10:00
        a runs 1 nodes for 2h, guaranteed
        a runs 1 nodes for 2h, loan
        01:00 a updates 1 to limit 30m
        01:00 a updates 2 to limit 30m
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 job 2 of a launched on n2 (loan)
        01:00 job 1 of a killed
        01:00 job 1 of a timedout
        01:00 job 2 of a killed
        01:00 job 2 of a timedout
        """);
}
