using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Traces;
using Rhodes.Twin.Workloads;

namespace Rhodes.Twin.Replay;

/// <summary>What a scenario changes of a trace by chance: copies, sizes, tenants, claims. Each has a chance of its own.</summary>
internal sealed class TraceChanges
{
    private readonly TraceCopies _copies;
    private readonly SizeScale? _scale;
    private readonly Shares<string>? _tenants;
    private readonly Shares<Claim>? _claims;
    private readonly Chance _jitter, _ranks;
    private readonly Strata _tenantChance, _claimChance;

    /// <param name="prefix">Of the names of the trace's jobs.</param>
    public TraceChanges(TraceSource source, ScenarioSpec scenario, Instant until, string prefix)
    {
        _copies = source.Copies ?? new(1, Duration.Zero);
        if (source.AssignedTenants.Count > 0) _tenants = new(source.AssignedTenants.Select(each => (each.Value, each.Weight)));
        if (source.AssignedClaims.Count > 0) _claims = new(source.AssignedClaims.Select(each => (each.Value, each.Weight)));
        (_jitter, _ranks) = (Chance.For(scenario.Seed, $"{prefix} jitter"), Chance.For(scenario.Seed, $"{prefix} sizes"));
        _tenantChance = new(Chance.For(scenario.Seed, $"{prefix} tenants"));
        _claimChance = new(Chance.For(scenario.Seed, $"{prefix} claims"));
        if (source.Sizes.Count == 0) return;
        using TraceSelection counted = new(source, scenario.From, until, tally: null);
        _scale = new(counted.Jobs().Select(each => each.Job.Processors), source.Sizes);
    }

    /// <summary>A tenant that is assigned; null: the trace's own stays.</summary>
    public string? Tenant() => _tenants?.At(_tenantChance.Next());

    public Claim ClaimOr(Claim otherwise) => _claims is null ? otherwise : _claims.At(_claimChance.Next());

    /// <summary>The jobs with their copies, numbered from 1, in order of time. Holds as many as come within the jitter.</summary>
    public IEnumerable<(TraceJob Job, Instant At, int Copy)> Of(IEnumerable<(TraceJob Job, Instant At)> jobs)
    {
        PriorityQueue<(TraceJob Job, Instant At, int Copy), (Instant, long)> held = new();
        long number = 0;
        foreach (var (job, at) in jobs)
        {
            while (held.TryPeek(out var next, out _) && next.At < at) yield return held.Dequeue();
            for (var copy = 1; copy <= _copies.Count; copy++)
            {
                var sized = _scale is null ? job : job with { Processors = _scale.Draw(job.Processors, _ranks) };
                var moved = at + new Duration(_jitter.Between(0, _copies.Jitter.Milliseconds));
                held.Enqueue((sized, moved, copy), (moved, number++));
            }
        }

        while (held.TryDequeue(out var last, out _)) yield return last;
    }
}
