using Rhodes.Core.Lending;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;

namespace Rhodes.Core.Control;

/// <summary>A tenant: its private cluster, and what it borrows.</summary>
public sealed class TenantState(int index, TenantSpec spec)
{
    public int Index { get; } = index;

    public TenantSpec Spec { get; } = spec;

    public PrivateCluster Cluster { get; } = new(index, spec);

    /// <summary>Jobs that may run on idle capacity now.</summary>
    public LoanLines Borrowing { get; } = new();

    /// <summary>Devices that it has on loan now.</summary>
    public long Borrowed { get; set; }

    /// <summary>The number of its next job.</summary>
    public int NextJob { get; set; } = 1;

    /// <summary>Jobs that are not over: they wait, are held, or run.</summary>
    public int OpenJobs { get; set; }

    public SortedDictionary<string, ServiceSpec> Services { get; } = new(StringComparer.Ordinal);
}
