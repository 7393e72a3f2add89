using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Traces;
using Rhodes.Twin.Workloads;

namespace Rhodes.Twin.Replay;

/// <summary>The jobs of one trace as steps, read as time goes on, in memory that does not grow with the trace.</summary>
internal sealed class TraceSteps : IStepSource
{
    /// <summary>More tenants than this are no longer worth listing.</summary>
    private const int MostListed = 12;

    private readonly TraceSource _source;
    private readonly ScenarioSpec _scenario;
    private readonly Instant _until;
    private readonly WhereItFits _where;
    private readonly WorkTally _tally;
    private readonly string _prefix;
    private readonly TraceReader _reader;
    private readonly HashSet<string> _tenants;
    private readonly GangsBySize _gangs;
    private Instant? _firstSelected;

    /// <param name="until">Nothing is submitted from then on.</param>
    /// <param name="number">From 1, among the scenario's traces of this format.</param>
    public TraceSteps(TraceSource source, int number, ScenarioSpec scenario, Instant until, WhereItFits where, WorkTally tally)
    {
        (_source, _scenario, _until, _where, _tally) = (source, scenario, until, where, tally);
        _gangs = new(source.Jobs, source.Processor);
        _prefix = source.Format.ToString().ToLowerInvariant() + (number > 1 ? $"{number}" : "");
        _tenants = scenario.Site.Tenants.Select(tenant => tenant.Name).ToHashSet(StringComparer.Ordinal);
        // Second 0 is moved as it is read, unless the file's own times are needed to select by.
        var moved = source.From is null && source.Until is null ? SwfStart : (Instant?)null;
        _reader = TraceReader.Open(source.Path, new() { Format = source.Format, Start = source.Format == TraceFormat.Swf ? moved : null });
        tally.Watch(_reader);
    }

    public string? Problem { get; private set; }

    public double Fraction { get; private set; }

    private Instant SwfStart => _source.Starts ?? _scenario.From;

    public IEnumerable<Step> All()
    {
        for (var left = _source.First ?? int.MaxValue; left > 0 && _reader.TryRead(out var job);)
        {
            Fraction = _reader.Fraction;
            if (job.Submit < _source.From) continue;
            if (job.Submit >= _source.Until) break;
            left--;
            var at = Moved(job.Submit);
            if (at >= _until) break;
            if (at < _scenario.From) _tally.Skip("it was submitted before the horizon starts");
            else if (StepOf(job, at) is { } step) yield return step;
            else break;
        }

        Problem ??= _reader.Problem?.ToString();
        Fraction = 1;
    }

    public void Dispose() => _reader.Dispose();

    private Instant Moved(Instant submit)
    {
        _firstSelected ??= submit;
        if (_source.Format == TraceFormat.Swf) return submit + (SwfStart - _reader.SecondZero!.Value);
        return _source.Starts is { } starts ? starts + (submit - _firstSelected.Value) : submit;
    }

    /// <returns>Null: the job cannot be on this site, and <see cref="Problem"/> says why.</returns>
    private Step? StepOf(TraceJob job, Instant at)
    {
        if (TenantOf(job) is not { } tenant)
        {
            var known = string.Join(", ", _tenants.Order(StringComparer.Ordinal).Take(MostListed)) + (_tenants.Count > MostListed ? ", …" : "");
            return Refuse(job, $"of '{job.Tenant}', which is no tenant of the site", $"one of {known}",
                "Map the trace's names to tenants under 'tenants' of the trace, or add the tenant to tenants.yaml.");
        }

        var spec = SpecOf(job, tenant);
        if (!_where.OnSite(spec))
        {
            return Refuse(job, $"of {job.Processors:#,0} processors, which no cell and no domain of the site could ever hold",
                "jobs that fit on the site when it is empty", "Leave it out with 'select', or map it otherwise under 'jobs'.");
        }

        _tally.Count(spec, _where.InOwnCells(spec));
        var failed = job.Status == 0;
        return new(new SubmitJob(at, spec), new(job.Runs.Milliseconds, failed ? JobOutcome.Failed : JobOutcome.Completed), Place: _source.Place);
    }

    private Step? Refuse(TraceJob job, string found, string expected, string advice)
    {
        Problem = _source.Place.Problem($"job {job.Number} of the trace, {found}", expected, advice).ToString();
        return null;
    }

    private string? TenantOf(TraceJob job)
    {
        var number = job.TenantNumber is { } known ? $"{known}" : null;
        if (number is not null && _source.Tenants.TryGetValue(number, out var byNumber)) return byNumber;
        if (_source.Tenants.TryGetValue(job.Tenant, out var byName)) return byName;
        return number is not null && _tenants.Contains(number) ? number : _tenants.Contains(job.Tenant) ? job.Tenant : null;
    }

    private JobSpec SpecOf(TraceJob job, string tenant)
    {
        var rules = _source.Jobs;
        var limit = rules.TimeLimit is { } written ? written.For(job.Runs) : job.RequestedTime;
        return new()
        {
            Name = $"{_prefix}-{job.Number}",
            Tenant = tenant,
            Claim = rules.Claim,
            Priority = rules.Priority,
            Preemptible = rules.Preemptible,
            Checkpoint = rules.Checkpoint,
            TimeLimit = limit > Duration.Zero ? limit : null,
            Groups = _gangs.For(job.Processors),
        };
    }
}
