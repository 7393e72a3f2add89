using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>Keeping a site's state, and making it again. Whatever can be derived is derived anew.</summary>
public sealed partial class SiteState
{
    /// <summary>What a state must be made from to go on as this one.</summary>
    public SiteImage ToImage()
    {
        Meter.Advance(Now);
        return new()
        {
            Now = Now,
            Site = Fabric.Site,
            PoolSpecs = [.. Fabric.Pools.Select(pool => pool.Spec)],
            Nodes = [.. Fabric.All().Select(node => new AddedNode(node.Id, node.Spec))],
            NextNode = NextNode,
            NextTenure = NextTenure,
            Pools = [.. Enumerable.Range(0, _pools.Length).Select(ImageOf)],
            Tenants = [.. _tenants.Select(tenant => new TenantImage(tenant.Spec, tenant.NextJob, [.. tenant.Services.Values], tenant.Cluster.ToImage()))],
            Jobs = [.. _jobs.Values.OrderBy(job => job.Id.Tenant).ThenBy(job => job.Id.Number).Select(ImageOf)],
            Starting = [.. _starting],
            Leases = [.. _leaseTenant.Select(lease => new LeaseImage(lease.Key, lease.Value))],
            Open = [.. _open.Select(open => new TenureImage(open.Pool, open.Tenure))],
            ClosedAhead = [.. _closedAhead.Select(closed => new TenureImage(closed.Pool, closed.Tenure))],
            Meter = Meter.ToImage(),
            People = People.Users.Any() ? new([.. People.Users], [.. People.Keys]) : null,
            Draining = _draining.Count == 0 ? null : [.. _draining.Values],
        };
    }

    public static SiteState From(SiteImage image)
    {
        SiteState state = new() { Now = image.Now, NextNode = image.NextNode, NextTenure = image.NextTenure, MustHealAll = true, MayLend = true };
        state.RestoreFabric(image);
        foreach (var tenant in image.Tenants) state.Restore(tenant);
        foreach (var lease in image.Leases) state._leaseTenant.Add(lease.Name, lease.Tenant);
        foreach (var open in image.Open)
        {
            state._open.Add((open.Pool, open.Tenure));
            state._pools[open.Pool].Cover(state._pools[open.Pool].Plan[open.Tenure].Domain, 1);
        }

        foreach (var closed in image.ClosedAhead) state._closedAhead.Add((closed.Pool, closed.Tenure));
        for (var pool = 0; pool < state._pools.Length; pool++)
            foreach (var tenure in state._pools[pool].Plan.All) state.SetTimers(pool, tenure.Id);
        foreach (var job in image.Jobs) state.Restore(job);
        foreach (var job in image.Jobs) state.RestoreOrder(state._jobs[job.Id]);
        foreach (var id in image.Starting) state._starting.Add(id);
        if (image.People is { } people) state.People.Restore(people.Users, people.Keys);
        state.RestoreAiling();
        return state;
    }

    private void RestoreAiling()
    {
        foreach (var (pool, tenant, node) in _lost) Ail(pool, tenant, node);
        for (var pool = 0; pool < _pools.Length; pool++)
        {
            foreach (var node in _pools[pool].Broken)
                if (_pools[pool].GuestOf(node) is { IsNone: false } guest) Ail(pool, guest.Tenant, guest.Node);
        }
    }

    private void RestoreFabric(SiteImage image)
    {
        Fabric = new(image.Site, image.PoolSpecs, image.Nodes.Select(node => (node.Id, node.Spec)));
        for (var pool = 0; pool < Fabric.Pools.Count; pool++)
        {
            _pools = _pools.Add(new(Fabric.Pools[pool]));
            Restore(pool, image.Pools[pool]);
        }

        foreach (var draining in image.Draining ?? []) _draining.Add(draining.Node.Value, draining);
        RestoreDraining();
        Meter.Restore(image.Meter);
        Meter.Fold(Now, new FabricChanged(image.Site, image.PoolSpecs, image.Nodes, []));
        foreach (var pool in image.Pools)
        {
            foreach (var node in pool.Broken) Meter.Fold(Now, new NodeWentDown(node, ""));
            foreach (var closed in pool.Closed) Meter.Fold(Now, new NodesClosed(0, 0, closed.Tenant, [closed.Node]));
        }
    }

    private void Restore(TenantImage image)
    {
        TenantState tenant = new(_tenants.Length, image.Spec) { NextJob = image.NextJob };
        foreach (var pool in _pools) tenant.Cluster.AddPool(pool.Fabric.Spec);
        tenant.Cluster.Restore(image.Cluster, Now);
        foreach (var service in image.Services) tenant.Services.Add(service.Name, service);
        _tenants = _tenants.Add(tenant);
        foreach (var lost in image.Cluster.Lost) _lost.Add((lost.Pool, tenant.Index, lost.Index));
    }

    private void Restore(JobImage image)
    {
        Job job = new() { Id = image.Id, Spec = image.Spec, Replica = image.Replica, Shape = ShapeOf(image.Spec), SubmittedAt = image.SubmittedAt };
        (job.Held, job.KeptMs, job.HasEnded, job.MayNotBorrow, job.Attempts) = (image.Held, image.KeptMs, image.HasEnded, image.MayNotBorrow, image.Attempts);
        _jobs.Add(job.Id, job);
        if (!job.HasEnded) _tenants[job.Id.Tenant].OpenJobs++;
        SetBackOff(job, image.BackOff);
        if (image.Own is { } own) job.Own = Restore(own);
        if (image.Loan is { } loan) job.Loan = Restore(loan);
    }

    private Attempt Restore(AttemptImage image)
    {
        Attempt attempt = new() { Id = image.Id, Claim = image.Claim, Place = image.Place, Speed = image.Speed };
        (attempt.Phase, attempt.LaunchedAt, attempt.ResumeFromMs, attempt.StoppedAt) = (image.Phase, image.LaunchedAt, image.ResumeFromMs, image.StoppedAt);
        SetDeadline(attempt, image.Deadline, image.Why);
        Occupy(attempt, 1);
        Meter.Fold(Now, new AttemptPlaced(attempt.Id, attempt.Claim, attempt.Place, attempt.Speed));
        if (!attempt.LaunchedAt.IsNever) Meter.Fold(Now, new AttemptLaunched(attempt.Id, attempt.ResumeFromMs));
        return attempt;
    }

    /// <summary>Who waits for whom, and who asks for a loan: it takes all jobs to know.</summary>
    private void RestoreOrder(Job job)
    {
        if (!job.HasEnded) WaitFor(job);
        RefreshBorrowing(job);
    }

    private static JobImage ImageOf(Job job) => new(
        job.Id, job.Spec, job.Replica, job.SubmittedAt, job.Held, job.KeptMs, job.HasEnded, job.MayNotBorrow, job.Attempts, ImageOf(job.Own), ImageOf(job.Loan), job.BackOff);

    private static AttemptImage? ImageOf(Attempt? attempt) => attempt is null ? null : new(
        attempt.Id, attempt.Claim, attempt.Place, attempt.Speed, attempt.Phase, attempt.LaunchedAt, attempt.ResumeFromMs,
        attempt.StoppedAt, attempt.Deadline, attempt.Why);
}
