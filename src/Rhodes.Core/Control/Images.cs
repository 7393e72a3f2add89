using System.Text.Json.Serialization;
using Rhodes.Core.Contract;
using Rhodes.Core.Metering;
using Rhodes.Core.Model;
using Rhodes.Core.People;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>Everything that is so at a site after an instant was settled, in a form that can be kept.</summary>
public sealed record SiteImage
{
    public required Instant Now { get; init; }

    public required string Site { get; init; }

    public required PoolSpec[] PoolSpecs { get; init; }

    public required AddedNode[] Nodes { get; init; }

    public required int NextNode { get; init; }

    public required int NextTenure { get; init; }

    public required PoolImage[] Pools { get; init; }

    public required TenantImage[] Tenants { get; init; }

    public required JobImage[] Jobs { get; init; }

    public required JobId[] Starting { get; init; }

    public required LeaseImage[] Leases { get; init; }

    public required TenureImage[] Open { get; init; }

    public required TenureImage[] ClosedAhead { get; init; }

    public required MeterImage Meter { get; init; }

    /// <summary>Null: nobody. Not there in what was kept before there were users.</summary>
    public PeopleImage? People { get; init; }

    /// <summary>Nodes that are to go out of use. Null: none.</summary>
    public NodeDraining[]? Draining { get; init; }
}

/// <summary>What is so on the nodes of one pool.</summary>
public sealed record PoolImage(TenurePlan[] Plan, HostImage[] Hosts, NodeId[] Broken, ClosedImage[] Closed);

/// <summary>A physical node and the virtual one that it stands behind.</summary>
public sealed record HostImage(NodeId Node, int Tenant, int Virtual);

/// <summary>A node and the only tenant that may use it.</summary>
public sealed record ClosedImage(NodeId Node, int Tenant);

public sealed record PeopleImage(User[] Users, Key[] Keys);

public sealed record TenureImage(int Pool, int Tenure);

/// <summary>A name that a lease has or had, and its tenant's index.</summary>
public sealed record LeaseImage(string Name, int Tenant);

public sealed record TenantImage(TenantSpec Spec, int NextJob, ServiceSpec[] Services, ClusterImage Cluster);

/// <summary>A <see cref="Job"/>, member by member.</summary>
public sealed record JobImage(
    JobId Id, JobSpec Spec, int Replica, Instant SubmittedAt, bool Held, long KeptMs, bool HasEnded, bool MayNotBorrow, int Attempts,
    AttemptImage? Own, AttemptImage? Loan, BackOff? BackOff = null);

/// <summary>An <see cref="Attempt"/>, member by member.</summary>
public sealed record AttemptImage(
    AttemptId Id, Claim Claim, NodeShare[] Place, int Speed, AttemptPhase Phase, Instant LaunchedAt, long ResumeFromMs,
    Instant StoppedAt, Instant Deadline, StopReason Why);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(InstantAsNumber), typeof(DurationAsNumber), typeof(NodeIdAsNumber)])]
[JsonSerializable(typeof(SiteImage))]
internal sealed partial class ImageJson : JsonSerializerContext;
