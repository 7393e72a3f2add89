using Rhodes.Core.Units;
using Rhodes.Files;

namespace Rhodes.Twin.Traces;

/// <summary>Which field of the Standard Workload Format stands for a tenant.</summary>
public enum TenantField
{
    Queue = 0,
    Partition = 1,
    Group = 2,
    User = 3,
}

/// <summary>How a trace is to be read.</summary>
public sealed record TraceOptions
{
    public static readonly TraceOptions Default = new();

    /// <summary>Null: told from the first line.</summary>
    public TraceFormat? Format { get; init; }

    /// <summary>
    /// How many jobs may be held back to sort submit times. 0, the default: a submit time before the last one is a problem.
    /// Otherwise jobs are sorted as far as this window reaches, which is remarked; what it does not reach is a problem.
    /// </summary>
    public int SortWindow { get; init; }

    /// <summary>For the Standard Workload Format.</summary>
    public TenantField Tenant { get; init; } = TenantField.Queue;

    /// <summary>When second 0 of a Standard Workload Format file is to be. Null: as its <c>UnixStartTime</c> says.</summary>
    public Instant? Start { get; init; }
}
