using System.Text.Json.Serialization;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>
/// What became so. Events are the truth: state is what they add up to. The log keeps them for ever, so a kind's members are
/// never changed: a kind that must change gets a new version beside the old one.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FabricChanged), "fabric_changed.1")]
[JsonDerivedType(typeof(TenantAdded), "tenant_added.1")]
[JsonDerivedType(typeof(LeaseConfirmed), "lease_confirmed.1")]
[JsonDerivedType(typeof(LeaseEnded), "lease_ended.1")]
[JsonDerivedType(typeof(PlanChanged), "plan_changed.1")]
[JsonDerivedType(typeof(CellOpened), "cell_opened.1")]
[JsonDerivedType(typeof(CellClosed), "cell_closed.1")]
[JsonDerivedType(typeof(CellMoved), "cell_moved.1")]
[JsonDerivedType(typeof(DomainsSwapped), "domains_swapped.1")]
[JsonDerivedType(typeof(NodesRehosted), "nodes_rehosted.1")]
[JsonDerivedType(typeof(NodesClosed), "nodes_closed.1")]
[JsonDerivedType(typeof(NodesReopened), "nodes_reopened.1")]
[JsonDerivedType(typeof(NodeWentDown), "node_down.1")]
[JsonDerivedType(typeof(NodeCameUp), "node_up.1")]
[JsonDerivedType(typeof(NodeDraining), "node_draining.1")]
[JsonDerivedType(typeof(NodeKept), "node_kept.1")]
[JsonDerivedType(typeof(CellNodeLost), "cell_node_lost.1")]
[JsonDerivedType(typeof(CellNodeBack), "cell_node_back.1")]
[JsonDerivedType(typeof(JobSubmitted), "job_submitted.1")]
[JsonDerivedType(typeof(JobHeld), "job_held.1")]
[JsonDerivedType(typeof(JobReleased), "job_released.1")]
[JsonDerivedType(typeof(JobUpdated), "job_updated.1")]
[JsonDerivedType(typeof(JobEnded), "job_ended.1")]
[JsonDerivedType(typeof(ServiceScaled), "service_scaled.1")]
[JsonDerivedType(typeof(ReplicaExited), "replica_exited.1")]
[JsonDerivedType(typeof(ReplicaDue), "replica_due.1")]
[JsonDerivedType(typeof(TurnStarted), "turn_started.1")]
[JsonDerivedType(typeof(TurnLaunched), "turn_launched.1")]
[JsonDerivedType(typeof(TurnStopping), "turn_stopping.1")]
[JsonDerivedType(typeof(TurnStopped), "turn_stopped.1")]
[JsonDerivedType(typeof(TurnInterrupted), "turn_interrupted.1")]
[JsonDerivedType(typeof(TurnDelayed), "turn_delayed.1")]
[JsonDerivedType(typeof(TurnDue), "turn_due.1")]
[JsonDerivedType(typeof(TurnDrained), "turn_drained.1")]
[JsonDerivedType(typeof(TurnEnded), "turn_ended.1")]
[JsonDerivedType(typeof(AttemptPlaced), "attempt_placed.1")]
[JsonDerivedType(typeof(AttemptLaunched), "attempt_launched.1")]
[JsonDerivedType(typeof(AttemptStopping), "attempt_stopping.1")]
[JsonDerivedType(typeof(AttemptEnded), "attempt_ended.1")]
[JsonDerivedType(typeof(ClaimChanged), "claim_changed.1")]
[JsonDerivedType(typeof(UserAdded), "user_added.1")]
[JsonDerivedType(typeof(UserRemoved), "user_removed.1")]
[JsonDerivedType(typeof(KeyIssued), "key_issued.1")]
[JsonDerivedType(typeof(KeyRevoked), "key_revoked.1")]
[JsonDerivedType(typeof(CommandRefused), "command_refused.1")]
public abstract record Event
{
    private protected Event() { }
}

/// <summary>What a job takes of a pool's physical nodes.</summary>
public sealed record NodeShare(int Pool, NodeDemand Demand, NodeId[] Nodes);

