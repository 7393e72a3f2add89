using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>Commands about jobs and services.</summary>
public sealed partial class ControlCore
{
    private void TakeIn(SubmitJob command)
    {
        var problems = JobRules.Problems(command.Job, State);
        JobRules.AddTooMany(State, command.Job.Tenant, command.Job.Array, command.MostJobs, problems);
        if (problems.Count > 0)
        {
            Refuse(string.Join("; ", problems));
            return;
        }

        for (var i = 0; i < command.Job.Array; i++) Submit(command.Job with { Array = 1, ArrayIndex = command.Job.Array == 1 ? null : i }, replica: -1);
    }

    private void Submit(JobSpec spec, int replica)
    {
        var tenant = State.TenantIndex(spec.Tenant);
        Emit(new JobSubmitted(new(tenant, State.Tenants[tenant].NextJob), spec, replica));
    }

    private void TakeIn(SubmitService command)
    {
        var service = command.Service;
        var problems = JobRules.Problems(service.Replica, State);
        var tenant = State.TenantIndex(service.Replica.Tenant);
        if (service.Replicas < 0) problems.Add($"service {service.Name}: {service.Replicas} replicas; at least 0 are needed");
        JobRules.AddTooMany(State, service.Replica.Tenant, service.Replicas, command.MostJobs, problems);
        if (tenant >= 0 && State.Tenants[tenant].Services.ContainsKey(service.Name)) problems.Add($"a service '{service.Name}' exists");
        if (problems.Count > 0)
        {
            Refuse(string.Join("; ", problems));
            return;
        }

        service = service with { Replica = service.Replica with { Name = service.Name, Array = 1, Endless = true, TimeLimit = null } };
        Emit(new ServiceScaled(tenant, service));
        for (var replica = 0; replica < service.Replicas; replica++) Submit(service.Replica, replica);
    }

    /// <summary>More replicas are submitted; fewer: the highest numbers are cancelled.</summary>
    private void TakeIn(ScaleService command)
    {
        var tenant = State.TenantIndex(command.Tenant);
        if (tenant < 0 || !State.Tenants[tenant].Services.TryGetValue(command.Service, out var service))
        {
            Refuse($"tenant '{command.Tenant}' has no service '{command.Service}'");
            return;
        }

        if (command.Replicas < 0)
        {
            Refuse($"service {command.Service}: {command.Replicas} replicas; at least 0 are needed");
            return;
        }

        List<string> problems = [];
        JobRules.AddTooMany(State, command.Tenant, command.Replicas - service.Replicas, command.MostJobs, problems);
        if (problems.Count > 0)
        {
            Refuse(problems[0]);
            return;
        }

        Emit(new ServiceScaled(tenant, service with { Replicas = command.Replicas }));
        for (var replica = service.Replicas; replica < command.Replicas; replica++) Submit(service.Replica, replica);
        var surplus = State.Jobs.Where(job => job.Id.Tenant == tenant && job.Replica >= command.Replicas && !job.HasEnded
            && string.Equals(job.Spec.Name, command.Service, StringComparison.Ordinal)).OrderBy(job => job.Id.Number).ToList();
        foreach (var job in surplus) Cancel(job);
    }

    /// <summary>
    /// The program of a replica ended by itself, which no replica is meant to: it is started again, later each time. How long its turn waits is known from what happened on its tenant's own
    /// cells alone, however often it ended on loan.
    /// </summary>
    private void Exit(Job job, Attempt attempt, AttemptEnd how)
    {
        var (wasToldToLeave, onOwn) = (attempt.Phase == AttemptPhase.Stopping, attempt.Claim != Claim.Loan);
        var backOff = BackOff.After(job.BackOff, State.Now - attempt.LaunchedAt, State.Now);
        Emit(new AttemptEnded(attempt.Id, how, job.SavedMs(attempt, State.Now)));
        if (wasToldToLeave) return;   // it left, in whatever way
        Emit(new ReplicaExited(job.Id, backOff));
        if (!onOwn) return;
        var turn = State.Tenants[job.Id.Tenant].Cluster[job.Id.Number];
        Emit(new TurnDelayed(job.Id, turn.SavedMs(State.Now), turn.BackOffAfterExit(State.Now)));
    }

    private void EndBackOffs()
    {
        while (State.NextBackOffEnd <= State.Now) Emit(new ReplicaDue(State.FirstBackingOff));
    }

    private void TakeIn(UpdateJob command) => WithJob(command.Tenant, command.Job, "update", job =>
    {
        if (command.TimeLimit is { } limit && limit <= Duration.Zero) Refuse($"job {command.Job}: the time limit is {limit}; it must be longer than nothing");
        else if (job.Replica >= 0 && command.TimeLimit is not null) Refuse($"job {command.Job} is a replica of service '{job.Spec.Name}', which has no end, and so no time limit");
        else Emit(new JobUpdated(job.Id, command.Priority ?? job.Spec.Priority, command.TimeLimit ?? job.Spec.TimeLimit));
    });

    /// <summary>What is cancelled stops at once, and so does its turn, also when only that is left of it.</summary>
    private void Cancel(Job job)
    {
        if (job.Own is { } own) End(job, own, AttemptEnd.Killed);
        if (job.Loan is { } loan) End(job, loan, AttemptEnd.Killed);
        var hasTurn = State.Tenants[job.Id.Tenant].Cluster.TryGet(job.Id.Number, out _);
        if (!job.HasEnded) Emit(new JobEnded(job.Id, JobOutcome.Cancelled, job.KeptMs));
        if (hasTurn) Emit(new TurnEnded(job.Id, TurnEnd.Cancelled));
    }

    private void WithJob(string tenantName, int number, string what, Action<Job> act)
    {
        var tenant = State.TenantIndex(tenantName);
        if (tenant < 0) Refuse($"there is no tenant '{tenantName}'");
        else if (number < 1 || number >= State.Tenants[tenant].NextJob) Refuse($"tenant '{tenantName}' has no job {number}");
        else if (!State.TryGetJob(new(tenant, number), out var job)) Refuse($"job {number} is over; there is nothing to {what}");
        else act(job);
    }
}
