using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>What each tenant leased, had, and waited for, over time. In devices, but for the jobs.</summary>
internal sealed class TenantsOverTime(TimeLine time)
{
    private readonly List<TenantOverTime> _tenants = [];
    private readonly List<int> _devicesPerNode = [];
    private readonly Dictionary<int, int> _tenantOfTenure = [];
    private readonly Dictionary<int, (int Tenant, long Devices)> _open = [];
    private bool _mayMiss;

    /// <summary>By the tenant's index.</summary>
    public IReadOnlyList<TenantOverTime> All => _tenants;

    /// <summary>Jobs of all tenants that wait.</summary>
    public LevelOverTime Waiting { get; } = time.AddLevel();

    /// <remarks>Hot: once per event.</remarks>
    public void Saw(Instant at, Event @event, LiveWork live)
    {
        if (live.WaitingChange != 0) Wait(at, live.Job!, live.WaitingChange);
        switch (@event)
        {
            case AttemptLaunched: LevelFor(live.Job!, live.Attempt!).Change(at, live.Attempt!.Devices); break;
            case AttemptEnded: if (live.Attempt!.IsLaunched) End(at, live.Job!, live.Attempt); break;
            case ClaimChanged: ChangeClaim(at, live.Job!, live.Attempt!); break;
            case AttemptStopping: if (LostWork.IsRecall(@event, live.Attempt!)) _tenants[live.Job!.Id.Tenant].Recalls++; break;
            case CellNodeLost or CellNodeBack: _mayMiss = true; break;
            default: SawCells(at, @event); break;
        }
    }

    /// <summary>How much of the open cells nothing healthy stands behind.</summary>
    public void Settled(Instant at, ControlCore core)
    {
        if (!_mayMiss) return;
        _mayMiss = false;
        var missing = new long[_tenants.Count];
        foreach (var (pool, tenant, _) in core.State.Lost) missing[tenant] += _devicesPerNode[pool];
        for (var tenant = 0; tenant < missing.Length; tenant++) _tenants[tenant].Missing.Set(at, missing[tenant]);
    }

    public void Keep(Keeper keeper)
    {
        keeper.List(_tenants, tenant =>
        {
            tenant ??= new("", time);
            tenant.Keep(keeper);
            return tenant;
        });
        keeper.List(_devicesPerNode, keeper.Number);
        keeper.Map(_tenantOfTenure, keeper.Number, keeper.Number);
        keeper.Map(_open, keeper.Number, cell => (keeper.Number(cell.Tenant), keeper.Number(cell.Devices)));
        _mayMiss = keeper.Flag(_mayMiss);
        Waiting.Keep(keeper);
    }

    private void SawCells(Instant at, Event @event)
    {
        switch (@event)
        {
            case TenantAdded e: _tenants.Add(new(e.Spec.Name, time)); break;
            case FabricChanged e: foreach (var pool in e.AddedPools) _devicesPerNode.Add(pool.DevicesPerNode); break;
            case PlanChanged e:
                foreach (var tenure in e.Set) _tenantOfTenure[tenure.Id] = tenure.Tenant;
                foreach (var tenure in e.Removed) _tenantOfTenure.Remove(tenure);
                break;
            case CellOpened e: Open(at, e); break;
            case CellClosed e: Close(at, e); break;
        }
    }

    private void Open(Instant at, CellOpened opened)
    {
        var (tenant, devices) = (_tenantOfTenure[opened.Tenure], (long)opened.Hosts.Length * _devicesPerNode[opened.Pool]);
        _open.Add(opened.Tenure, (tenant, devices));
        _tenants[tenant].Leased.Change(at, devices);
    }

    private void Close(Instant at, CellClosed closed)
    {
        _open.Remove(closed.Tenure, out var cell);
        _tenantOfTenure.Remove(closed.Tenure);
        _tenants[cell.Tenant].Leased.Change(at, -cell.Devices);
        _mayMiss = true;
    }

    private void End(Instant at, LiveJob job, LiveAttempt attempt)
    {
        LevelFor(job, attempt).Change(at, -attempt.Devices);
        _tenants[job.Id.Tenant].LostDeviceMs += attempt.LostDeviceMs;
    }

    private void ChangeClaim(Instant at, LiveJob job, LiveAttempt attempt)
    {
        if (!attempt.IsLaunched) return;
        _tenants[job.Id.Tenant].OnLoan.Change(at, -attempt.Devices);
        _tenants[job.Id.Tenant].Own.Change(at, attempt.Devices);
    }

    private void Wait(Instant at, LiveJob job, long change)
    {
        if (job.Endless) return;
        Waiting.Change(at, change);
        _tenants[job.Id.Tenant].Waiting.Change(at, change);
    }

    private LevelOverTime LevelFor(LiveJob job, LiveAttempt attempt) =>
        attempt.Claim == Claim.Loan ? _tenants[job.Id.Tenant].OnLoan : _tenants[job.Id.Tenant].Own;
}

/// <summary>One tenant's part of <see cref="TenantsOverTime"/>.</summary>
internal sealed class TenantOverTime(string name, TimeLine time)
{
    public string Name { get; private set; } = name;

    /// <summary>Devices of its open cells.</summary>
    public LevelOverTime Leased { get; } = time.AddLevel();

    /// <summary>Devices of its open cells that nothing healthy stands behind.</summary>
    public LevelOverTime Missing { get; } = time.AddLevel();

    /// <summary>Devices on which its work runs on its own claim.</summary>
    public LevelOverTime Own { get; } = time.AddLevel();

    /// <summary>Devices that its work borrows.</summary>
    public LevelOverTime OnLoan { get; } = time.AddLevel();

    /// <summary>Jobs that are submitted, not over, and run nowhere.</summary>
    public LevelOverTime Waiting { get; } = time.AddLevel();

    /// <summary>Loans of it that were told to leave because the capacity was needed by whom it belongs to.</summary>
    public long Recalls { get; set; }

    public Int128 LostDeviceMs { get; set; }

    public void Keep(Keeper keeper)
    {
        (Name, Recalls, LostDeviceMs) = (keeper.Text(Name), keeper.Number(Recalls), keeper.Big(LostDeviceMs));
        foreach (var level in new[] { Leased, Missing, Own, OnLoan, Waiting }) level.Keep(keeper);
    }
}
