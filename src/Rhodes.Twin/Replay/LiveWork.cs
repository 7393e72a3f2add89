using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>
/// Follows jobs and their attempts by their events, and forgets those that are over: memory is bounded by what waits or runs at
/// once. Others are told of each event after it, and ask here whom it was about.
/// </summary>
/// <remarks>Hot: once per event; one look-up for those about a job.</remarks>
public sealed class LiveWork
{
    private readonly Dictionary<JobId, LiveJob> _jobs = [];

    /// <summary>Jobs that are not over, in no order that may be relied on.</summary>
    public IReadOnlyCollection<LiveJob> Jobs => _jobs.Values;

    /// <summary>The job that the last event was about; null when it was about none, or about a turn.</summary>
    public LiveJob? Job { get; private set; }

    /// <summary>The attempt that the last event was about, as it is after it.</summary>
    public LiveAttempt? Attempt { get; private set; }

    /// <summary>Whether the last event made one more job wait (1) or one fewer (-1).</summary>
    public int WaitingChange { get; private set; }

    public void Saw(Instant at, Event @event)
    {
        (Job, Attempt, WaitingChange) = (null, null, 0);
        switch (@event)
        {
            case JobSubmitted e: Submit(e, at); break;
            case JobEnded e: End(e); break;
            case AttemptPlaced e: Place(e); break;
            case AttemptLaunched e: Launch(e, at); break;
            case AttemptStopping e: Stop(e, at); break;
            case AttemptEnded e: End(e, at); break;
            case ClaimChanged e: ChangeClaim(e); break;
        }
    }

    /// <summary>Between two instants nobody asks any more what the last event was about.</summary>
    public void Keep(Keeper keeper)
    {
        (Job, Attempt, WaitingChange) = (null, null, 0);
        keeper.Map(_jobs, keeper.Job, job => LiveJob.Keep(job, keeper));
    }

    private void Find(AttemptId id)
    {
        Job = _jobs[id.Job];
        Attempt = Job.Own is { } own && own.Ordinal == id.Ordinal ? own : Job.Loan!;
    }

    private void Submit(JobSubmitted submitted, Instant at)
    {
        _jobs.Add(submitted.Job, Job = new(submitted, at));
        SetWaiting(true);
    }

    private void End(JobEnded ended)
    {
        _jobs.Remove(ended.Job, out var job);
        Job = job;
        SetWaiting(false);
    }

    private void SetWaiting(bool waits)
    {
        if (Job!.IsWaiting == waits) return;
        Job.IsWaiting = waits;
        WaitingChange = waits ? 1 : -1;
    }

    private void Place(AttemptPlaced placed)
    {
        Job = _jobs[placed.Attempt.Job];
        Attempt = new(placed);
        if (placed.Claim == Claim.Loan) Job.Loan = Attempt;
        else Job.Own = Attempt;
    }

    private void Launch(AttemptLaunched launched, Instant at)
    {
        Find(launched.Attempt);
        (Attempt!.LaunchedAt, Attempt.ResumeFromMs) = (at, launched.ResumeFromMs);
        Job!.Launches++;
        Job.Running++;
        SetWaiting(false);
    }

    private void Stop(AttemptStopping stopping, Instant at)
    {
        Find(stopping.Attempt);
        Attempt!.StoppedAt = Instant.Earlier(Attempt.StoppedAt, at);
        Attempt.ToldToLeave = stopping.Why;
        if (stopping.Why == StopReason.Recall) Attempt.Recalls++;
    }

    private void End(AttemptEnded ended, Instant at)
    {
        Find(ended.Attempt);
        if (Attempt == Job!.Own) Job.Own = null;
        else Job.Loan = null;
        if (Attempt!.LaunchedAt.IsNever) return;
        Job.Running--;
        if (Job.Running == 0 && (Job.Endless || ended.How is not (AttemptEnd.Completed or AttemptEnd.Failed))) SetWaiting(true);
        if (ended.How is AttemptEnd.Stopped or AttemptEnd.Killed or AttemptEnd.Lost) Attempt.LostDeviceMs = Lost(Attempt, Job.Checkpoint, ended.KeptMs, at);
    }

    /// <summary>What was done and not kept, as running that is to be spent again.</summary>
    private static Int128 Lost(LiveAttempt attempt, CheckpointSpec? checkpoint, long keptMs, Instant at)
    {
        var ran = (Instant.Earlier(at, attempt.StoppedAt) - attempt.LaunchedAt).Milliseconds;
        var lost = Progress.ReachedMs(checkpoint, attempt.ResumeFromMs, ran, attempt.Speed) - keptMs;
        return lost > 0 ? (Int128)lost * 1_000 / attempt.Speed * attempt.Devices : 0;
    }

    private void ChangeClaim(ClaimChanged changed)
    {
        Find(changed.Attempt);
        Attempt!.Claim = Claim.Guaranteed;
        (Job!.Own, Job.Loan) = (Attempt, null);
    }
}

