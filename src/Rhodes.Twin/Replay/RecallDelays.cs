using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>How a tenant's turns on its own cells started.</summary>
/// <param name="Started">Turns that were launched.</param>
/// <param name="Delayed">Those of them that waited at all for what was lent.</param>
/// <param name="LongestMs">The longest of these waits.</param>
/// <param name="Late">Turns that waited longer than the recall notice, launched or not. Must be 0.</param>
public readonly record struct StartFigures(long Started, long Delayed, long LongestMs, long Late);

/// <summary>Checks that no turn waits for what was lent longer than the recall notice of its tenant's leases.</summary>
internal sealed class RecallDelays
{
    private readonly Dictionary<JobId, Instant> _starting = [];
    private readonly Dictionary<int, Duration> _notices = [];
    private readonly List<StartFigures> _byTenant = [];

    public StartFigures Of(int tenant) => tenant < _byTenant.Count ? _byTenant[tenant] : default;

    /// <summary>Turns that waited longer.</summary>
    public long Violations => _byTenant.Sum(starts => starts.Late);

    public void Saw(Instant at, Event @event)
    {
        switch (@event)
        {
            case LeaseConfirmed e:
                _notices[e.Tenant] = new(Math.Max(e.Lease.RecallNotice.Milliseconds, _notices.GetValueOrDefault(e.Tenant).Milliseconds));
                break;
            case TurnStarted e: _starting[e.Job] = at; break;
            case TurnLaunched e: Leave(e.Job, at, launched: true); break;
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

    public void Keep(Keeper keeper)
    {
        keeper.Map(_starting, keeper.Job, keeper.At);
        keeper.Map(_notices, keeper.Number, keeper.Length);
        keeper.List(_byTenant, starts => new(keeper.Number(starts.Started), keeper.Number(starts.Delayed), keeper.Number(starts.LongestMs), keeper.Number(starts.Late)));
    }

    private void Leave(JobId job, Instant at, bool launched = false)
    {
        if (!_starting.Remove(job, out var since)) return;
        while (_byTenant.Count <= job.Tenant) _byTenant.Add(default);
        var (known, waited) = (_byTenant[job.Tenant], at - since);
        if (launched)
            known = known with { Started = known.Started + 1, Delayed = known.Delayed + (waited > Duration.Zero ? 1 : 0), LongestMs = Math.Max(known.LongestMs, waited.Milliseconds) };
        if (waited > _notices.GetValueOrDefault(job.Tenant)) known = known with { Late = known.Late + 1 };
        _byTenant[job.Tenant] = known;
    }
}
