using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Baselines;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Verify;

namespace Rhodes.Twin.Compare;

/// <summary>What a scenario came to under one system.</summary>
/// <param name="Baseline">Null: Rhodes.</param>
/// <param name="NeverStarting">Jobs on guaranteed that no cells of their tenant could ever hold. Static has all work on guaranteed.</param>
public sealed record Compared(ScenarioSpec Scenario, Baseline? Baseline, ReplayFigures Figures, Misses Misses, long Stops, long NeverStarting);

/// <summary>Plays one scenario under one system, so that it can be put beside others.</summary>
public sealed class ComparedRun : IDisposable
{
    private readonly ScenarioSpec _scenario;
    private readonly Baseline? _baseline;
    private readonly ReplaySummary _summary;
    private readonly AttemptTimes _times = new();
    private readonly HistoryRecorder? _recorder;
    private readonly ScenarioRun _run;
    private readonly bool _endsWhenDone;
    private readonly IReadOnlyList<Entitlement> _entitled = [];

    /// <summary>A run of Rhodes, which also tells what each tenant is entitled to.</summary>
    /// <param name="until">The end, in place of the scenario's own; null: as it says.</param>
    /// <param name="summary">Sums the run up; observers may ask it.</param>
    /// <param name="observers">Watch the run too.</param>
    public ComparedRun(ScenarioSpec scenario, Instant? until, ReplaySummary summary, params IRunObserver[] observers)
    {
        (_scenario, _summary, _endsWhenDone) = (scenario, summary, until is null && scenario.Until is null);
        _recorder = new();
        _run = new(scenario, until, [_summary, _times, _recorder, .. observers]);
    }

    /// <summary>A run of a baseline.</summary>
    /// <param name="until">The end, in place of the scenario's own; null: as it says.</param>
    /// <param name="entitled">From a run of Rhodes of the same scenario.</param>
    public ComparedRun(ScenarioSpec scenario, Instant? until, Baseline baseline, IReadOnlyList<Entitlement> entitled)
    {
        (_scenario, _summary, _baseline, _entitled) = (scenario, new(), baseline, entitled);
        _run = new(scenario, until, baseline.NewDecider(), _summary, _times);
    }

    /// <summary>About how much was played, from 0 to 1.</summary>
    public double Fraction => _run.Fraction;

    public Instant Now => _run.Now;

    /// <summary>What ended the run before its time, as a sentence with its place; null while all is well.</summary>
    public string? Problem => _run.Problem;

    /// <summary>Plays the next instant.</summary>
    /// <returns>False at the end, and after a <see cref="Problem"/>.</returns>
    public bool PlayNext() => _run.PlayNext();

    /// <summary>What it came to, at the end, and what was entitled.</summary>
    public (Compared Row, IReadOnlyList<Entitlement> Entitled) Sum()
    {
        var entitled = _recorder is null ? _entitled : Entitlements.Of(_recorder, _endsWhenDone ? _run.Now : _run.End - new Duration(1));
        var figures = _summary.At(_scenario.From, _run.End, _run.Core);
        return (new(_scenario, _baseline, figures, _times.MissesOf(entitled, _run.End), _times.Stops, _run.NeverStarting), entitled);
    }

    public void Dispose() => _run.Dispose();
}
