using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Metering;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>Sums up a run from its events. Memory is bounded by what waits or runs at once, not by the length of the run.</summary>
public sealed class ReplaySummary : IRunObserver
{
    private readonly List<string> _tenants = [];
    private readonly long[] _outcomes = new long[4];
    private readonly WaitTimes _waits = new();
    private readonly LostWork _lost = new();
    private readonly RecallDelays _delays = new();
    private long _events, _submitted, _launched, _replicas, _swaps, _moves, _claimsChanged, _endedOnLoan, _refusals, _faults;

    /// <summary>What is not over now, for observers that are told after this one.</summary>
    public LiveWork Live { get; } = new();

    public void Saw(Instant at, Event @event)
    {
        _events++;
        _delays.Saw(at, @event);
        Live.Saw(at, @event);
        if (Live.Attempt is { } attempt) _lost.Saw(@event, attempt);
        switch (@event)
        {
            case TenantAdded e: _tenants.Add(e.Spec.Name); break;
            case JobSubmitted: Submit(Live.Job!); break;
            case JobEnded e: End(e, Live.Job!); break;
            case AttemptLaunched: Launch(Live.Job!, at); break;
            case AttemptEnded e: End(e, Live.Job!, Live.Attempt!); break;
            case ClaimChanged: _claimsChanged++; break;
            case DomainsSwapped: _swaps++; break;
            case CellMoved: _moves++; break;
            case NodeWentDown: _faults++; break;
            case CommandRefused: _refusals++; break;
        }
    }

    public void Settled(Instant at, ControlCore core)
    {
    }

    /// <summary>What it comes to at the end.</summary>
    /// <param name="end">Everything is accounted for up to this instant.</param>
    public ReplayFigures At(Instant from, Instant end, ControlCore core)
    {
        core.State.Meter.Advance(end);
        _delays.Finish(end);
        var meter = core.State.Meter;
        var uses = Enum.GetValues<DeviceUse>().ToDictionary(use => use, meter.Total);
        Int128 sum = 0;
        foreach (var use in uses.Values) sum += use;
        return new()
        {
            Simulated = end - from,
            Events = _events,
            Devices = meter.Devices,
            Capacity = meter.Capacity,
            Uses = uses,
            UsesByTenant = [.. _tenants.Select((tenant, index) => (tenant, Uses: OwnUses(meter, index)))],
            JobsSubmitted = _submitted,
            JobsLaunched = _launched,
            Outcomes = Enum.GetValues<JobOutcome>().ToDictionary(outcome => outcome, outcome => _outcomes[(int)outcome]),
            Replicas = _replicas,
            Waits = _waits.All().Figures(),
            WaitsByTenant = [.. _tenants.Select((tenant, index) => (tenant, _waits.Of(index).Figures()))],
            WaitsByClaim = [.. Enum.GetValues<Claim>().Select(claim => (claim, _waits.Of(claim).Figures()))],
            Recalls = _lost.Recalls,
            StartsByTenant = [.. _tenants.Select((tenant, index) => (tenant, _delays.Of(index)))],
            LostDeviceMs = _lost.DeviceMs,
            LostByCause = Enum.GetValues<LossCause>().ToDictionary(cause => cause, _lost.Of),
            Swaps = _swaps,
            CellsMoved = _moves,
            ClaimsChangedInPlace = _claimsChanged,
            EndedEarlyOnLoan = _endedOnLoan,
            Refusals = _refusals,
            Faults = _faults,
            LawViolations = _delays.Violations + (sum == meter.Capacity ? 0 : 1),
        };
    }

    public void Keep(Keeper keeper)
    {
        keeper.List(_tenants, keeper.Text);
        keeper.Numbers(_outcomes);
        (_events, _submitted, _launched, _replicas) = (keeper.Number(_events), keeper.Number(_submitted), keeper.Number(_launched), keeper.Number(_replicas));
        (_swaps, _moves, _claimsChanged) = (keeper.Number(_swaps), keeper.Number(_moves), keeper.Number(_claimsChanged));
        (_endedOnLoan, _refusals, _faults) = (keeper.Number(_endedOnLoan), keeper.Number(_refusals), keeper.Number(_faults));
        _waits.Keep(keeper);
        _lost.Keep(keeper);
        _delays.Keep(keeper);
        Live.Keep(keeper);
    }

    /// <summary>How long a tenant's jobs waited, by the tenant's index.</summary>
    public WaitDistribution WaitsOf(int tenant) => _waits.Of(tenant);

    private static Dictionary<DeviceUse, Int128> OwnUses(UsageMeter meter, int tenant) =>
        new[] { DeviceUse.Dedicated, DeviceUse.Guaranteed, DeviceUse.Loan }.ToDictionary(use => use, use => meter.Total(tenant, use));

    private void Submit(LiveJob job)
    {
        if (job.Endless) _replicas++;
        else _submitted++;
    }

    private void End(JobEnded ended, LiveJob job)
    {
        if (!job.Endless) _outcomes[(int)ended.Outcome]++;
    }

    private void Launch(LiveJob job, Instant at)
    {
        if (job.Launches > 1 || job.Endless) return;
        _launched++;
        _waits.Add(job.Id.Tenant, job.Claim, (at - job.SubmittedAt).Milliseconds);
    }

    private void End(AttemptEnded ended, LiveJob job, LiveAttempt attempt)
    {
        var isOver = ended.How is AttemptEnd.Completed or AttemptEnd.Failed;
        if (isOver && !job.Endless && attempt.Claim == Claim.Loan && job.Claim == Claim.Either) _endedOnLoan++;
    }
}
