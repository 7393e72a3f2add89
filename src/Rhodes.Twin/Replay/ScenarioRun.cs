using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>Plays a scenario from its start to its end, instant by instant.</summary>
public sealed class ScenarioRun : IDisposable
{
    private readonly ScenarioSpec _scenario;
    private readonly ScenarioSteps _steps;
    private readonly TwinRun _run;
    private readonly Unended _unended;
    private readonly Instant? _until;

    /// <param name="until">The end, in place of the scenario's own; null: as it says.</param>
    public ScenarioRun(ScenarioSpec scenario, Instant? until, params IRunObserver[] observers)
        : this(scenario, until, new CoreDecider(new()), observers)
    {
    }

    /// <param name="until">The end, in place of the scenario's own; null: as it says.</param>
    /// <param name="decider">What decides, fresh.</param>
    public ScenarioRun(ScenarioSpec scenario, Instant? until, IDecider decider, params IRunObserver[] observers)
    {
        (_scenario, _until) = (scenario, until ?? scenario.Until);
        _steps = new(scenario, until);
        _unended = new(_steps.NeverStarts);
        _run = new(_steps.All(), decider, [_unended, .. observers]);
        Now = scenario.From;
    }

    public ControlCore Core => _run.Core;

    public JobNames Names => _run.Names;

    public WorkTally Tally => _steps.Tally;

    /// <summary>Jobs that were submitted on guaranteed, and that no cells of their tenant could ever hold.</summary>
    public long NeverStarting => _unended.NeverStarting;

    /// <summary>The instant that was played last.</summary>
    public Instant Now { get; private set; }

    /// <summary>The end of what was, or is to be, played: the horizon's, or where everything was done.</summary>
    public Instant End => _until ?? Now;

    /// <summary>What ended the run before its time, as a sentence with its place; null while all is well.</summary>
    public string? Problem => _steps.Problem ?? (_run.Mistake is { } mistake ? Told(mistake) : null);

    /// <summary>About how much was played, from 0 to 1.</summary>
    public double Fraction => _until is { } until
        ? Math.Clamp((double)(Now - _scenario.From).Milliseconds / Math.Max(1, (until - _scenario.From).Milliseconds), 0, 1)
        : _steps.Fraction;

    /// <summary>Whether all work with an end that could ever start is over, and no more comes.</summary>
    private bool IsDone => _until is null && _steps.IsWorkOut && _unended.Jobs == 0;

    /// <summary>Plays the next instant.</summary>
    /// <returns>False at the end, and after a <see cref="Problem"/>.</returns>
    public bool PlayNext()
    {
        var next = _run.Next;
        if (IsDone || Problem is not null || !_run.PlayNext(_until is { } until ? until - new Duration(1) : Instant.Never)) return false;
        Now = next;
        return Problem is null;
    }

    /// <summary>Between two instants; its observers are kept by whoever has them.</summary>
    public void Keep(Keeper keeper)
    {
        Now = keeper.At(Now);
        _unended.Keep(keeper);
        _run.Keep(keeper);
    }

    public void Dispose()
    {
        _run.Dispose();
        _steps.Dispose();
    }

    private string Told(Mistake mistake)
    {
        var place = mistake.Step.Place!.Value;
        if (mistake.Step.Command is not ConfirmLease { Lease: var lease }) return place.Problem(mistake.Why, "a command that can be done").ToString();
        var offers = Book.OffersFor(Core.ViewFor(lease.Tenant, lease.Pool), lease);
        var advice = offers.Count == 0 ? "Nothing near it can be promised either."
            : "It could be:\n" + string.Join('\n', offers.Select(offer => $"    {offer.Kind}: {LeaseText.Of(offer.Lease)}"));
        return place.Problem(mistake.Why, "leases that can all be kept", advice).ToString();
    }

    /// <summary>Counts jobs that are not over. Replicas of services have no end, and what can never start is not waited for.</summary>
    private sealed class Unended(Func<JobSpec, bool> neverStarts) : IRunObserver
    {
        private readonly HashSet<JobId> _uncounted = [];

        public long Jobs { get; private set; }

        public long NeverStarting { get; private set; }

        public void Saw(Instant at, Event @event)
        {
            if (@event is JobSubmitted submitted)
            {
                var isStuck = !submitted.Spec.Endless && neverStarts(submitted.Spec);
                if (isStuck) NeverStarting++;
                if (isStuck || submitted.Spec.Endless) _uncounted.Add(submitted.Job);
                else Jobs++;
            }
            else if (@event is JobEnded ended && !_uncounted.Remove(ended.Job)) Jobs--;
        }

        public void Settled(Instant at, ControlCore core)
        {
        }

        public void Keep(Keeper keeper)
        {
            (Jobs, NeverStarting) = (keeper.Number(Jobs), keeper.Number(NeverStarting));
            keeper.Set(_uncounted, keeper.Job);
        }
    }
}
