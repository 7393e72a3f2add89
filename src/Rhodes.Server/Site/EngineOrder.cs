using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines;

namespace Rhodes.Server.Site;

/// <summary>What an engine is to do, when the events that say so are durable.</summary>
internal abstract record EngineOrder
{
    internal sealed record Start(Launch Launch) : EngineOrder;

    internal sealed record Stop(AttemptId Attempt, Instant Until) : EngineOrder;

    internal sealed record Kill(AttemptId Attempt) : EngineOrder;
}

/// <summary>From decisions to orders.</summary>
internal static class EngineOrders
{
    /// <param name="events">Of one decision.</param>
    /// <param name="state">Right after it.</param>
    public static void Add(IReadOnlyList<Event> events, SiteState state, List<EngineOrder> orders)
    {
        foreach (var @event in events)
        {
            switch (@event)
            {
                // One that is over again already was never to start.
                case AttemptLaunched e when state.AttemptOf(e.Attempt) is { } attempt: orders.Add(new EngineOrder.Start(LaunchOf(attempt, state))); break;
                case AttemptStopping e when state.AttemptOf(e.Attempt) is { LaunchedAt.IsNever: false }: orders.Add(new EngineOrder.Stop(e.Attempt, e.Deadline)); break;
                case AttemptEnded { How: not AttemptEnd.Withdrawn } e: orders.Add(new EngineOrder.Kill(e.Attempt)); break;
            }
        }
    }

    /// <summary>Every attempt that is launched and not over, in order of their ids.</summary>
    public static IReadOnlyList<RunningAttempt> Running(SiteState state) =>
    [
        .. state.Jobs.SelectMany(job => new[] { job.Own, job.Loan }).OfType<Attempt>().Where(attempt => !attempt.LaunchedAt.IsNever)
            .OrderBy(attempt => attempt.Id.Job.Tenant).ThenBy(attempt => attempt.Id.Job.Number).ThenBy(attempt => attempt.Id.Ordinal)
            .Select(attempt => new RunningAttempt(LaunchOf(attempt, state), attempt.StoppedAt, attempt.Phase == AttemptPhase.Stopping ? attempt.Deadline : Instant.Never)),
    ];

    private static Launch LaunchOf(Attempt attempt, SiteState state)
    {
        var job = state.JobOf(attempt.Id.Job);
        List<NodeSlot> nodes = [];
        foreach (var share in attempt.Place)
            foreach (var node in share.Nodes) nodes.Add(new(state.Fabric.SpecOf(node).Name, share.Demand));
        return new(attempt.Id, state.Tenants[attempt.Id.Job.Tenant].Spec.Name, job.Spec, nodes, attempt.ResumeFromMs, job.Replica, attempt.LaunchedAt, attempt.Speed);
    }
}
