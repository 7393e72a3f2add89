using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Verify;

/// <summary>Writes down for each tenant, from the events of a shared run, what its private schedule may depend on.</summary>
public sealed class HistoryRecorder : IRunObserver
{
    private readonly List<TenantHistory> _tenants = [];
    private readonly List<PoolSpec> _pools = [];
    private readonly Dictionary<JobId, int> _unlaunched = [];

    public IReadOnlyList<TenantHistory> Tenants => _tenants;

    /// <summary>The pools that the site had, in order.</summary>
    public IReadOnlyList<PoolSpec> Pools => _pools;

    public void Settled(Instant at, ControlCore core)
    {
    }

    public void Saw(Instant at, Event @event)
    {
        switch (@event)
        {
            case FabricChanged e: _pools.AddRange(e.AddedPools); break;
            case TenantAdded e: _tenants.Add(new(e.Tenant, e.Spec)); break;
            case LeaseConfirmed e: Reach(e.Tenant, at, e); break;
            case LeaseEnded e: Reach(e.Tenant, at, e); break;
            case CellNodeLost e: Reach(e.Tenant, at, e); break;
            case CellNodeBack e: Reach(e.Tenant, at, e); break;
            case JobSubmitted e: Reach(e.Job.Tenant, at, e); break;
            case JobHeld e: Reach(e.Job.Tenant, at, e); break;
            case JobReleased e: Reach(e.Job.Tenant, at, e); break;
            case JobUpdated e: Reach(e.Job.Tenant, at, e); break;
            case JobEnded e: End(at, e); break;
            case TurnInterrupted e: Reach(e.Job.Tenant, at, e); break;
            case TurnStopping { Why: StopReason.Drain } e: Reach(e.Job.Tenant, at, e); break;
            case TurnDrained e: Reach(e.Job.Tenant, at, e); break;
            case TurnDelayed e: Reach(e.Job.Tenant, at, e); break;
            case TurnStarted e: Start(at, e); break;
            case TurnLaunched e: Launch(at, e.Job); break;
            case TurnEnded { How: TurnEnd.Cancelled } e: Reach(e.Job.Tenant, at, e); break;
        }
    }

    private void Reach(int tenant, Instant at, Event @event) => _tenants[tenant].Reached.Add(new(at, @event));

    /// <summary>The end of work that only borrows is a fact for what comes after it; of other work only its length is taken.</summary>
    private void End(Instant at, JobEnded ended)
    {
        Reach(ended.Job.Tenant, at, ended);
        if (ended.Outcome is JobOutcome.Completed or JobOutcome.Failed) _tenants[ended.Job.Tenant].Work[ended.Job.Number] = ended.WorkMs;
    }

    private void Start(Instant at, TurnStarted started)
    {
        var starts = _tenants[started.Job.Tenant].Starts;
        _unlaunched[started.Job] = starts.Count;
        starts.Add(new(started.Job.Number, at, Instant.Never, started.Place));
    }

    private void Launch(Instant at, JobId job)
    {
        var starts = _tenants[job.Tenant].Starts;
        _unlaunched.Remove(job, out var start);
        starts[start] = starts[start] with { LaunchedAt = at };
    }
}