/// <summary>A job that is not over, or was ended by the last event.</summary>
public sealed class LiveJob
{
    internal LiveJob(JobSubmitted submitted, Instant at)
    {
        (Id, SubmittedAt, Claim, Checkpoint) = (submitted.Job, at, submitted.Spec.Claim, submitted.Spec.Checkpoint);
        (Endless, Devices) = (submitted.Spec.Endless, submitted.Spec.TotalDevices);
    }

    private LiveJob()
    {
    }

    public JobId Id { get; private set; }

    /// <summary>As it was submitted.</summary>
    public Claim Claim { get; private set; }

    public CheckpointSpec? Checkpoint { get; private set; }

    /// <summary>It is a replica of a service.</summary>
    public bool Endless { get; private set; }

    public int Devices { get; private set; }

    public Instant SubmittedAt { get; private set; }

    /// <summary>How often its code was started.</summary>
    public int Launches { get; internal set; }

    /// <summary>Attempts of it that were launched and are not over.</summary>
    public int Running { get; internal set; }

    /// <summary>It is submitted, not over, and runs nowhere.</summary>
    public bool IsWaiting { get; internal set; }

    public LiveAttempt? Own { get; internal set; }

    public LiveAttempt? Loan { get; internal set; }

    internal static LiveJob Keep(LiveJob? job, Keeper keeper)
    {
        job ??= new();
        (job.Id, job.Claim, job.Endless) = (keeper.Job(job.Id), keeper.Word(job.Claim), keeper.Flag(job.Endless));
        job.Checkpoint = keeper.MaybeValue(job.Checkpoint, saves => new(keeper.Length(saves.Every), keeper.Length(saves.Takes), keeper.Length(saves.Restart)));
        (job.Devices, job.SubmittedAt, job.Launches) = (keeper.Number(job.Devices), keeper.At(job.SubmittedAt), keeper.Number(job.Launches));
        (job.Running, job.IsWaiting) = (keeper.Number(job.Running), keeper.Flag(job.IsWaiting));
        job.Own = keeper.Maybe(job.Own, attempt => LiveAttempt.Keep(attempt, keeper));
        job.Loan = keeper.Maybe(job.Loan, attempt => LiveAttempt.Keep(attempt, keeper));
        return job;
    }
}

/// <summary>One run of a job that is placed, or was ended by the last event.</summary>
public sealed class LiveAttempt
{
    internal LiveAttempt(AttemptPlaced placed) : this(placed.Place) =>
        (Ordinal, Claim, Speed) = (placed.Attempt.Ordinal, placed.Claim, placed.SpeedThousandths);

    private LiveAttempt(NodeShare[] place) => (Place, Devices) = (place, DevicesOf(place));

    public int Ordinal { get; private set; }

    /// <summary>Loan, or guaranteed: on its tenant's own cells.</summary>
    public Claim Claim { get; internal set; }

    public NodeShare[] Place { get; }

    /// <summary>Thousandths of the reference speed.</summary>
    public int Speed { get; private set; }

    public long Devices { get; }

    public Instant LaunchedAt { get; internal set; } = Instant.Never;

    public bool IsLaunched => !LaunchedAt.IsNever;

    public long ResumeFromMs { get; internal set; }

    /// <summary>When it was first told to leave; its work stands still from then on.</summary>
    public Instant StoppedAt { get; internal set; } = Instant.Never;

    /// <summary>Why it was told to leave last; null: nobody told it.</summary>
    public StopReason? ToldToLeave { get; internal set; }

    /// <summary>How often it was told that its capacity is needed by whom it belongs to.</summary>
    public int Recalls { get; internal set; }

    /// <summary>Device-milliseconds of running that its end made vain.</summary>
    public Int128 LostDeviceMs { get; internal set; }

    internal static LiveAttempt Keep(LiveAttempt? attempt, Keeper keeper)
    {
        var place = keeper.Place(attempt?.Place);
        attempt ??= new(place);
        (attempt.Ordinal, attempt.Claim, attempt.Speed) = (keeper.Number(attempt.Ordinal), keeper.Word(attempt.Claim), keeper.Number(attempt.Speed));
        (attempt.LaunchedAt, attempt.ResumeFromMs, attempt.StoppedAt) = (keeper.At(attempt.LaunchedAt), keeper.Number(attempt.ResumeFromMs), keeper.At(attempt.StoppedAt));
        attempt.ToldToLeave = keeper.MaybeValue(attempt.ToldToLeave, keeper.Word);
        (attempt.Recalls, attempt.LostDeviceMs) = (keeper.Number(attempt.Recalls), keeper.Big(attempt.LostDeviceMs));
        return attempt;
    }

    private static long DevicesOf(NodeShare[] place)
    {
        var devices = 0L;
        foreach (var share in place) devices += (long)share.Demand.Devices * share.Nodes.Length;
        return devices;
    }
}
