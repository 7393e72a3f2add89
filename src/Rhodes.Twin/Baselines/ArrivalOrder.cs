using Rhodes.Core.Contract;
using Rhodes.Core.Control;

namespace Rhodes.Twin.Baselines;

/// <summary>All tenants' jobs that wait as one queue: highest priority first, then as they arrived. Jobs may start while it is read.</summary>
internal sealed class ArrivalOrder(SiteState state)
{
    private readonly LineEntry[] _after = [.. state.Tenants.Select(_ => LineEntry.Start)];

    /// <returns>The next job; null at the end.</returns>
    public Job? Next()
    {
        Job? first = null;
        LineEntry place = default;
        for (var tenant = 0; tenant < _after.Length; tenant++)
        {
            if (!state.Tenants[tenant].Borrowing.TryNext(_after[tenant], out var entry)) continue;
            var job = state.JobOf(new(tenant, entry.Number));
            if (first is null || IsBefore(job, first)) (first, place) = (job, entry);
        }

        if (first is not null) _after[first.Id.Tenant] = place;
        return first;
    }

    /// <summary>Of one instant the lower tenant comes first; of one tenant the lower number, since its queue is in that order.</summary>
    private static bool IsBefore(Job a, Job b) =>
        (-(long)a.Spec.Priority, a.SubmittedAt, a.Id.Tenant).CompareTo((-(long)b.Spec.Priority, b.SubmittedAt, b.Id.Tenant)) < 0;
}
