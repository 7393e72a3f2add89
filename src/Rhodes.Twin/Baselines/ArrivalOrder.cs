using Rhodes.Core.Control;

namespace Rhodes.Twin.Baselines;

/// <summary>All tenants' jobs that wait as one queue: highest priority first, then as they arrived. Jobs may start while it is read.</summary>
internal sealed class ArrivalOrder(SiteState state)
{
    private readonly int[] _passed = new int[state.Tenants.Count];
    private (int Tenant, int Number) _last = (-1, -1);

    /// <returns>The next job; null at the end.</returns>
    public Job? Next()
    {
        // The last one is passed over, unless it started and so is in its tenant's queue no more.
        if (_last.Tenant >= 0 && Peek(_last.Tenant) is { } same && same.Id.Number == _last.Number) _passed[_last.Tenant]++;
        Job? first = null;
        for (var tenant = 0; tenant < _passed.Length; tenant++)
            if (Peek(tenant) is { } job && (first is null || IsBefore(job, first))) first = job;
        if (first is not null) _last = (first.Id.Tenant, first.Id.Number);
        return first;
    }

    private Job? Peek(int tenant)
    {
        var waiting = state.Tenants[tenant].Borrowing;
        return _passed[tenant] < waiting.Count ? state.JobOf(new(tenant, waiting[_passed[tenant]])) : null;
    }

    /// <summary>Of one instant the lower tenant comes first; of one tenant the lower number, since its queue is in that order.</summary>
    private static bool IsBefore(Job a, Job b) =>
        (-(long)a.Spec.Priority, a.SubmittedAt, a.Id.Tenant).CompareTo((-(long)b.Spec.Priority, b.SubmittedAt, b.Id.Tenant)) < 0;
}
