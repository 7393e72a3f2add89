using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>
/// Plays the hardware: attempts get on at their speed, save, leave in good order when they are told to in time, and end when
/// their work is done. Its reports are commands.
/// </summary>
public sealed class SimulatedEngine(Func<JobId, JobWork> workOf)
{
    private readonly Dictionary<JobId, JobSpec> _specs = [];
    private readonly Dictionary<AttemptId, Run> _runs = [];
    private readonly PriorityQueue<AttemptId, Due> _reports = new();   // one that is no longer so stays until it is due

    /// <summary>When the next report is due; never when nothing will happen by itself.</summary>
    public Instant Next
    {
        get
        {
            while (_reports.TryPeek(out var id, out var due))
            {
                if (_runs.TryGetValue(id, out var run) && run.ReportAt == due.At) return due.At;
                _reports.Dequeue();
            }

            return Instant.Never;
        }
    }

    /// <summary>Takes the next report that is due at an instant; null when none is left.</summary>
    public Command? TakeReport(Instant now)
    {
        if (Next > now) return null;
        var id = _reports.Dequeue();
        var run = _runs[id];
        run.ReportAt = Instant.Never;
        return run.StoppedAt.IsNever ? Completed(id, now) : new ReportStopped(now, id, run.KeptWhenStoppedMs);
    }

    /// <summary>What the core decided, and what follows from it on the machines.</summary>
    public void Follow(Event @event, Instant now)
    {
        switch (@event)
        {
            case JobSubmitted e: _specs.Add(e.Job, e.Spec); break;
            case AttemptPlaced e: _runs.Add(e.Attempt, new() { Speed = e.SpeedThousandths }); break;
            case AttemptLaunched e: Launch(e, now); break;
            case AttemptStopping e: Stop(e, now); break;
            case AttemptEnded e: _runs.Remove(e.Attempt); break;
            case JobEnded e: _specs.Remove(e.Job); break;
        }
    }

    /// <param name="jobs">That are not over, when what was kept is taken up.</param>
    /// <param name="specOf">Of such a job.</param>
    public void Keep(Keeper keeper, IEnumerable<JobId> jobs, Func<JobId, JobSpec> specOf)
    {
        keeper.Map(_runs, id => new(keeper.Job(id.Job), keeper.Number(id.Ordinal)), run =>
        {
            run ??= new() { Speed = 0 };
            run.Keep(keeper);
            return run;
        });
        if (!keeper.TakesUp) return;
        foreach (var job in jobs) _specs.Add(job, specOf(job));
        foreach (var (id, run) in _runs)
            if (!run.ReportAt.IsNever) _reports.Enqueue(id, new(run.ReportAt, id));
    }

    private ReportCompleted Completed(AttemptId id, Instant now)
    {
        var work = workOf(id.Job);
        return new(now, id, work.Outcome, work.WorkMs);
    }

    private void Launch(AttemptLaunched launched, Instant now)
    {
        var run = _runs[launched.Attempt];
        (run.LaunchedAt, run.ResumeFromMs) = (now, launched.ResumeFromMs);
        if (workOf(launched.Attempt.Job).IsEndless) return;
        var left = Progress.LaunchToEndMs(_specs[launched.Attempt.Job].Checkpoint, run.ResumeFromMs, Math.Max(WorkAtEndMs(launched.Attempt.Job, run), run.ResumeFromMs), run.Speed);
        ReportAt(launched.Attempt, run, now + new Duration(left));
    }

    /// <summary>
    /// The work stands still and its progress is saved, if there is time for it. What saves nothing leaves at the next
    /// millisecond: an instant is settled once.
    /// </summary>
    private void Stop(AttemptStopping stopping, Instant now)
    {
        var run = _runs[stopping.Attempt];
        if (run.LaunchedAt.IsNever) return;
        var checkpoint = _specs[stopping.Attempt.Job].Checkpoint;
        if (run.StoppedAt.IsNever)
        {
            run.StoppedAt = now;
            run.KeptWhenStoppedMs = checkpoint is null ? 0
                : Math.Min(WorkAtEndMs(stopping.Attempt.Job, run), Progress.ReachedMs(checkpoint, run.ResumeFromMs, (now - run.LaunchedAt).Milliseconds, run.Speed));
        }

        var leaves = Instant.Later(run.StoppedAt + Progress.TimeToLeave(checkpoint), run.StoppedAt + new Duration(1));
        ReportAt(stopping.Attempt, run, leaves <= stopping.Deadline ? leaves : Instant.Never);   // else it is killed
    }

    /// <summary>The work that is done when a run ends by itself. Of a job it is all of it; each run of a replica ends after as much again.</summary>
    private long WorkAtEndMs(JobId job, Run run)
    {
        var work = workOf(job);
        return work.IsEndless || !_specs[job].Endless ? work.WorkMs : run.ResumeFromMs + work.WorkMs;
    }

    private void ReportAt(AttemptId id, Run run, Instant at)
    {
        if (at == run.ReportAt) return;   // it is in the queue once
        run.ReportAt = at;
        if (!at.IsNever) _reports.Enqueue(id, new(at, id));
    }

    /// <summary>Earliest first, then in order of the attempts' ids.</summary>
    private readonly record struct Due(Instant At, AttemptId Id) : IComparable<Due>
    {
        public int CompareTo(Due other) =>
            At != other.At ? At.CompareTo(other.At)
            : Id.Job.Tenant != other.Id.Job.Tenant ? Id.Job.Tenant.CompareTo(other.Id.Job.Tenant)
            : Id.Job.Number != other.Id.Job.Number ? Id.Job.Number.CompareTo(other.Id.Job.Number)
            : Id.Ordinal.CompareTo(other.Id.Ordinal);
    }

    private sealed class Run
    {
        public required int Speed { get; set; }

        public Instant LaunchedAt { get; set; } = Instant.Never;

        public long ResumeFromMs { get; set; }

        public Instant StoppedAt { get; set; } = Instant.Never;

        public long KeptWhenStoppedMs { get; set; }

        public Instant ReportAt { get; set; } = Instant.Never;

        public void Keep(Keeper keeper)
        {
            (Speed, LaunchedAt, ResumeFromMs) = (keeper.Number(Speed), keeper.At(LaunchedAt), keeper.Number(ResumeFromMs));
            (StoppedAt, KeptWhenStoppedMs, ReportAt) = (keeper.At(StoppedAt), keeper.Number(KeptWhenStoppedMs), keeper.At(ReportAt));
        }
    }
}
