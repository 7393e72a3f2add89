using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>The part of <see cref="Apply"/> that is about jobs, their turns and their attempts.</summary>
public sealed partial class SiteState
{
    private void ApplyToJobs(Event @event)
    {
        switch (@event)
        {
            case JobSubmitted e: AddJob(e); break;
            case JobHeld e: SetHeld(e.Job, true); break;
            case JobReleased e: SetHeld(e.Job, false); break;
            case JobUpdated e: UpdateJob(e); break;
            case JobEnded e: EndJob(e); break;
            case ServiceScaled e: _tenants[e.Tenant].Services[e.Service.Name] = e.Service; break;
            case ReplicaExited e: BackOff(e.Job, e.BackOff); break;
            case ReplicaDue e: BackOff(e.Job, _jobs[e.Job].BackOff!.Value with { Until = null }); break;
            case TurnStarted e: StartTurn(e); break;
            case TurnLaunched e: LaunchTurn(e.Job); break;
            case TurnStopping e: _tenants[e.Job.Tenant].Cluster.Stop(e.Job.Number, e.Until, Now); _starting.Remove(e.Job); break;
            case TurnStopped e: Requeue(e.Job, e.KeptMs); break;
            case TurnInterrupted e: Requeue(e.Job, e.KeptMs); break;
            case TurnDrained e: Requeue(e.Job, e.KeptMs); break;
            case TurnDelayed e: _tenants[e.Job.Tenant].Cluster.Delay(e.Job.Number, e.KeptMs, e.BackOff); break;
            case TurnDue e: _tenants[e.Job.Tenant].Cluster.EndDelay(e.Job.Number); break;
            case TurnEnded e: EndTurn(e.Job); break;
            case AttemptPlaced e: Place(e); break;
            case AttemptLaunched e: Launch(e); break;
            case AttemptStopping e: Stop(e); break;
            case AttemptEnded e: EndAttempt(e); break;
            case ClaimChanged e: ChangeClaim(e.Attempt); break;
            case CommandRefused: break;
            default: throw Invariant.Broken($"an event of kind {@event.GetType().Name} has no place in the state");
        }
    }

    private void AddJob(JobSubmitted submitted)
    {
        var spec = submitted.Spec;
        Job job = new() { Id = submitted.Job, Spec = spec, Replica = submitted.Replica, Shape = ShapeOf(spec), SubmittedAt = Now, Held = spec.Held };
        _jobs.Add(job.Id, job);
        var tenant = _tenants[job.Id.Tenant];
        tenant.OpenJobs++;
        tenant.NextJob = Math.Max(tenant.NextJob, job.Id.Number + 1);
        tenant.Cluster.Submit(job.Id.Number, spec);
        WaitFor(job);
        RefreshBorrowing(job);
    }

    /// <summary>Remembers the job with those that must really end before it.</summary>
    private void WaitFor(Job job)
    {
        foreach (var number in job.Spec.After)
        {
            JobId before = new(job.Id.Tenant, number);
            if (!_jobs.TryGetValue(before, out var other) || other.HasEnded) continue;
            if (!_after.TryGetValue(before, out var waiting)) _after.Add(before, waiting = []);
            waiting.Add(job.Id);
        }
    }

    private int ShapeOf(JobSpec spec)
    {
        JobShape shape = new(spec);
        if (!_shapes.TryGetValue(shape, out var number)) _shapes.Add(shape, number = _shapes.Count);
        return number;
    }

    private void SetHeld(JobId id, bool held)
    {
        var job = _jobs[id];
        job.Held = held;
        _tenants[id.Tenant].Cluster.SetHeld(id.Number, held);
        RefreshBorrowing(job);
    }

    private void UpdateJob(JobUpdated updated)
    {
        var job = _jobs[updated.Job];
        StopBorrowing(job);
        job.Spec = job.Spec with { Priority = updated.Priority, TimeLimit = updated.TimeLimit };
        _tenants[job.Id.Tenant].Cluster.Update(job.Id.Number, updated.Priority, updated.TimeLimit);
        if (job.Loan is { Phase: AttemptPhase.Running } loan) SetDeadline(loan, LimitOf(job, loan), StopReason.TimeLimit);
        RefreshBorrowing(job);
    }

    private void EndJob(JobEnded ended)
    {
        var job = _jobs[ended.Job];
        job.HasEnded = true;
        _tenants[job.Id.Tenant].OpenJobs--;
        SetBackOff(job, null);
        _tenants[job.Id.Tenant].Cluster.EndJob(job.Id.Number, ended.WorkMs);
        RefreshBorrowing(job);
        if (_after.Remove(job.Id, out var waiting))
            foreach (var id in waiting)
                if (_jobs.TryGetValue(id, out var next)) RefreshBorrowing(next);
        ForgetIfOver(job);
    }

    private void BackOff(JobId id, BackOff backOff)
    {
        var job = _jobs[id];
        SetBackOff(job, backOff);
        RefreshBorrowing(job);
    }

    private void SetBackOff(Job job, BackOff? backOff)
    {
        if (job.BackOff is { Until: { } before }) _backingOff.Remove((before.Milliseconds, job.Id, 0));
        job.BackOff = backOff;
        if (backOff is { Until: { } until }) _backingOff.Add((until.Milliseconds, job.Id, 0));
    }

    private void StartTurn(TurnStarted started)
    {
        _tenants[started.Job.Tenant].Cluster.Start(started.Job.Number, started.Place, started.SpeedThousandths, Now);
        _starting.Add(started.Job);
        RefreshBorrowing(_jobs[started.Job]);
    }

    private void LaunchTurn(JobId id)
    {
        _tenants[id.Tenant].Cluster.Launch(id.Number, Now);
        _starting.Remove(id);
    }

