using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Verify;

namespace Rhodes.Twin.Compare;

/// <summary>When a job's tenant would have started it by itself, and by when it must run at the latest where its devices were lent.</summary>
/// <param name="Turn">In the tenant's own schedule, alone on a cluster of just its cells.</param>
/// <param name="Due">The turn and the recall notice.</param>
public readonly record struct Entitlement(JobId Job, int Devices, Instant Turn, Instant Due);

/// <summary>
/// What each tenant is entitled to by its leases alone: its jobs on guaranteed or either, played by <see cref="SoloReplay"/> as
/// <c>rhodes verify</c> plays them. It is the same measure for Rhodes and for every baseline.
/// </summary>
public static class Entitlements
{
    /// <param name="recorded">From a run of Rhodes: the tenants' own commands, and the faults that reached their cells.</param>
    /// <param name="until">Turns after it are not told.</param>
    public static List<Entitlement> Of(HistoryRecorder recorded, Instant until) =>
        [.. recorded.Tenants.SelectMany(tenant => Of(tenant, recorded.Pools, until))];

    private static IEnumerable<Entitlement> Of(TenantHistory tenant, IReadOnlyList<PoolSpec> pools, Instant until)
    {
        var events = tenant.Reached.Select(reached => reached.Event);
        var notice = events.OfType<LeaseConfirmed>().Select(confirmed => confirmed.Lease.RecallNotice).DefaultIfEmpty(Duration.Zero).Max();
        var devices = events.OfType<JobSubmitted>().ToDictionary(submitted => submitted.Job.Number, submitted => submitted.Spec.TotalDevices);
        return SoloReplay.Play(tenant, pools, until).DistinctBy(start => start.Job)   // the first one of each
            .Select(start => new Entitlement(new(tenant.Tenant, start.Job), devices[start.Job], start.StartedAt, start.StartedAt + notice));
    }
}
