using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>What the files of a site folder say: <c>fabric.yaml</c>, <c>tenants.yaml</c> and <c>leases.yaml</c>.</summary>
public sealed record SiteSpec
{
    /// <summary>As the user gave it, with forward slashes.</summary>
    public required string Folder { get; init; }

    /// <summary>The files that it was read from.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public required FabricSpec Fabric { get; init; }

    public required IReadOnlyList<TenantSpec> Tenants { get; init; }

    /// <summary>
    /// In the order of the file. Each one fits the fabric by itself; whether all fit together is the lease book's to say.
    /// </summary>
    public required IReadOnlyList<LeaseSpec> Leases { get; init; }

    /// <summary>
    /// By the lease's name: when it is asked for. What is not here is asked for at the start, unless a scenario says otherwise.
    /// </summary>
    public required IReadOnlyDictionary<string, Instant> ConfirmAt { get; init; }

    /// <summary>By the lease's name: where it stands.</summary>
    public required IReadOnlyDictionary<string, SourcePlace> LeasePlaces { get; init; }

    /// <summary>The accelerator kinds that files may name, also those that this site does not have.</summary>
    public required IReadOnlyCollection<string> Kinds { get; init; }
}
