using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>What a waiting job is blocked by. Members are added, never changed: programs read them.</summary>
public enum Blocker
{
    /// <summary>It does not wait, or was not looked at yet.</summary>
    None = 0,

    /// <summary>Its user holds it.</summary>
    Held = 1,

    /// <summary>Another job must end first.</summary>
    After = 2,

    /// <summary>It asks for its tenant's lease, and there is none of an accepted kind.</summary>
    NoLease = 3,

    /// <summary>No cell of the tenant's leases, wholly free, holds it.</summary>
    NeverFits = 4,

    /// <summary>Every cell that would hold it ends before its time limit, and it does not save its progress.</summary>
    LeaseEndsFirst = 5,

    /// <summary>Its project holds as many devices as it may.</summary>
    ProjectLimit = 6,

    /// <summary>It is first in line, and what it needs is in use by the tenant's own work.</summary>
    OwnWork = 7,

    /// <summary>It would push back the tenant's job that is first in line.</summary>
    BehindHead = 8,

    /// <summary>Its turn has come; borrowed capacity is being cleared.</summary>
    Recall = 9,

    /// <summary>It runs only on loan, and no idle capacity fits it now.</summary>
    NoIdleCapacity = 10,

    /// <summary>Nodes under the tenant's cells are broken and no spare is left.</summary>
    Faults = 11,

    /// <summary>Cells that would hold it start later.</summary>
    LeaseNotStarted = 12,

    /// <summary>The tenant's own work of a lower priority is being stopped for it.</summary>
    OwnPreemption = 13,

    /// <summary>It is saving its progress before it leaves.</summary>
    Stopping = 14,

    /// <summary>It is a replica whose program ended by itself; it is started again later each time.</summary>
    BackOff = 15,
}

/// <summary>Why something waits, in a form that a program can read. Tells a tenant of nobody else.</summary>
/// <param name="Needs">Nodes or devices that it needs, the number of the job that it waits for, or how often in a row its program ended by itself; 0 where it does not apply.</param>
/// <param name="Best">The most that there is of what it needs; 0 where it does not apply.</param>
/// <param name="Earliest">When it starts at the latest, from time limits; never where nothing can be promised.</param>
public readonly record struct Wait(Blocker By, long Needs, long Best, Instant Earliest)
{
    public static readonly Wait NotYetSeen = new(Blocker.None, 0, 0, Instant.Never);
}
