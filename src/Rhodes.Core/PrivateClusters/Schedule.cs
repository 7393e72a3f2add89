using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>The decisions of a private cluster: what is due by itself, then who of those waiting may start.</summary>
public static class Schedule
{
    /// <summary>More looks than this in one instant are a circle.</summary>
    private const int MostLooks = 10_000;

    /// <summary>Ends and stops whatever is due: work that is over, limits, cells that will be the tenant's no longer.</summary>
    /// <param name="emit">Applies the event before it returns.</param>
    public static void FireTimers(PrivateCluster cluster, Instant now, Action<Event> emit)
    {
        var rounds = 0;
        while (cluster.Timers.Next <= now)
        {
            Invariant.Holds(++rounds < MostLooks, "what fires is due no more, and so timers come to an end");
            var due = cluster.Timers.Due(now);
            for (var i = 0; i < due.Count; i++)
                if (cluster.TryGet(due[i], out var turn)) FireTimer(cluster, turn, now, emit);
        }
    }

    /// <summary>Starts what may start, in order, and stops lower priorities for the first in line.</summary>
    public static void Decide(PrivateCluster cluster, Instant now, Action<Event> emit)
    {
        if (cluster.IsDecided(now)) return;
        SchedulePass pass = new(cluster, now, emit);
        if (cluster.MustLookAtAll || cluster.MayFitByTime(now) || pass.LookAtNew())
        {
            var looks = 0;
            while (pass.LookAtAll())
                Invariant.Holds(++looks < MostLooks, "every look starts or stops something, and so they come to an end");
        }

        cluster.MarkDecided(now);
    }

    /// <summary>Why each waiting job waits. Asked between two instants, when everything is decided.</summary>
    public static Dictionary<int, Wait> Explain(PrivateCluster cluster, Instant now)
    {
        HashSet<int> passedOver = [];
        new SchedulePass(cluster, now, MustNotDecide).LookAtAll(turn => passedOver.Add(turn.Line));
        WaitReasons reasons = new(cluster, now, passedOver);
        Dictionary<int, Wait> waits = [];
        foreach (var turn in cluster.Waiting()) waits.Add(turn.Number, reasons.Of(turn));
        foreach (var turn in cluster.Holders())
        {
            if (turn.Phase == TurnPhase.Starting)
                waits[turn.Number] = new(Blocker.Recall, turn.Devices, 0, turn.StartedAt + cluster.LongestNotice);
            if (turn.Phase == TurnPhase.Stopping) waits[turn.Number] = new(Blocker.Stopping, 0, 0, turn.StopBy);
        }

        return waits;
    }

    private static void MustNotDecide(Event @event) =>
        throw Invariant.Broken($"nothing is left to decide once an instant is settled, yet {@event} was");

    private static void FireTimer(PrivateCluster cluster, Turn turn, Instant now, Action<Event> emit)
    {
        JobId job = new(cluster.Tenant, turn.Number);
        if (turn.Phase == TurnPhase.Waiting) emit(new TurnDue(job));
        else if (turn.Phase == TurnPhase.Stopping) emit(new TurnStopped(job, turn.StopBy <= now ? turn.KeptWhenStoppedMs : turn.SavedMs(now)));   // sooner: its lease was ended early
        else if (turn.EndsAt <= now) emit(new TurnEnded(job, TurnEnd.Finished));
        else if (turn.TimesOutAt <= now) emit(new TurnEnded(job, TurnEnd.TimedOut));
        else if (turn.MustLeaveAt <= now) emit(new TurnStopping(job, LastMoment(turn, now), StopReason.LeaseEnd));
    }

    /// <summary>The end of the turn's cells; now, when it has nothing to save.</summary>
    private static Instant LastMoment(Turn turn, Instant now) =>
        turn.Phase == TurnPhase.Starting ? now : Instant.Later(now, turn.PlaceEndsAt);
}