    private void Requeue(JobId id, long keptMs)
    {
        _tenants[id.Tenant].Cluster.Requeue(id.Number, keptMs);
        _starting.Remove(id);
        RefreshBorrowing(_jobs[id]);
    }

    private void EndTurn(JobId id)
    {
        _tenants[id.Tenant].Cluster.End(id.Number);
        _starting.Remove(id);
        if (_jobs.TryGetValue(id, out var job)) ForgetIfOver(job);
    }

    private void Place(AttemptPlaced placed)
    {
        var job = _jobs[placed.Attempt.Job];
        Attempt attempt = new() { Id = placed.Attempt, Claim = placed.Claim, Place = placed.Place, Speed = placed.SpeedThousandths };
        job.Attempts = placed.Attempt.Ordinal;
        if (placed.Claim == Claim.Loan) job.Loan = attempt;
        else job.Own = attempt;
        Occupy(attempt, 1);
        RefreshBorrowing(job);
    }

    private void Launch(AttemptLaunched launched)
    {
        var job = _jobs[launched.Attempt.Job];
        var attempt = job.AttemptOf(launched.Attempt)!;
        (attempt.Phase, attempt.LaunchedAt, attempt.ResumeFromMs) = (AttemptPhase.Running, Now, launched.ResumeFromMs);
        if (attempt.Claim == Claim.Loan) SetDeadline(attempt, LimitOf(job, attempt), StopReason.TimeLimit);
    }

    /// <summary>When an attempt on loan has run for as long as it may; now, when a shorter limit came while it ran.</summary>
    private Instant LimitOf(Job job, Attempt attempt) =>
        job.Spec.TimeLimit is { } limit ? Instant.Later(Now, attempt.LaunchedAt + limit) : Instant.Never;

    private void Stop(AttemptStopping stopping)
    {
        var attempt = AttemptOf(stopping.Attempt)!;
        if (attempt.Phase == AttemptPhase.Running) attempt.StoppedAt = Now;
        attempt.Phase = AttemptPhase.Stopping;
        SetDeadline(attempt, stopping.Deadline, stopping.Why);
    }

    private void EndAttempt(AttemptEnded ended)
    {
        var job = _jobs[ended.Attempt.Job];
        var attempt = job.AttemptOf(ended.Attempt)!;
        SetDeadline(attempt, Instant.Never, attempt.Why);
        Occupy(attempt, -1);
        if (attempt.Claim == Claim.Loan) job.Loan = null;
        else job.Own = null;
        job.KeptMs = ended.KeptMs;
        if (ended.How == AttemptEnd.Killed && attempt.Why == StopReason.TimeLimit) job.MayNotBorrow = true;
        RefreshBorrowing(job);
        ForgetIfOver(job);
    }

    private void ChangeClaim(AttemptId id)
    {
        var job = _jobs[id.Job];
        var attempt = job.Loan!;
        Occupy(attempt, -1);
        SetDeadline(attempt, Instant.Never, attempt.Why);
        attempt.Claim = Claim.Guaranteed;
        (job.Loan, job.Own) = (null, attempt);
        Occupy(attempt, 1);
    }

    private void SetDeadline(Attempt attempt, Instant deadline, StopReason why)
    {
        if (!attempt.Deadline.IsNever) _deadlines.Remove((attempt.Deadline.Milliseconds, attempt.Id.Job, attempt.Id.Ordinal));
        (attempt.Deadline, attempt.Why) = (deadline, why);
        if (!deadline.IsNever) _deadlines.Add((deadline.Milliseconds, attempt.Id.Job, attempt.Id.Ordinal));
    }

    private void Occupy(Attempt attempt, int sign)
    {
        foreach (var share in attempt.Place)
        {
            var pool = _pools[share.Pool];
            foreach (var id in share.Nodes)
            {
                var node = pool.IndexOf(id);
                if (attempt.Claim != Claim.Loan) pool.AddOwn(node, sign);
                else if (sign > 0) pool.AddLoan(node, attempt.Id, share.Demand);
                else pool.RemoveLoan(node, attempt.Id, share.Demand);
            }
        }

        if (attempt.Claim == Claim.Loan) _tenants[attempt.Id.Job.Tenant].Borrowed += sign * attempt.Devices;
        if (sign < 0) MayLend = true;
    }

    /// <summary>A job stands in the queue for loans exactly while it could run on one.</summary>
    private void RefreshBorrowing(Job job)
    {
        var wants = !job.HasEnded && !job.Held && !job.MayNotBorrow && job.BackOff is not { IsOn: true } && job.Spec.Claim != Claim.Guaranteed
            && job.Own is null && job.Loan is null && FirstUnended(job) == 0
            && !(_tenants[job.Id.Tenant].Cluster.TryGet(job.Id.Number, out var turn) && turn.Phase != PrivateClusters.TurnPhase.Waiting);
        if (wants == job.AsksForLoan) return;
        if (!wants)
        {
            StopBorrowing(job);
            return;
        }

        job.AsksForLoan = true;
        _tenants[job.Id.Tenant].Borrowing.Add(job.Shape, job.Spec, job.Id.Number);
    }

    private void StopBorrowing(Job job)
    {
        if (!job.AsksForLoan) return;
        job.AsksForLoan = false;
        _tenants[job.Id.Tenant].Borrowing.Remove(job.Shape, job.Spec, job.Id.Number);
    }

    private void ForgetIfOver(Job job)
    {
        if (job.HasEnded && job.Own is null && job.Loan is null && !_tenants[job.Id.Tenant].Cluster.TryGet(job.Id.Number, out _)) _jobs.Remove(job.Id);
    }
}
