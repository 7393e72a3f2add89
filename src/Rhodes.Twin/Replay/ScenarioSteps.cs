using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Replay;

/// <summary>
/// From a scenario to what the twin plays: everything that it writes down and every job of its traces, in order of time.
/// Traces are read as time goes on, so memory does not grow with their length.
/// </summary>
public sealed class ScenarioSteps : IDisposable
{
    private readonly List<Step> _inline;
    private readonly List<TraceSteps> _traces = [];
    private int _inlineWork;
    private int _openTraces;
    private string? _problem;

    /// <param name="until">Nothing is submitted from then on; null: as the scenario says.</param>
    public ScenarioSteps(ScenarioSpec scenario, Instant? until = null)
    {
        WhereItFits where = new(scenario.Site);
        var end = until ?? scenario.Until ?? Instant.Never;
        _inline = new InlineSteps(scenario, Tally).InOrder();
        _inlineWork = _inline.Count(InlineSteps.IsWork);
        Dictionary<TraceFormat, int> numbers = [];
        foreach (var source in scenario.Traces)
        {
            var number = numbers[source.Format] = numbers.GetValueOrDefault(source.Format) + 1;
            _traces.Add(new(source, number, scenario, end, where, Tally));
        }

        foreach (var job in scenario.Jobs) Check(job.Job, job.Place, where);
        foreach (var service in scenario.Services) Check(service.Service.Replica, service.Place, where);
        _openTraces = _traces.Count;
    }

    /// <summary>What ended the steps before their time, as a sentence; null while all is well.</summary>
    public string? Problem => _problem ?? _traces.Select(trace => trace.Problem).FirstOrDefault(problem => problem is not null);

    public WorkTally Tally { get; } = new();

    /// <summary>Whether everything that could bring or change work was played.</summary>
    public bool IsWorkOut => _inlineWork == 0 && _openTraces == 0;

    /// <summary>How much of the traces was read, from 0 to 1; 1 where there are none.</summary>
    public double Fraction => _traces.Select(trace => trace.Fraction).DefaultIfEmpty(1).Average();

    /// <summary>All steps, in order of time; at one instant those that are written down come before the traces'. Look for a <see cref="Problem"/> afterwards.</summary>
    public IEnumerable<Step> All()
    {
        if (Problem is not null) yield break;
        List<IEnumerator<Step>> sources = [_inline.GetEnumerator(), .. _traces.Select(trace => trace.All().GetEnumerator())];
        var isOpen = sources.ConvertAll(source => source.MoveNext());
        _openTraces = isOpen.Skip(1).Count(open => open);
        while (Problem is null && Earliest(sources, isOpen) is >= 0 and var next)
        {
            var step = sources[next].Current;
            yield return step;
            // Here it was played: steps are taken one by one.
            if (next == 0 && InlineSteps.IsWork(step)) _inlineWork--;
            isOpen[next] = sources[next].MoveNext();
            if (next > 0 && !isOpen[next]) _openTraces--;
        }
    }

    public void Dispose()
    {
        foreach (var trace in _traces) trace.Dispose();
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
        if (where.OnSite(job)) Tally.Count(job, where);
        else
        {
            _problem ??= place.Problem(
                $"'{job.Name}' of {job.TotalDevices:#,0} devices, which no cell and no domain of the site could ever hold",
                "work that fits on the site when it is empty", "Ask for fewer nodes, or for less in one domain ('within', 'segment').").ToString();
        }
    }
}
