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
    private readonly TraceSelection _selection;
    private readonly TraceChanges _changes;
    private readonly HashSet<string> _tenants;
    private readonly GangsBySize _gangs;

    /// <param name="until">Nothing is submitted from then on.</param>
    /// <param name="number">From 1, among the scenario's traces of this format.</param>
    public TraceSteps(TraceSource source, int number, ScenarioSpec scenario, Instant until, WhereItFits where, WorkTally tally)
    {
        (_source, _scenario, _until, _where, _tally) = (source, scenario, until, where, tally);
        _gangs = new(source.Jobs, source.Processor);
        _prefix = source.Format.ToString().ToLowerInvariant() + (number > 1 ? $"{number}" : "");
        _tenants = scenario.Site.Tenants.Select(tenant => tenant.Name).ToHashSet(StringComparer.Ordinal);
        _selection = new(source, scenario.From, until, tally);
        _changes = new(source, scenario, until, _prefix);
    }

    public string? Problem { get; private set; }

    public double Fraction { get; private set; }

    public IEnumerable<Step> All()
    {
        foreach (var (job, at, copy) in _changes.Of(_selection.Jobs()))
        {
            Fraction = _selection.Fraction;
            if (at >= _until) continue;
            if (StepOf(job, at, copy) is not { } step) break;
            yield return step;
        }

        Problem ??= _selection.Problem;
        Fraction = 1;
    }

    public void Dispose() => _selection.Dispose();

    /// <returns>Null: the job cannot be on this site, and <see cref="Problem"/> says why.</returns>
    private Step? StepOf(TraceJob job, Instant at, int copy)
    {
        if (TenantOf(job) is not { } tenant)
        {
            var known = string.Join(", ", _tenants.Order(StringComparer.Ordinal).Take(MostListed)) + (_tenants.Count > MostListed ? ", …" : "");
            return Refuse(job, $"of '{job.Tenant}', which is no tenant of the site", $"one of {known}",
                "Map the trace's names to tenants under 'tenants' of the trace, or add the tenant to tenants.yaml.");
        }

        var spec = SpecOf(job, tenant, copy);
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
        if (_changes.Tenant() is { } assigned) return assigned;
        var number = job.TenantNumber is { } known ? $"{known}" : null;
        if (number is not null && _source.Tenants.TryGetValue(number, out var byNumber)) return byNumber;
        if (_source.Tenants.TryGetValue(job.Tenant, out var byName)) return byName;
        return number is not null && _tenants.Contains(number) ? number : _tenants.Contains(job.Tenant) ? job.Tenant : null;
    }

    private JobSpec SpecOf(TraceJob job, string tenant, int copy)
    {
        var rules = _source.Jobs;
        var limit = rules.TimeLimit is { } written ? written.For(job.Runs) : job.RequestedTime;
        return new()
        {
            Name = copy == 1 ? $"{_prefix}-{job.Number}" : $"{_prefix}-{job.Number}-{copy}",
            Tenant = tenant,
            Claim = _changes.ClaimOr(rules.Claim),
            Priority = rules.Priority,
            Preemptible = rules.Preemptible,
            Checkpoint = rules.Checkpoint,
            TimeLimit = limit > Duration.Zero ? limit : null,
            Groups = _gangs.For(job.Processors),
        };
    }
}
