using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Metering;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Replay;

/// <summary>Sums up a run from its events. Keeps one number for each job, and what runs or waits now.</summary>
public sealed class ReplaySummary : IRunObserver
{
    private readonly Dictionary<JobId, Known> _jobs = [];
    private readonly Dictionary<AttemptId, Claim> _attempts = [];
    private readonly List<TenantSpec> _tenants = [];
    private readonly long[] _outcomes = new long[4];
    private readonly WaitTimes _waits = new();
    private readonly LostWork _lost = new();
    private readonly RecallDelays _delays = new();
    private long _events, _submitted, _launched, _replicas, _swaps, _moves, _claimsChanged, _endedOnLoan, _refusals, _faults;

    public void Saw(Instant at, Event @event)
    {
        _events++;
        _delays.Saw(at, @event);
        switch (@event)
        {
            case TenantAdded e: _tenants.Add(e.Spec); break;
            case JobSubmitted e: Submit(e, at); break;
            case JobEnded e: End(e); break;
            case AttemptPlaced e: Place(e); break;
            case AttemptLaunched e: Launch(e, at); break;
            case AttemptStopping e: _lost.Stop(e, at); break;
            case AttemptEnded e: End(e, at); break;
            case ClaimChanged e: ChangeClaim(e); break;
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
            UsesByTenant = [.. _tenants.Select((tenant, index) => (tenant.Name, Uses: OwnUses(meter, index)))],
            JobsSubmitted = _submitted,
            JobsLaunched = _launched,
            Outcomes = Enum.GetValues<JobOutcome>().ToDictionary(outcome => outcome, outcome => _outcomes[(int)outcome]),
            Replicas = _replicas,
            Waits = _waits.All(),
            WaitsByTenant = [.. _tenants.Select((tenant, index) => (tenant.Name, _waits.Of(index)))],
            WaitsByClaim = [.. Enum.GetValues<Claim>().Select(claim => (claim, _waits.Of(claim)))],
            Recalls = _lost.Recalls,
            LostDeviceMs = _lost.DeviceMs,
            Swaps = _swaps,
            CellsMoved = _moves,
            ClaimsChangedInPlace = _claimsChanged,
            EndedEarlyOnLoan = _endedOnLoan,
            Refusals = _refusals,
            Faults = _faults,
            LawViolations = _delays.Violations + (sum == meter.Capacity ? 0 : 1),
        };
    }

    private static Dictionary<DeviceUse, Int128> OwnUses(UsageMeter meter, int tenant) =>
        new[] { DeviceUse.Dedicated, DeviceUse.Guaranteed, DeviceUse.Loan }.ToDictionary(use => use, use => meter.Total(tenant, use));

    private void Submit(JobSubmitted submitted, Instant at)
    {
        var spec = submitted.Spec;
        _jobs.Add(submitted.Job, new(at, spec.Claim, spec.Checkpoint, spec.Endless));
        if (spec.Endless) _replicas++;
        else _submitted++;
    }

    private void End(JobEnded ended)
    {
        _jobs.Remove(ended.Job, out var job);
        if (!job!.Endless) _outcomes[(int)ended.Outcome]++;
    }

    private void Place(AttemptPlaced placed)
    {
        _attempts.Add(placed.Attempt, placed.Claim);
        _lost.Place(placed);
    }

    private void Launch(AttemptLaunched launched, Instant at)
    {
        _lost.Launch(launched, at);
        var job = _jobs[launched.Attempt.Job];
        if (job.Launched || job.Endless) return;
        job.Launched = true;
        _launched++;
        _waits.Add(launched.Attempt.Job.Tenant, job.Claim, (at - job.SubmittedAt).Milliseconds);
    }

    private void ChangeClaim(ClaimChanged changed)
    {
        _claimsChanged++;
        _attempts[changed.Attempt] = Claim.Guaranteed;
    }

    private void End(AttemptEnded ended, Instant at)
    {
        var job = _jobs[ended.Attempt.Job];
        _lost.End(ended, job.Checkpoint, at);
        _attempts.Remove(ended.Attempt, out var claim);
        var isOver = ended.How is AttemptEnd.Completed or AttemptEnd.Failed;
        if (isOver && claim == Claim.Loan && job.Claim == Claim.Either) _endedOnLoan++;
    }

    private sealed class Known(Instant submittedAt, Claim claim, CheckpointSpec? checkpoint, bool endless)
    {
        public Instant SubmittedAt { get; } = submittedAt;

        public Claim Claim { get; } = claim;

        public CheckpointSpec? Checkpoint { get; } = checkpoint;

        public bool Endless { get; } = endless;

        public bool Launched { get; set; }
    }
}
