using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>The decisions of a private cluster: what is due by itself, then who of those waiting may start.</summary>
public static class Schedule
{
    /// <summary>More passes than this over one instant are a circle.</summary>
    private const int MostPasses = 10_000;

    /// <summary>Ends and stops whatever is due: work that is over, limits, cells that will be the tenant's no longer.</summary>
    /// <param name="emit">Applies the event before it returns.</param>
    public static void FireTimers(PrivateCluster cluster, Instant now, Action<Event> emit)
    {
        while (cluster.Timers.Next <= now)
            foreach (var number in cluster.Timers.Due(now))
                if (cluster.TryGet(number, out var turn)) FireTimer(cluster, turn, now, emit);
    }

    /// <summary>Starts what may start, in order, and stops lower priorities for the first in line.</summary>
    public static void Decide(PrivateCluster cluster, Instant now, Action<Event> emit)
    {
        if (!cluster.IsDirty) return;
        var passes = 0;
        while (new SchedulePass(cluster, now, emit, static (_, _) => { }).Run())
            Invariant.Holds(++passes < MostPasses, "every pass starts or stops something, and so they come to an end");
        cluster.MarkDecided();
    }

    /// <summary>Why each waiting job waits. Asked between two instants, when everything is decided.</summary>
    public static Dictionary<int, Wait> Explain(PrivateCluster cluster, Instant now)
    {
        Dictionary<int, Wait> waits = [];
        new SchedulePass(cluster, now, MustNotDecide, (number, wait) => waits[number] = wait).Run();
        foreach (var number in cluster.Holding)
        {
            var turn = cluster[number];
            if (turn.Phase == TurnPhase.Starting)
                waits[number] = new(Blocker.Recall, turn.Devices, 0, turn.StartedAt + cluster.LongestNotice);
            if (turn.Phase == TurnPhase.Stopping) waits[number] = new(Blocker.Stopping, 0, 0, turn.StopBy);
        }

        return waits;
    }

    /// <summary>
    /// How long cells must last for a job that starts at an instant: to its limit, unless it saves its progress; then long enough
    /// to run at all before it must leave.
    /// </summary>
    internal static Instant MustLastUntil(JobSpec job, Instant at) =>
        job.TimeLimit is { } limit && job.Checkpoint is null ? at + limit : at + Progress.TimeToLeave(job.Checkpoint) + new Duration(1);

    private static void MustNotDecide(Event @event) =>
        throw Invariant.Broken($"nothing is left to decide once an instant is settled, yet {@event} was");

    private static void FireTimer(PrivateCluster cluster, Turn turn, Instant now, Action<Event> emit)
    {
        JobId job = new(cluster.Tenant, turn.Number);
        if (turn.Phase == TurnPhase.Stopping) emit(new TurnStopped(job, turn.StopBy <= now ? turn.KeptWhenStoppedMs : turn.SavedMs(now)));   // sooner: its lease was ended early
        else if (turn.EndsAt <= now) emit(new TurnEnded(job, TurnEnd.Finished));
        else if (turn.TimesOutAt <= now) emit(new TurnEnded(job, TurnEnd.TimedOut));
        else if (cluster.LeavesAt(turn) <= now) emit(new TurnStopping(job, LastMoment(cluster, turn, now), StopReason.LeaseEnd));
    }

    /// <summary>The end of the turn's cells; now, when it has nothing to save.</summary>
    private static Instant LastMoment(PrivateCluster cluster, Turn turn, Instant now) =>
        turn.Phase == TurnPhase.Starting ? now : Instant.Later(now, cluster.PlaceEndsAt(turn));
}
