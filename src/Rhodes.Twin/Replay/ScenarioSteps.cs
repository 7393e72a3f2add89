using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Replay;

/// <summary>
/// From a scenario to what the twin plays: everything that it writes down and every job of its traces and generators, in order of
/// time. Traces are read and jobs are drawn as time goes on, so memory does not grow with their number.
/// </summary>
public sealed class ScenarioSteps : IDisposable
{
    private readonly List<Step> _inline;
    private readonly List<IStepSource> _sources = [];
    private readonly WhereItFits _where;
    private int _inlineWork;
    private int _openSources;
    private string? _problem;

    /// <param name="until">Nothing is submitted from then on; null: as the scenario says.</param>
    public ScenarioSteps(ScenarioSpec scenario, Instant? until = null)
    {
        WhereItFits where = _where = new(scenario.Site);
        var end = until ?? scenario.Until ?? Instant.Never;
        _problem = MemoryNeed.Problem(scenario with { Until = end.IsNever ? null : end }, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        _inline = _problem is null ? new InlineSteps(scenario, end, Tally).InOrder() : [];
        if (_problem is not null) return;
        _inlineWork = _inline.Count(InlineSteps.IsWork);
        Dictionary<TraceFormat, int> numbers = [];
        foreach (var source in scenario.Traces)
        {
            var number = numbers[source.Format] = numbers.GetValueOrDefault(source.Format) + 1;
            _sources.Add(new TraceSteps(source, number, scenario, end, where, Tally));
        }

        foreach (var generator in scenario.Generators) _sources.Add(new GeneratedSteps(generator, scenario, end, where, Tally));

        foreach (var job in scenario.Jobs) Check(job.Job, job.Place, where);
        foreach (var service in scenario.Services) Check(service.Service.Replica, service.Place, where);
        _openSources = _sources.Count;
    }

    /// <summary>What ended the steps before their time, as a sentence; null while all is well.</summary>
    /// <remarks>Hot: asked at every instant, like <see cref="Fraction"/>.</remarks>
    public string? Problem
    {
        get
        {
            for (var i = 0; _problem is null && i < _sources.Count; i++) _problem = _sources[i].Problem;
            return _problem;
        }
    }

    public WorkTally Tally { get; } = new();

    /// <summary>Whether everything that could bring or change work was played.</summary>
    public bool IsWorkOut => _inlineWork == 0 && _openSources == 0;

    /// <summary>Whether a job is on guaranteed and no cells of its tenant could ever hold it.</summary>
    public bool NeverStarts(JobSpec job) => job.Claim == Claim.Guaranteed && !_where.InOwnCells(job);

    /// <summary>How much of the traces and generators was given, from 0 to 1; 1 where there are none.</summary>
    public double Fraction
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < _sources.Count; i++) sum += _sources[i].Fraction;
            return _sources.Count == 0 ? 1 : sum / _sources.Count;
        }
    }

    /// <summary>All steps, in order of time; at one instant those that are written down come before the others. Look for a <see cref="Problem"/> afterwards.</summary>
    public IEnumerable<Step> All()
    {
        if (Problem is not null) yield break;
        List<IEnumerator<Step>> sources = [_inline.GetEnumerator(), .. _sources.Select(source => source.All().GetEnumerator())];
        var isOpen = sources.ConvertAll(source => source.MoveNext());
        _openSources = isOpen.Skip(1).Count(open => open);
        while (Problem is null && Earliest(sources, isOpen) is >= 0 and var next)
        {
            var step = sources[next].Current;
            yield return step;
            // Here it was played: steps are taken one by one.
            if (next == 0 && InlineSteps.IsWork(step)) _inlineWork--;
            isOpen[next] = sources[next].MoveNext();
            if (next > 0 && !isOpen[next]) _openSources--;
        }
    }

    public void Dispose()
    {
        foreach (var source in _sources) source.Dispose();
    }

    /// <returns>The source of the next step, the first among equals; -1 when all are at their end.</returns>
    private static int Earliest(List<IEnumerator<Step>> sources, List<bool> isOpen)
    {
        var earliest = -1;
        for (var i = 0; i < sources.Count; i++)
            if (isOpen[i] && (earliest < 0 || sources[i].Current.At < sources[earliest].Current.At)) earliest = i;
        return earliest;
    }

    private void Check(JobSpec job, SourcePlace place, WhereItFits where)
    {
        if (where.OnSite(job)) Tally.Count(job, where.InOwnCells(job));
        else
        {
            _problem ??= place.Problem(
                $"'{job.Name}' of {job.TotalDevices:#,0} devices, which no cell and no domain of the site could ever hold",
                "work that fits on the site when it is empty", "Ask for fewer nodes, or for less in one domain ('within', 'segment').").ToString();
        }
    }
}