/// <summary>What a job takes of a pool's virtual nodes, in its tenant's private cluster.</summary>
public sealed record VirtualShare(int Pool, NodeDemand Demand, int[] Nodes);

/// <summary>One cell's place for a stretch of time.</summary>
public sealed record TenurePlan(int Id, int Tenant, int Class, int Slot, Instant From, Instant Until, DomainRef Domain);

public sealed record AddedNode(NodeId Id, NodeSpec Spec);

public sealed record FabricChanged(string Site, PoolSpec[] AddedPools, AddedNode[] Added, NodeId[] Removed) : Event;

public sealed record TenantAdded(int Tenant, TenantSpec Spec) : Event;

public sealed record LeaseConfirmed(int Tenant, LeaseSpec Lease) : Event;

/// <summary>Nothing of the lease is left from <paramref name="From"/> on.</summary>
public sealed record LeaseEnded(int Tenant, string Lease, Instant From) : Event;

/// <summary>Tenures that are new or changed, and the ids of those that are no more.</summary>
public sealed record PlanChanged(int Pool, TenurePlan[] Set, int[] Removed) : Event;

/// <summary>A virtual cell is its tenant's from now on; <paramref name="Hosts"/> stand behind its nodes, in their order.</summary>
public sealed record CellOpened(int Pool, int Tenure, NodeId[] Hosts) : Event;

public sealed record CellClosed(int Pool, int Tenure) : Event;

/// <summary>An idle cell got another domain, which nothing else is planned on for as long as it stays.</summary>
public sealed record CellMoved(int Pool, int Tenure, DomainRef To, NodeId[] Hosts) : Event;

/// <summary>All that is planned and hosted in two domains was exchanged, place by place.</summary>
public sealed record DomainsSwapped(int Pool, DomainRef A, DomainRef B) : Event;

/// <summary>Other physical nodes of the same cell stand behind these virtual nodes.</summary>
public sealed record NodesRehosted(int Pool, int Tenant, int[] Virtual, NodeId[] Hosts) : Event;

/// <summary>Nobody but the tenant of a dedicated cell runs in its domain from now on; a notice before the cell opens.</summary>
public sealed record NodesClosed(int Pool, int Tenure, int Tenant, NodeId[] Nodes) : Event;

public sealed record NodesReopened(int Pool, int Tenure, NodeId[] Nodes) : Event;

public sealed record NodeWentDown(NodeId Node, string Cause) : Event;

public sealed record NodeCameUp(NodeId Node) : Event;

/// <summary>The node is to go out of use: at <paramref name="Until"/>, or as soon as nothing runs there. Nothing more is lent there.</summary>
public sealed record NodeDraining(NodeId Node, Instant Until, string Cause) : Event;

/// <summary>A node that was to go out of use stays.</summary>
public sealed record NodeKept(NodeId Node) : Event;

/// <summary>A fault reached a tenant: nothing healthy can stand behind this virtual node now.</summary>
public sealed record CellNodeLost(int Tenant, int Pool, int Virtual) : Event;

public sealed record CellNodeBack(int Tenant, int Pool, int Virtual) : Event;

/// <param name="Replica">The number of the replica, from 0, when the job is one of a service; else -1.</param>
public sealed record JobSubmitted(JobId Job, JobSpec Spec, int Replica) : Event;

public sealed record JobHeld(JobId Job) : Event;

public sealed record JobReleased(JobId Job) : Event;

public sealed record JobUpdated(JobId Job, int Priority, Duration? TimeLimit) : Event;

/// <summary>The job is over. Its turn in the private schedule may still stand for as long as it would have run there.</summary>
/// <param name="WorkMs">All the work that it needed, at the reference speed.</param>
public sealed record JobEnded(JobId Job, JobOutcome Outcome, long WorkMs) : Event;

public sealed record ServiceScaled(int Tenant, ServiceSpec Service) : Event;

/// <summary>A replica's program ended by itself. The replica waits again, and borrows nothing before its back-off is over.</summary>
public sealed record ReplicaExited(JobId Job, BackOff BackOff) : Event;

