using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Tests.Stories;

/// <summary>A replica of a service whose program ends by itself is started again, later each time.</summary>
public sealed class ExitTests
{
    [Fact]
    public void It_is_started_again_after_a_while_that_doubles() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show turns
        a leases 1 node until 10:00
        a serves web with 1 replicas of 1 nodes for 20s, guaranteed, fails
        00:01:30 web of a scales to 0
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00:20 job 1 of a exited, 1 in a row, not before 00:00:25
        00:00:20 the turn of job 1 of a waits until 00:00:25
        00:00:25 the turn of job 1 of a may come
        00:00:25 job 1 of a has its turn on v0
        00:00:25 job 1 of a launched on n1 (guaranteed)
        00:00:25 the turn of job 1 of a runs
        00:00:45 job 1 of a exited, 2 in a row, not before 00:00:55
        00:00:45 the turn of job 1 of a waits until 00:00:55
        00:00:55 the turn of job 1 of a may come
        00:00:55 job 1 of a has its turn on v0
        00:00:55 job 1 of a launched on n1 (guaranteed)
        00:00:55 the turn of job 1 of a runs
        00:01:15 job 1 of a exited, 3 in a row, not before 00:01:35
        00:01:15 the turn of job 1 of a waits until 00:01:35
        00:01:30 job 1 of a cancelled
        00:01:30 the turn of job 1 of a is over (cancelled)
        """);

    [Fact]
    public void While_it_waits_it_says_why_and_others_have_its_place() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a serves web with 1 replicas of 1 nodes for 20s, guaranteed
        a runs 1 nodes for 10s, guaranteed
        00:00:22 why
        00:00:26 why
        00:00:31 web of a scales to 0
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00:20 job 1 of a exited, 1 in a row, not before 00:00:25
        00:00:20 job 2 of a launched on n1 (guaranteed)
        00:00:22 job 1 of a waits: BackOff, needs 1
        00:00:26 job 1 of a waits: OwnWork, needs 1
        00:00:30 job 2 of a completed
        00:00:30 job 1 of a launched on n1 (guaranteed)
        00:00:31 job 1 of a killed
        00:00:31 job 1 of a cancelled
        """);

    [Fact]
    public void On_loan_too_and_a_run_that_lasted_makes_it_forgotten() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a serves web with 1 replicas of 1 nodes for 10m, loan
        00:20:30 web of a scales to 0
        --
        00:00 job 1 of a launched on n1 (loan)
        00:10 job 1 of a exited, 1 in a row, not before 00:10:05
        00:10:05 job 1 of a launched on n1 (loan)
        00:20:05 job 1 of a exited, 1 in a row, not before 00:20:10
        00:20:10 job 1 of a launched on n1 (loan)
        00:20:30 job 1 of a killed
        00:20:30 job 1 of a cancelled
        """);

    /// <summary>Law 1: what ended on loan is nothing that its tenant's own schedule may know of.</summary>
    [Fact]
    public void Its_turn_comes_however_often_it_ended_on_loan() => Story.Plays("""
        pod p1: 1 racks of 2
        tenant a
        show turns
        a leases 1 node until 10:00
        a runs 1 nodes for 30s, guaranteed
        a serves web with 1 replicas of 1 nodes for 28s
        00:00:50 web of a scales to 0
        --
        00:00 job 1 of a has its turn on v0
        00:00 job 1 of a launched on n1 (guaranteed)
        00:00 the turn of job 1 of a runs
        00:00 job 2 of a launched on n2 (loan)
        00:00:28 job 2 of a exited, 1 in a row, not before 00:00:33
        00:00:30 job 1 of a completed
        00:00:30 the turn of job 1 of a is over (finished)
        00:00:30 job 2 of a has its turn on v0
        00:00:30 job 2 of a launched on n1 (guaranteed)
        00:00:30 the turn of job 2 of a runs
        00:00:50 job 2 of a killed
        00:00:50 job 2 of a cancelled
        00:00:50 the turn of job 2 of a is over (cancelled)
        """);

    [Fact]
    public void It_goes_on_from_its_last_save() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a leases 1 node until 10:00
        a serves web with 1 replicas of 1 nodes for 25m, guaranteed, saves every 10m
        00:26 web of a scales to 0
        --
        00:00 job 1 of a launched on n1 (guaranteed)
        00:25 job 1 of a exited, 1 in a row, not before 00:25:05
        00:25:05 job 1 of a launched on n1 (guaranteed, goes on from 20m)
        00:26 job 1 of a killed, 20m kept
        00:26 job 1 of a cancelled
        """);

    /// <summary>Its program ends by itself while it saves, which a machine may report: that is its way to leave, and it asks again at once.</summary>
    [Fact]
    public void One_that_ends_while_it_is_told_to_leave_has_left() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        tenant b
        b leases 1 node until 10:00
        a serves web with 1 replicas of 1 nodes, loan, saves every 10m taking 1m
        00:05 b runs 1 nodes for 1m, guaranteed
        00:05:30 a sees 1 fail
        00:08 web of a scales to 0
        --
        00:00 job 1 of a launched on n1 (loan)
        00:05 job 1 of a told to leave by 00:07 (recall)
        00:05:30 job 1 of b launched on n1 (guaranteed)
        00:06:30 job 1 of b completed
        00:06:30 job 1 of a launched on n1 (loan)
        00:08 job 1 of a killed
        00:08 job 1 of a cancelled
        """);

    [Fact]
    public void A_replica_takes_no_time_limit() => Story.Plays("""
        pod p1: 1 racks of 1
        tenant a
        a serves web with 1 replicas of 1 nodes, loan
        00:01 a updates 1 to priority 2 limit 40m
        00:01 a updates 1 to priority 2
        00:02 web of a scales to 0
        --
        00:00 job 1 of a launched on n1 (loan)
        00:01 refused: job 1 is a replica of service 'web', which has no end, and so no time limit
        00:02 job 1 of a killed
        00:02 job 1 of a cancelled
        """);

    [Fact]
    public void A_back_off_never_grows_beyond_its_longest()
    {
        BackOff? backOff = null;
        List<long> seconds = [];
        for (var i = 0; i < 70; i++)
        {
            backOff = BackOff.After(backOff, Duration.FromSeconds(1), Instant.Beginning);
            seconds.Add(backOff.Value.Until!.Value.Milliseconds / 1_000);
        }

        Assert.Equal([5L, 10, 20, 40, 80, 160, 300, 300], seconds.Take(8));
        Assert.All(seconds.Skip(6), wait => Assert.Equal(300, wait));
        Assert.Equal(1, BackOff.After(backOff, BackOff.Lasting, Instant.Beginning).InARow);
    }
}
