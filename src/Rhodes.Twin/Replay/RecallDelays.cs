using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Replay;

/// <summary>Checks that no turn waits for what was lent longer than the recall notice of its tenant's leases.</summary>
internal sealed class RecallDelays
{
    private readonly Dictionary<JobId, Instant> _starting = [];
    private readonly Dictionary<int, Duration> _notices = [];

    /// <summary>Turns that waited longer.</summary>
    public long Violations { get; private set; }

    public void Saw(Instant at, Event @event)
    {
        switch (@event)
        {
            case LeaseConfirmed e:
                _notices[e.Tenant] = new(Math.Max(e.Lease.RecallNotice.Milliseconds, _notices.GetValueOrDefault(e.Tenant).Milliseconds));
                break;
            case TurnStarted e: _starting[e.Job] = at; break;
            case TurnLaunched e: Leave(e.Job, at); break;
            case TurnStopping e: Leave(e.Job, at); break;
            case TurnInterrupted e: Leave(e.Job, at); break;
            case TurnStopped e: Leave(e.Job, at); break;
            case TurnEnded e: Leave(e.Job, at); break;
        }
    }

    /// <summary>Counts those that still wait at the end, and should not any more.</summary>
    public void Finish(Instant end)
    {
        foreach (var job in _starting.Keys.ToList()) Leave(job, end);
    }

    private void Leave(JobId job, Instant at)
    {
        if (_starting.Remove(job, out var since) && at - since > _notices.GetValueOrDefault(job.Tenant)) Violations++;
    }
}
