using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Compare;

/// <summary>Remembers of a run when each job's code ran and when the job was over, and counts what had to leave for others.</summary>
public sealed class AttemptTimes : IRunObserver
{
    private readonly Dictionary<JobId, JobTimes> _jobs = [];
    private readonly HashSet<AttemptId> _stopping = [];

    /// <summary>
    /// Attempts that were told to leave for something else: recalled, preempted by work of their own tenant, at the end of
    /// their cells, or because their own turn came elsewhere.
    /// </summary>
    public long Stops { get; private set; }

    public void Saw(Instant at, Event @event)
    {
        switch (@event)
        {
            case JobSubmitted e: _jobs.Add(e.Job, new()); break;
            case AttemptLaunched e: _jobs[e.Attempt.Job].Runs.Add((at, Instant.Never)); break;
            case AttemptStopping e when e.Why is not (StopReason.Cancel or StopReason.TimeLimit) && _stopping.Add(e.Attempt): Stops++; break;
            case AttemptEnded e: End(e, at); break;
            case JobEnded e: _jobs[e.Job].OverAt = at; break;
        }
    }

    public void Settled(Instant at, ControlCore core)
    {
    }

    /// <summary>
    /// A guarantee is missed when the job runs at no instant from its turn until it is due, and is not over by then.
    /// </summary>
    /// <param name="end">Of the run. What is due later is not judged.</param>
    public Misses MissesOf(IEnumerable<Entitlement> entitled, Instant end)
    {
        var (jobs, late) = (0L, (Int128)0);
        foreach (var entitlement in entitled)
        {
            if (entitlement.Due >= end || RunsInTime(_jobs[entitlement.Job], entitlement)) continue;
            jobs++;
            late += (Int128)(RunsFrom(_jobs[entitlement.Job], entitlement.Due, end) - entitlement.Due).Milliseconds * entitlement.Devices;
        }

        return new(jobs, late);
    }

    private static bool RunsInTime(JobTimes job, Entitlement entitlement) => job.OverAt <= entitlement.Due
        || job.Runs.Exists(run => run.From <= entitlement.Due && run.Until >= entitlement.Turn);

    private static Instant RunsFrom(JobTimes job, Instant due, Instant end)
    {
        var next = job.Runs.Where(run => run.From > due).Select(run => run.From).DefaultIfEmpty(end).First();
        return Instant.Earlier(Instant.Earlier(next, job.OverAt), end);
    }

    private void End(AttemptEnded ended, Instant at)
    {
        _stopping.Remove(ended.Attempt);
        var runs = _jobs[ended.Attempt.Job].Runs;
        if (ended.How != AttemptEnd.Withdrawn) runs[^1] = (runs[^1].From, at);
    }

    private sealed class JobTimes
    {
        /// <summary>In order of time; most jobs run once.</summary>
        public List<(Instant From, Instant Until)> Runs { get; } = new(1);

        public Instant OverAt { get; set; } = Instant.Never;
    }
}

/// <summary>Guarantees that were not kept.</summary>
/// <param name="LateDeviceMs">The jobs' devices times how long after they were due they ran.</param>
public readonly record struct Misses(long Jobs, Int128 LateDeviceMs);
