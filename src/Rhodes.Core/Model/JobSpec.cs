using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>Where work may run.</summary>
public enum Claim
{
    /// <summary>On the tenant's lease, or as a loan before its turn there comes. The default.</summary>
    Either = 0,

    /// <summary>Only on the tenant's own lease.</summary>
    Guaranteed = 1,

    /// <summary>Only on idle capacity.</summary>
    Loan = 2,
}

/// <summary>An accepted kind and how fast the work is on it, in thousandths of the reference speed (1000: as given).</summary>
public readonly record struct KindChoice(string Kind, int SpeedThousandths);

/// <summary>Runs of <paramref name="Nodes"/> nodes that must each stand in one domain of <paramref name="Level"/>.</summary>
public readonly record struct SegmentSpec(int Nodes, Level Level);

/// <summary>A count of equal nodes that start together. All nodes of a group are of one pool.</summary>
public sealed record GroupSpec
{
    public required int Nodes { get; init; }

    /// <summary>Whole devices on each node. Fewer than the node has: the job shares the node with others of its tenant.</summary>
    public required int DevicesPerNode { get; init; }

    /// <summary>Null: in proportion to the devices.</summary>
    public int? CoresPerNode { get; init; }

    /// <summary>In MiB. Null: in proportion to the devices.</summary>
    public long? MemoryMibPerNode { get; init; }

    /// <summary>Accepted kinds, preferred by speed, then as listed. Empty: any, at the reference speed.</summary>
    public IReadOnlyList<KindChoice> Kinds { get; init; } = [];

    /// <summary>All nodes of the group in one domain of this level. Null: anywhere in the pool.</summary>
    public Level? Within { get; init; }

    /// <summary>The group in runs that each stand in one domain. Null: no runs.</summary>
    public SegmentSpec? Segment { get; init; }
}

/// <summary>How the work saves its progress.</summary>
/// <param name="Every">Work between two saves, at the reference speed.</param>
/// <param name="Takes">How long a save stops the work.</param>
/// <param name="Restart">From launch to the first step, when it goes on from a save.</param>
public readonly record struct CheckpointSpec(Duration Every, Duration Takes, Duration Restart);

/// <summary>The signal that a program gets when it is told to leave.</summary>
public enum LeaveSignal
{
    /// <summary>SIGTERM, and so on.</summary>
    Terminate = 0,
    Interrupt = 1,
    HangUp = 2,
    User1 = 3,
    User2 = 4,
}

public sealed record EnvironmentVariable(string Name, string Value);

/// <summary>How a program is started, and how it is told to leave.</summary>
public sealed record ProgramSpec
{
    /// <summary>Null: the folder of its own that a job keeps from attempt to attempt.</summary>
    public string? Workdir { get; init; }

    /// <summary>On top of what the engine sets, in order; each name once.</summary>
    public IReadOnlyList<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>Sent as soon as it is told to leave, so that it can save.</summary>
    public LeaveSignal Warn { get; init; } = LeaveSignal.Terminate;

    /// <summary>Where <see cref="Warn"/> is another: how long before the end of the notice SIGTERM follows it.</summary>
    public Duration Grace { get; init; } = Duration.FromSeconds(10);
}

/// <summary>Gangs with an end: pre-training, fine-tuning, evaluation, batch.</summary>
public sealed record JobSpec
{
    public required string Name { get; init; }

    public required string Tenant { get; init; }

    /// <summary>Null: the tenant's only or first project.</summary>
    public string? Project { get; init; }

    /// <summary>Higher goes first in the tenant's own queue.</summary>
    public int Priority { get; init; }

    public Claim Claim { get; init; } = Claim.Either;

    /// <summary>One or more groups that start together or not at all.</summary>
    public required IReadOnlyList<GroupSpec> Groups { get; init; }

    /// <summary>All groups in one domain of this level. Null: no such wish.</summary>
    public Level? Within { get; init; }

    /// <summary>The longest that one attempt may run. Null: no limit, and nothing can be promised behind it.</summary>
    public Duration? TimeLimit { get; init; }

    /// <summary>Null: what is stopped starts from nothing.</summary>
    public CheckpointSpec? Checkpoint { get; init; }

    /// <summary>Whether the tenant's own work of a higher priority may stop it.</summary>
    public bool Preemptible { get; init; } = true;

    /// <summary>How many equal jobs, at least 1.</summary>
    public int Array { get; init; } = 1;

    /// <summary>Of one of them: which it is, from 0. Null: it was not submitted as one of several.</summary>
    public int? ArrayIndex { get; init; }

    /// <summary>Numbers of the tenant's jobs that must have ended before.</summary>
    public IReadOnlyList<int> After { get; init; } = [];

    /// <summary>Submitted, but not to start before it is released.</summary>
    public bool Held { get; init; }

    /// <summary>True: a replica of a service; it has no end of its own.</summary>
    public bool Endless { get; init; }

    /// <summary>The program and its arguments, for engines that run one.</summary>
    public IReadOnlyList<string> Run { get; init; } = [];

    /// <summary>What else such an engine must know of it. Null: nothing but the defaults.</summary>
    public ProgramSpec? Program { get; init; }

    /// <summary>
    /// Groups find their places one after the other, so several can fit in less room than they did not fit in: the first then
    /// stands elsewhere. That such a gang did not fit says nothing of a later instant, even if nothing has left since.
    /// </summary>
    public bool IsOfSeveralGroups => Groups.Count > 1;

    /// <summary>Devices of the whole gang.</summary>
    public int TotalDevices
    {
        get
        {
            var devices = 0;
            for (var i = 0; i < Groups.Count; i++) devices += Groups[i].Nodes * Groups[i].DevicesPerNode;
            return devices;
        }
    }
}

/// <summary>Replicas without an end, each a small gang; a command changes their number.</summary>
public sealed record ServiceSpec
{
    /// <summary>Unique in its tenant.</summary>
    public required string Name { get; init; }

    /// <summary>One replica. Its name is the service's.</summary>
    public required JobSpec Replica { get; init; }

    public required int Replicas { get; init; }
}
