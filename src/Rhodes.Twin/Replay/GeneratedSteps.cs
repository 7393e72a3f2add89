using System.Globalization;
using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Workloads;

namespace Rhodes.Twin.Replay;

/// <summary>The jobs of one generator as steps, drawn as time goes on. Each generator has its own chance, so that one more changes no other.</summary>
internal sealed class GeneratedSteps : IStepSource
{
    /// <summary>A hundred busy years of the largest site; what makes more is a slip in its tables.</summary>
    private const long MostJobs = 100_000_000;

    private readonly JobGenerator _generator;
    private readonly Instant _start;
    private readonly WorkTally _tally;
    private readonly Shares<int> _sizes;
    private readonly RunTable _runs;
    private readonly Arrivals _arrivals;
    private readonly Strata _sizeChance, _runChance, _failChance;
    private readonly Dictionary<int, (IReadOnlyList<GroupSpec> Groups, bool FitsOwnCells)> _gangs = [];

    /// <param name="until">Nothing is submitted from then on.</param>
    public GeneratedSteps(JobGenerator generator, ScenarioSpec scenario, Instant until, WhereItFits where, WorkTally tally)
    {
        (_generator, _start, _tally) = (generator, scenario.From, tally);
        (_sizes, _runs) = (new(generator.Sizes.Select(size => (size.Devices, size.Weight))), new(generator.Runs));
        var chance = Chance.For(scenario.Seed, generator.Name);
        (_sizeChance, _runChance, _failChance) = (new(new Chance(chance.Next())), new(new Chance(chance.Next())), new(new Chance(chance.Next())));
        _arrivals = new(generator, scenario, generator.WarmStart ? Before(scenario.From) : scenario.From, until, _runs.MeanMs, chance);
        CheckSizes(where);
        if (_arrivals.Expected > MostJobs) Refuse($"a generator of about {_arrivals.Expected:#,0} jobs", $"at most {MostJobs:#,0}", "Let them be larger or run longer, or lower the load.");
    }

    public string? Problem { get; private set; }

    public double Fraction { get; private set; }

    public IEnumerable<Step> All()
    {
        var number = 0L;
        for (var at = _arrivals.Next(); !at.IsNever; at = _arrivals.Next())
        {
            var size = _sizes.At(_sizeChance.Next());
            var runs = _runs.At(_runChance.Next());
            var isFailure = (long)_failChance.Next() * 1000 >> 32 < _generator.FailsThousandths;
            var left = at < _start ? runs - (_start - at).Milliseconds : runs;
            if (left > 0) yield return StepOf(++number, Instant.Later(at, _start), size, left, isFailure);
        }

        Fraction = 1;
    }

    public void Dispose()
    {
    }

    /// <summary>When nothing of what came could still run at the start.</summary>
    private Instant Before(Instant start) => start - _generator.Runs[^1].Runs;

    private Step StepOf(long number, Instant at, int size, long runs, bool isFailure)
    {
        var (groups, fits) = _gangs[size];
        var terms = _generator.Jobs;
        JobSpec spec = new()
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{_generator.Name}-{number}"),
            Tenant = _generator.Tenant,
            Project = _generator.Project,
            Claim = terms.Claim,
            Priority = terms.Priority,
            Preemptible = terms.Preemptible,
            Checkpoint = terms.Checkpoint,
            TimeLimit = terms.TimeLimit?.For(new(runs)),
            Groups = groups,
        };
        _tally.Count(spec, fits);
        return new(new SubmitJob(at, spec), new(runs, isFailure ? JobOutcome.Failed : JobOutcome.Completed), Place: _generator.Place);
    }

    private void CheckSizes(WhereItFits where)
    {
        GangsBySize gangs = new(_generator.Jobs);
        foreach (var (devices, _) in _generator.Sizes)
        {
            JobSpec example = new() { Name = _generator.Name, Tenant = _generator.Tenant, Groups = gangs.For(devices) };
            if (!where.OnSite(example))
            {
                Refuse($"jobs of {devices:#,0} devices, which no cell and no domain of the site could ever hold",
                    "sizes that fit on the site when it is empty", "Leave the size out, or map it otherwise under 'jobs'.");
            }
            else _gangs.Add(devices, (example.Groups, where.InOwnCells(example)));
        }
    }

    private void Refuse(string found, string expected, string advice) =>
        Problem ??= _generator.Place.Problem(found, expected, advice).ToString();
}
