using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>Something that a scenario does at an instant.</summary>
/// <param name="Command">Stamped with its instant. Its jobs' numbers may only be known when it is sent: see <paramref name="Resolve"/>.</param>
/// <param name="Work">What the twin knows of the jobs that the command submits.</param>
/// <param name="Name">The name under which jobs that it submits are remembered; null: they are not.</param>
/// <param name="Resolve">Fills in numbers of jobs that were submitted by name; null: the command is complete.</param>
/// <param name="Place">Where it is written, when a refusal is a mistake there; null: a refusal changes nothing and is counted.</param>
public sealed record Step(
    Command Command, JobWork? Work = null, string? Name = null, Func<Command, JobNames, IEnumerable<Command>>? Resolve = null,
    SourcePlace? Place = null)
{
    public Instant At => Command.At;
}

/// <summary>A step that must not be refused, and was.</summary>
public sealed record Mistake(Step Step, string Why);

/// <summary>Jobs that a scenario submitted by name, and the numbers that they got.</summary>
public sealed class JobNames
{
    private readonly Dictionary<string, List<JobId>> _jobs = new(StringComparer.Ordinal);

    public IReadOnlyList<JobId> this[string name] => _jobs.TryGetValue(name, out var jobs) ? jobs : [];

    public void Add(string name, JobId job)
    {
        if (!_jobs.TryGetValue(name, out var jobs)) _jobs.Add(name, jobs = []);
        jobs.Add(job);
    }

    public void Keep(Keeper keeper) => keeper.Map(_jobs, keeper.Text, jobs =>
    {
        keeper.List(jobs ??= [], keeper.Job);
        return jobs;
    });
}
