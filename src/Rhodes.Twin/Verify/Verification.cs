using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Verify;

/// <summary>Where one tenant's schedule beside others is not what it would be alone.</summary>
public sealed record Difference(string Tenant, string What);

/// <summary>Law 1: compares every tenant's starts beside the others with its starts alone.</summary>
public static class Verification
{
    /// <summary>How many differences of one tenant are worth telling: the first one usually causes the rest.</summary>
    private const int MostTold = 3;

    /// <summary>All tenants' differences; empty when sharing was invisible.</summary>
    public static List<Difference> Of(HistoryRecorder recorded, Instant until) =>
        [.. recorded.Tenants.SelectMany(tenant => Of(tenant, recorded.Pools, until))];

    /// <summary>One tenant's differences, the first few.</summary>
    public static IEnumerable<Difference> Of(TenantHistory tenant, IReadOnlyList<PoolSpec> pools, Instant until) =>
        Starts(tenant, SoloReplay.Play(tenant, pools, until)).Concat(Delays(tenant)).Take(MostTold).Select(what => new Difference(tenant.Spec.Name, what));

    private static IEnumerable<string> Starts(TenantHistory tenant, List<TurnStart> alone)
    {
        for (var i = 0; i < Math.Max(alone.Count, tenant.Starts.Count); i++)
        {
            if (i >= alone.Count) yield return $"beside others {Told(tenant.Starts[i])}; alone it never does";
            else if (i >= tenant.Starts.Count) yield return $"alone {Told(alone[i])}; beside others it never does";
            else if (!alone[i].IsSame(tenant.Starts[i])) yield return $"alone {Told(alone[i])}; beside others {Told(tenant.Starts[i])}";
        }
    }

    /// <summary>No recorded delay is longer than the notice of the tenant's leases.</summary>
    private static IEnumerable<string> Delays(TenantHistory tenant)
    {
        var longest = tenant.Reached.Select(reached => reached.Event).OfType<LeaseConfirmed>()
            .Select(confirmed => confirmed.Lease.RecallNotice).DefaultIfEmpty(Duration.Zero).Max();
        foreach (var start in tenant.Starts)
            if (!start.LaunchedAt.IsNever && start.Delay > longest) yield return $"job {start.Job} waited {start.Delay} for what was lent; the notice is {longest}";
    }

    private static string Told(TurnStart start)
    {
        var nodes = string.Join(" and ", start.Place.Select(share => $"{string.Join(',', share.Nodes)} of pool {share.Pool}"));
        var launched = start.LaunchedAt.IsNever ? "not launched" : $"launched {start.LaunchedAt}";
        return $"job {start.Job} gets its turn {start.StartedAt}, {launched}, on virtual nodes {nodes}";
    }
}
