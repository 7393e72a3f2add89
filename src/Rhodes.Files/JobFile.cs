using Rhodes.Core.Model;

namespace Rhodes.Files;

/// <summary>What a job file holds: a job or a service.</summary>
public sealed record JobFile
{
    /// <summary>Null when the file is of a service. Its <see cref="JobSpec.After"/> has the numbers that the file gives.</summary>
    public JobSpec? Job { get; init; }

    /// <summary>Null when the file is of a job.</summary>
    public ServiceSpec? Service { get; init; }

    /// <summary>Names of the tenant's jobs that must have ended before, and where they stand; whoever keeps the jobs turns them into numbers.</summary>
    public IReadOnlyList<(string Name, SourcePlace Place)> AfterNames { get; init; } = [];

    /// <summary>Where its name stands.</summary>
    public required SourcePlace Place { get; init; }
}
