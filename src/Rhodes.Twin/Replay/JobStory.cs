using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Replay;

/// <summary>What became of the jobs that a tenant calls by one name, or of the one with a number.</summary>
public sealed class JobStory(string tenant, string job) : IRunObserver
{
    private readonly int _number = int.TryParse(job, out var number) ? number : -1;
    private readonly List<ToldJob> _jobs = [];
    private int _tenant = -1;

    /// <summary>Those submitted so far, in order of their numbers.</summary>
    public IReadOnlyList<ToldJob> Jobs => _jobs;

    public void Saw(Instant at, Event @event)
    {
        switch (@event)
        {
            case TenantAdded e when string.Equals(e.Spec.Name, tenant, StringComparison.Ordinal): _tenant = e.Tenant; break;
            case JobSubmitted e when IsMeant(e): _jobs.Add(new(e.Job, e.Spec, at)); break;
            case AttemptLaunched e when Find(e.Attempt.Job) is { } told: told.FirstLaunchedAt ??= at; break;
            case JobEnded e when Find(e.Job) is { } told: (told.Outcome, told.EndedAt) = (e.Outcome, at); break;
        }
    }

    public void Settled(Instant at, ControlCore core)
    {
    }

    private bool IsMeant(JobSubmitted submitted) => submitted.Job.Tenant == _tenant
        && (submitted.Job.Number == _number || string.Equals(submitted.Spec.Name, job, StringComparison.Ordinal));

    private ToldJob? Find(JobId id) => id.Tenant == _tenant ? _jobs.Find(told => told.Id == id) : null;
}

/// <summary>A job, and what is remembered of it when it is over.</summary>
public sealed class ToldJob(JobId id, JobSpec spec, Instant submittedAt)
{
    public JobId Id { get; } = id;

    public JobSpec Spec { get; } = spec;

    public Instant SubmittedAt { get; } = submittedAt;

    /// <summary>Null: its code never ran yet.</summary>
    public Instant? FirstLaunchedAt { get; set; }

    /// <summary>Null: it is not over.</summary>
    public JobOutcome? Outcome { get; set; }

    public Instant? EndedAt { get; set; }
}
