using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Workloads;

/// <summary>The devices that a generator's load is a share of, over time.</summary>
internal static class Capacity
{
    /// <returns>From each instant on so many devices, in order of time; the first is the scenario's start or before.</returns>
    public static IReadOnlyList<(Instant From, long Devices)> Of(JobGenerator generator, ScenarioSpec scenario)
    {
        var devices = scenario.Site.Fabric.Pools.Where(pool => Accepts(generator.Jobs.Kinds, pool))
            .ToDictionary(pool => pool.Name, pool => (long)pool.DevicesPerNode, StringComparer.Ordinal);
        return generator.Of == LoadBase.Site ? [(scenario.From, OfSite(scenario.Site, devices))] : OfLeases(generator.Tenant, scenario, devices);
    }

    private static bool Accepts(IReadOnlyList<KindChoice> kinds, PoolSpec pool) =>
        kinds.Count == 0 || kinds.Any(choice => string.Equals(choice.Kind, pool.Kind, StringComparison.Ordinal));

    private static long OfSite(SiteSpec site, Dictionary<string, long> devices) =>
        site.Fabric.Nodes.GroupBy(node => node.Pool, StringComparer.Ordinal).Sum(pool => devices.GetValueOrDefault(pool.Key) * pool.Count());

    /// <summary>Nominal sizes, from when a lease is asked for to when it ends, early ends included.</summary>
    private static List<(Instant From, long Devices)> OfLeases(string tenant, ScenarioSpec scenario, Dictionary<string, long> devices)
    {
        SortedDictionary<Instant, long> changes = new() { [scenario.From] = 0 };
        void Change(Instant at, long by) => changes[at] = changes.GetValueOrDefault(at) + by;
        foreach (var lease in scenario.Site.Leases)
        {
            if (!string.Equals(lease.Tenant, tenant, StringComparison.Ordinal) || !devices.TryGetValue(lease.Pool, out var perNode)) continue;
            var (asked, ended) = Asked(lease.Name, scenario);
            foreach (var step in lease.Steps)
            {
                var (from, until) = (Instant.Later(step.From, asked), Instant.Earlier(step.Until, ended));
                if (from >= until) continue;
                Change(from, step.Cells * (long)lease.Shape.TotalNodes * perNode);
                Change(until, -step.Cells * (long)lease.Shape.TotalNodes * perNode);
            }
        }

        long now = 0;
        return [.. changes.Select(change => (change.Key, now += change.Value))];
    }

    private static (Instant Asked, Instant Ended) Asked(string lease, ScenarioSpec scenario)
    {
        var (asked, ended) = (Instant.Never, Instant.Never);
        foreach (var command in scenario.LeaseCommands)
        {
            if (!string.Equals(command.Lease, lease, StringComparison.Ordinal)) continue;
            if (command.Ends) ended = command.At;
            else asked = command.At;
        }

        return (asked, ended);
    }
}
