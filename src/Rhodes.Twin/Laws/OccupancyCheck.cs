using Rhodes.Core.Control;
using Rhodes.Core.Model;

namespace Rhodes.Twin.Laws;

/// <summary>
/// Law 3 by brute force: what all attempts together take of a node is no more than it has; nothing runs on a broken node; no
/// node is shared between tenants; nothing borrowed is left where own work runs; a gang has all of its nodes.
/// </summary>
public static class OccupancyCheck
{
    public static IEnumerable<string> Problems(SiteState state)
    {
        Dictionary<NodeId, List<(Attempt Attempt, NodeDemand Demand)>> onNode = [];
        foreach (var job in state.Jobs)
        {
            foreach (var attempt in new[] { job.Own, job.Loan }.OfType<Attempt>())
            {
                if (!HasAllNodes(job, attempt)) yield return $"attempt {attempt.Id} has a part of its gang";
                foreach (var share in attempt.Place)
                    foreach (var node in share.Nodes) Add(onNode, node, attempt, share.Demand);
            }
        }

        foreach (var (node, attempts) in onNode)
            foreach (var problem in On(state, node, attempts)) yield return problem;
    }

    private static void Add(Dictionary<NodeId, List<(Attempt, NodeDemand)>> onNode, NodeId node, Attempt attempt, NodeDemand demand)
    {
        if (!onNode.TryGetValue(node, out var attempts)) onNode.Add(node, attempts = []);
        attempts.Add((attempt, demand));
    }

    private static bool HasAllNodes(Job job, Attempt attempt) =>
        job.Spec.Groups.Count == attempt.Place.Length
        && job.Spec.Groups.Zip(attempt.Place).All(pair => pair.First.Nodes == pair.Second.Nodes.Length && pair.Second.Nodes.Distinct().Count() == pair.First.Nodes);

    private static IEnumerable<string> On(SiteState state, NodeId node, List<(Attempt Attempt, NodeDemand Demand)> attempts)
    {
        var place = state.Fabric.PlaceOf(node);
        var pool = state.Pools[place.Pool];
        var name = state.Fabric.SpecOf(node).Name;
        var capacity = pool.Fabric.Capacity;
        var running = attempts.Where(entry => !entry.Attempt.LaunchedAt.IsNever).ToList();
        if (running.Sum(entry => entry.Demand.Devices) > capacity.Devices || running.Sum(entry => entry.Demand.Cores) > capacity.Cores
            || running.Sum(entry => entry.Demand.MemoryMib) > capacity.MemoryMib) yield return $"more runs on {name} than it has";
        if (!pool.IsHealthy(place.Index)) yield return $"{attempts.Count} attempts stand on {name}, which is broken";
        if (running.Select(entry => entry.Attempt.Id.Job.Tenant).Distinct().Count() > 1) yield return $"{name} is shared between tenants";
        if (running.Select(entry => entry.Attempt.Claim).Distinct().Count() > 1) yield return $"own and borrowed work run together on {name}";
        if (pool.ClosedTo(place.Index) is >= 0 and var owner
            && attempts.Exists(entry => entry.Attempt is { Phase: AttemptPhase.Running, Claim: Claim.Loan } loan && loan.Id.Job.Tenant != owner))
            yield return $"{name} is closed to all but {state.Tenants[owner].Spec.Name}, and others borrow it";
        foreach (var (attempt, _) in attempts.Where(entry => entry.Attempt.Claim == Claim.Guaranteed))
            if (pool.GuestOf(place.Index).Tenant != attempt.Id.Job.Tenant) yield return $"attempt {attempt.Id} runs on its own claim on {name}, which is not its tenant's";
    }
}
