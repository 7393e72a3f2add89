using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Laws;

/// <summary>What happened in a run that puts laws under load: a run without them would prove little.</summary>
public sealed class RunFeatures : IRunObserver
{
    private readonly HashSet<JobId> _onLoan = [];
    private readonly HashSet<JobId> _endedOnLoan = [];
    private readonly Dictionary<JobId, int> _turnsOf = [];
    private int _running;

    public int Recalls { get; private set; }

    /// <summary>Cells moved to another domain, or domains exchanged.</summary>
    public int Swaps { get; private set; }

    /// <summary>Cells that opened or closed while something ran.</summary>
    public int BoundariesUnderLoad { get; private set; }

    public int ExhaustedSpares { get; private set; }

    public int Preemptions { get; private set; }

    /// <summary>Turns that came in a private schedule when their work was over already, done on loan.</summary>
    public int EndedEarlyOnLoan { get; private set; }

    /// <summary>Programs of replicas that ended by themselves, on their tenant's own cells and on loan.</summary>
    public int ExitsOnOwn { get; private set; }

    public int Exits { get; private set; }

    /// <summary>Nodes that went out of use with a warning while something ran there.</summary>
    public int Drains { get; private set; }

    public int ClaimsChangedInPlace { get; private set; }

    public int Events { get; private set; }

    public int Refusals { get; private set; }

    public int Starts { get; private set; }

    /// <summary>How often the turn of one job came, at the most: a large number is a circle.</summary>
    public int MostTurnsOfOneJob { get; private set; }

    public void Saw(Instant at, Event @event)
    {
        Events++;
        switch (@event)
        {
            case AttemptPlaced e: Place(e); break;
            case AttemptLaunched: _running++; break;
            case AttemptStopping { Why: StopReason.Recall }: Recalls++; break;
            case AttemptEnded e: End(e); break;
            case CellMoved or DomainsSwapped: Swaps++; break;
            case CellOpened or CellClosed: BoundariesUnderLoad += _running > 0 ? 1 : 0; break;
            case CellNodeLost: ExhaustedSpares++; break;
            case TurnStarted e: Start(e.Job); break;
            case TurnStopping { Why: StopReason.Preemption }: Preemptions++; break;
            case ClaimChanged e: ClaimsChangedInPlace++; _onLoan.Remove(e.Attempt.Job); break;
            case ReplicaExited e: Exits++; _endedOnLoan.Remove(e.Job); break;
            case TurnDelayed: ExitsOnOwn++; break;
            case AttemptStopping { Why: StopReason.Drain }: Drains++; break;
            case CommandRefused: Refusals++; break;
        }
    }

    public void Settled(Instant at, ControlCore core)
    {
    }

    private void Start(JobId job)
    {
        Starts++;
        if (_endedOnLoan.Contains(job)) EndedEarlyOnLoan++;
        _turnsOf[job] = _turnsOf.GetValueOrDefault(job) + 1;
        MostTurnsOfOneJob = Math.Max(MostTurnsOfOneJob, _turnsOf[job]);
    }

    private void Place(AttemptPlaced placed)
    {
        if (placed.Claim == Claim.Loan) _onLoan.Add(placed.Attempt.Job);
    }

    private void End(AttemptEnded ended)
    {
        if (ended.How != AttemptEnd.Withdrawn) _running--;
        if (_onLoan.Remove(ended.Attempt.Job) && ended.How is AttemptEnd.Completed or AttemptEnd.Failed) _endedOnLoan.Add(ended.Attempt.Job);
    }
}
