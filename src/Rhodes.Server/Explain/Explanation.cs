using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Server.Explain;

/// <summary>What a job does at an instant.</summary>
public enum JobDoing
{
    Waiting = 0,

    /// <summary>Its nodes are kept for it; it starts when what is borrowed there has left.</summary>
    Starting = 1,
    Running = 2,

    /// <summary>It was told to leave, and saves its progress.</summary>
    Stopping = 3,
    Over = 4,
}

/// <summary>Something that waits, why, and what would end it.</summary>
/// <param name="By">For programs: the blocker in snake_case.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Earliest">When it starts at the latest, as far as is known now; never where nothing is.</param>
/// <param name="Change">What would start it, as a sentence; empty where only time will.</param>
public sealed record Reason(string By, string Why, long Needs, long Best, Instant Earliest, string Change);

/// <summary>What one job does at an instant, or why it waits. Tells its tenant of nobody else.</summary>
/// <param name="On">The claim on which it runs; null: it does not.</param>
/// <param name="Turn">Why its turn on its tenant's own cells has not come; null: it has, or it takes none.</param>
/// <param name="Loan">Why it does not run on loan; null: it does, or need not any more.</param>
public sealed record Explanation(
    ToldJob Told, JobDoing Doing, Claim? On, Instant? Since, int Devices, IReadOnlyList<string> Nodes, Instant? Until, Reason? Turn, Reason? Loan)
{
    public static Explanation Of(ToldJob told, ControlCore core)
    {
        var state = core.State;
        if (told.Outcome is not null || !state.TryGetJob(told.Id, out var job)) return new(told, JobDoing.Over, null, told.EndedAt, 0, [], null, null, null);
        // As the core last saw it: nothing has changed since then.
        var waits = Schedule.Explain(state.Tenants[told.Id.Tenant].Cluster, state.Now);
        Reason? turn = waits.TryGetValue(told.Id.Number, out var wait) ? TurnReasons.Of(wait, job, core) : null;
        var loan = job.Own is null && job.Loan is null ? LoanReasons.Of(job, core) : null;
        if ((job.Own ?? job.Loan) is not { } attempt) return new(told, JobDoing.Waiting, null, null, 0, [], null, turn, loan);
        var doing = attempt.Phase switch
        {
            AttemptPhase.Placed => JobDoing.Starting,
            AttemptPhase.Running => JobDoing.Running,
            _ => JobDoing.Stopping,
        };
        var nodes = attempt.Place.SelectMany(share => share.Nodes).Select(node => state.Fabric.SpecOf(node).Name).Order(StringComparer.Ordinal);
        return new(told, doing, attempt.Claim, attempt.LaunchedAt.IsNever ? null : attempt.LaunchedAt, attempt.Devices, [.. nodes],
            attempt.Phase == AttemptPhase.Stopping ? attempt.Deadline : null, job.Own is null || doing == JobDoing.Starting ? turn : null, loan);
    }
}
