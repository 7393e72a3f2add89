using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Compare;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>Everything that the report of a replay is made of. The same run gives the same page, byte for byte.</summary>
/// <param name="Recorder">It was told of the whole run, and is finished.</param>
/// <param name="Summary">The one that the figures are from.</param>
/// <param name="Version">Of the Rhodes that played it.</param>
public sealed record RunReport(
    ScenarioSpec Scenario, ReplayFigures Figures, ReportRecorder Recorder, ReplaySummary Summary, string EventsHash, string Version)
{
    /// <summary>This way of sharing, and then others; empty: nobody compared.</summary>
    public IReadOnlyList<Compared> Comparison { get; init; } = [];

    internal TimeLine Time => Recorder.Time;

    internal IReadOnlyList<TenantOverTime> Tenants => Recorder.Tenants.All;

    internal Instant From => Recorder.Time.From;

    internal Instant End => Recorder.Time.End;

    internal Duration Length => End - From;

    /// <summary>What the site's devices are called.</summary>
    internal string DeviceWord { get; } =
        Scenario.Site.Fabric.Pools.All(pool => Catalogue.Find(pool.Kind)?.Vendor is "NVIDIA" or "AMD") ? "GPU" : "device";

    internal Int128 InUse => Use(Core.Metering.DeviceUse.Dedicated) + Use(Core.Metering.DeviceUse.Guaranteed) + Use(Core.Metering.DeviceUse.Loan);

    internal Int128 Use(Core.Metering.DeviceUse use) => Figures.Uses[use];

    /// <summary>Device-milliseconds of a level over the whole run.</summary>
    internal static Int128 Total(LevelOverTime level)
    {
        Int128 total = 0;
        foreach (var sum in level.Sums) total += sum;
        return total;
    }

    /// <summary>Indexes of tenants: those with the most on lease or in use first.</summary>
    internal IReadOnlyList<int> LargestTenants() =>
        [.. Enumerable.Range(0, Tenants.Count).OrderByDescending(tenant => Size(Tenants[tenant])).ThenBy(tenant => tenant)];

    private static Int128 Size(TenantOverTime tenant) =>
        Int128.Max(Total(tenant.Leased), Total(tenant.Own) + Total(tenant.OnLoan));
}
