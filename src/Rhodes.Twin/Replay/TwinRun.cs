using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>Something that watches a run of the twin.</summary>
public interface IRunObserver
{
    /// <summary>An event, right after it was applied.</summary>
    void Saw(Instant at, Event @event);

    /// <summary>An instant, after everything in it was decided.</summary>
    void Settled(Instant at, ControlCore core);
}

/// <summary>
/// Drives the decision core with simulated time: whatever a scenario does, whatever the simulated machines report and
/// whatever the core itself asked for, instant by instant. Each instant is settled once, after all that happened in it.
/// </summary>
public sealed class TwinRun : IDisposable
{
    private readonly IEnumerator<Step> _steps;
    private readonly IReadOnlyList<IRunObserver> _observers;
    private readonly SimulatedEngine _engine;
    private readonly Dictionary<JobId, JobWork> _works = [];
    private readonly JobNames _names = new();
    private IDecider _decider;
    private bool _hasStep;
    private long _taken;

    /// <param name="steps">In order of time; read as time goes on.</param>
    public TwinRun(IEnumerable<Step> steps, params IRunObserver[] observers)
        : this(steps, new CoreDecider(new()), observers)
    {
    }

    /// <param name="steps">In order of time; read as time goes on.</param>
    /// <param name="decider">What decides, fresh.</param>
    public TwinRun(IEnumerable<Step> steps, IDecider decider, params IRunObserver[] observers)
    {
        _decider = decider;
        _steps = steps.GetEnumerator();
        _observers = observers;
        _engine = new(id => _works[id]);
        _hasStep = _steps.MoveNext();
    }

    public ControlCore Core => _decider.Core;

    public JobNames Names => _names;

    /// <summary>What ended the run, in the middle of an instant; null while all is well.</summary>
    public Mistake? Mistake { get; private set; }

    /// <summary>The next instant at which anything happens; never when all is done.</summary>
    public Instant Next => Instant.Earlier(_hasStep ? _steps.Current.At : Instant.Never, Instant.Earlier(_engine.Next, _decider.NextTimer));

    /// <summary>Whether only the calendar is left: nothing is submitted any more and nothing runs.</summary>
    public bool IsIdle => !_hasStep && _engine.Next.IsNever;

    /// <summary>Plays one instant.</summary>
    /// <returns>False when nothing is left to happen up to <paramref name="until"/>.</returns>
    public bool PlayNext(Instant until)
    {
        var now = Next;
        if (Mistake is not null || now.IsNever || now > until) return false;
        while (_engine.TakeReport(now) is { } report) Send(report, null, null);
        while (_hasStep && _steps.Current.At <= now)
        {
            TakeStep(_steps.Current);
            if (Mistake is not null) return false;
            NextStep();
        }

        Send(new Settle(now), null, null);
        foreach (var observer in _observers) observer.Settled(now, Core);
        return true;
    }

    /// <summary>Goes on with a core that was restored from the image of this run's own.</summary>
    public void Replace(ControlCore core) => _decider = new CoreDecider(core);

    /// <summary>Between two instants. Steps are not kept: they come again, and those that were taken are passed over.</summary>
    public void Keep(Keeper keeper)
    {
        Invariant.Holds(_decider is CoreDecider, "a baseline's books are not kept");
        var taken = keeper.Number(_taken);
        while (_taken < taken) NextStep();
        var state = keeper.Bytes(keeper.TakesUp ? [] : Snapshot.Of(Core.State));
        if (keeper.TakesUp) Replace(ControlCore.From(Snapshot.Restore(state)));
        keeper.Map(_works, keeper.Job, work => new(keeper.Number(work.WorkMs), keeper.Word(work.Outcome)));
        _names.Keep(keeper);
        _engine.Keep(keeper, _works.Keys, job => Core.State.JobOf(job).Spec);
    }

    public void Dispose() => _steps.Dispose();

    private void NextStep()
    {
        _hasStep = _steps.MoveNext();
        _taken++;
    }

    private void TakeStep(Step step)
    {
        foreach (var command in step.Resolve?.Invoke(step.Command, _names) ?? [step.Command])
        {
            if (Send(command, step.Work, step.Name) is { } why && step.Place is not null) Mistake ??= new(step, why);
        }
    }

    /// <returns>Why the command was refused; null when it was not.</returns>
    private string? Send(Command command, JobWork? work, string? name)
    {
        string? refused = null;
        foreach (var @event in _decider.Decide(command))
        {
            if (@event is JobSubmitted submitted) Remember(submitted, work, name);
            _engine.Follow(@event, command.At);
            foreach (var observer in _observers) observer.Saw(command.At, @event);
            if (@event is JobEnded ended) _works.Remove(ended.Job);
            if (@event is CommandRefused { Why: var why }) refused = why;
        }

        return refused;
    }

    private void Remember(JobSubmitted submitted, JobWork? work, string? name)
    {
        // A replica's program has no end unless the step says that it ends by itself.
        _works.Add(submitted.Job, work ?? (submitted.Spec.Endless ? new(long.MaxValue, JobOutcome.Completed) : throw Invariant.Broken("only replicas come without their work")));
        if (name is not null) _names.Add(name, submitted.Job);
    }
}
