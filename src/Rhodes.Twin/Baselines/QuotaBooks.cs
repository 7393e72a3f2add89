using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Baselines;

/// <summary>A job that was let in by count: its devices are its tenant's from then on, whether it has found nodes or not.</summary>
/// <param name="Order">Later ones have higher numbers.</param>
/// <param name="Counts">Devices by pool.</param>
internal sealed record Admitted(JobId Job, long Order, int Priority, long[] Counts);

/// <summary>Devices by tenant and pool: what each may have, and what it was let in with.</summary>
internal sealed class QuotaBooks
{
    private readonly Dictionary<JobId, Admitted> _admitted = [];
    private readonly Dictionary<(int Tenant, int Pool), long> _used = [];
    private readonly Dictionary<(int Tenant, int Pool), long> _quota = [];
    private long _order;

    /// <summary>When the quotas change next by the calendar of the leases.</summary>
    public Instant QuotasUntil { get; private set; } = Instant.Never;

    public IEnumerable<Admitted> All => _admitted.Values;

    /// <summary>What the tenant's leases give now.</summary>
    public long Quota(int tenant, int pool) => _quota.GetValueOrDefault((tenant, pool));

    public long Used(int tenant, int pool) => _used.GetValueOrDefault((tenant, pool));

    /// <summary>What a tenant has beyond its quota.</summary>
    public long Borrowed(int tenant, int pool) => Math.Max(0, Used(tenant, pool) - Quota(tenant, pool));

    /// <summary>Healthy devices that nobody was let in with; below none when nodes failed since.</summary>
    public long Free(SiteState state, int pool)
    {
        var physical = state.Pools[pool];
        var healthy = (long)(physical.Tree.Nodes - physical.Broken.Count) * physical.Fabric.Spec.DevicesPerNode;
        for (var tenant = 0; tenant < state.Tenants.Length; tenant++) healthy -= Used(tenant, pool);
        return healthy;
    }

    public Admitted Admit(Job job, long[] counts)
    {
        Admitted admitted = new(job.Id, ++_order, job.Spec.Priority, counts);
        _admitted.Add(job.Id, admitted);
        Count(admitted, 1);
        return admitted;
    }

    /// <summary>Gives back what a job was let in with, if it was.</summary>
    public void Release(JobId job)
    {
        if (_admitted.Remove(job, out var admitted)) Count(admitted, -1);
    }

    /// <summary>A lease came or went: the quotas are to be looked up anew now.</summary>
    public void ForgetQuotas() => QuotasUntil = Instant.Beginning;

    public void RefreshQuotas(SiteState state)
    {
        if (QuotasUntil > state.Now) return;
        _quota.Clear();
        QuotasUntil = Instant.Never;
        foreach (var tenant in state.Tenants)
            foreach (var lease in tenant.Cluster.Leases) AddQuota(tenant.Index, lease, state);
    }

    private void AddQuota(int tenant, LeaseSpec lease, SiteState state)
    {
        var pool = state.Fabric.PoolIndex(lease.Pool);
        var devices = (long)lease.Shape.TotalNodes * state.Fabric.Pools[pool].Spec.DevicesPerNode;
        foreach (var step in lease.Steps)
        {
            if (step.Until <= state.Now) continue;
            var isOpen = step.From <= state.Now;
            if (isOpen) _quota[(tenant, pool)] = Quota(tenant, pool) + (step.Cells * devices);
            QuotasUntil = Instant.Earlier(QuotasUntil, isOpen ? step.Until : step.From);
        }
    }

    private void Count(Admitted admitted, int sign)
    {
        for (var pool = 0; pool < admitted.Counts.Length; pool++)
            if (admitted.Counts[pool] != 0) _used[(admitted.Job.Tenant, pool)] = Used(admitted.Job.Tenant, pool) + (sign * admitted.Counts[pool]);
    }
}