/// <summary>The replica may borrow again.</summary>
public sealed record ReplicaDue(JobId Job) : Event;

/// <summary>The job's turn in its tenant's private schedule has come: it holds these virtual nodes.</summary>
public sealed record TurnStarted(JobId Job, VirtualShare[] Place, int SpeedThousandths) : Event;

/// <summary>What the turn needs is clear: from here its running time counts.</summary>
public sealed record TurnLaunched(JobId Job) : Event;

/// <summary>The turn is told to leave.</summary>
public sealed record TurnStopping(JobId Job, Instant Until, StopReason Why) : Event;

/// <summary>The turn left and waits again; what it saved would be this much, had it never borrowed.</summary>
public sealed record TurnStopped(JobId Job, long KeptMs) : Event;

/// <summary>A fault reached the turn; it waits again.</summary>
public sealed record TurnInterrupted(JobId Job, long KeptMs) : Event;

/// <summary>The turn left a node that goes out of use, sooner than it had to, and waits again.</summary>
public sealed record TurnDrained(JobId Job, long KeptMs) : Event;

/// <summary>The program of a replica ended by itself on its tenant's own cells: the turn waits again, and does not come before its back-off is over.</summary>
public sealed record TurnDelayed(JobId Job, long KeptMs, BackOff BackOff) : Event;

/// <summary>The turn may come again.</summary>
public sealed record TurnDue(JobId Job) : Event;

public sealed record TurnEnded(JobId Job, TurnEnd How) : Event;

public enum TurnEnd
{
    Finished = 0,
    TimedOut = 1,
    Cancelled = 2,
}

/// <summary>Nodes are held for an attempt; it starts when what is borrowed there has left.</summary>
public sealed record AttemptPlaced(AttemptId Attempt, Claim Claim, NodeShare[] Place, int SpeedThousandths) : Event;

/// <param name="ResumeFromMs">The saved work that it goes on from; 0: from nothing.</param>
public sealed record AttemptLaunched(AttemptId Attempt, long ResumeFromMs) : Event;

public sealed record AttemptStopping(AttemptId Attempt, Instant Deadline, StopReason Why) : Event;

/// <param name="KeptMs">The work that the job's last save holds now.</param>
public sealed record AttemptEnded(AttemptId Attempt, AttemptEnd How, long KeptMs) : Event;

/// <summary>An attempt that ran on loan now stands on its tenant's own cells, without having moved.</summary>
public sealed record ClaimChanged(AttemptId Attempt) : Event;

public sealed record UserAdded(int Tenant, string Name, Role Role) : Event;

/// <summary>Its keys went with it.</summary>
public sealed record UserRemoved(int Tenant, string Name) : Event;

/// <param name="Hash">Keyed; the key itself is in no log.</param>
public sealed record KeyIssued(string Id, int Tenant, string User, string Hash, string Label, Instant Until) : Event;

public sealed record KeyRevoked(string Id) : Event;

/// <summary>A command changed nothing.</summary>
public sealed record CommandRefused(string Why) : Event;

/// <summary>Why something is told to leave.</summary>
public enum StopReason
{
    /// <summary>Its capacity is needed by whom it belongs to.</summary>
    Recall = 0,

    /// <summary>The tenant's own work of a higher priority needs its place.</summary>
    Preemption = 1,

    /// <summary>The cell that it runs on is the tenant's no longer.</summary>
    LeaseEnd = 2,

    /// <summary>Its user asked for it.</summary>
    Cancel = 3,

    TimeLimit = 4,

    /// <summary>Its own turn has come elsewhere.</summary>
    Turn = 5,

    /// <summary>A node under it goes out of use.</summary>
    Drain = 6,
}

/// <summary>How an attempt came to its end.</summary>
public enum AttemptEnd
{
    Completed = 0,
    Failed = 1,

    /// <summary>It left when it was told to.</summary>
    Stopped = 2,

    /// <summary>It had not left when its notice ended.</summary>
    Killed = 3,

    /// <summary>A node under it failed.</summary>
    Lost = 4,

    /// <summary>It was never launched.</summary>
    Withdrawn = 5,
}
