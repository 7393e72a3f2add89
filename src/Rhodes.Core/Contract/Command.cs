using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>What somebody wants, or what an engine or a sensor saw. The only way in.</summary>
/// <param name="At">Stamped by the driver, never before the command before it.</param>
public abstract record Command(Instant At);

/// <summary>The site's first hardware, or more of it: new pools and new nodes.</summary>
public sealed record AddNodes(Instant At, FabricSpec Fabric) : Command(At);

/// <summary>Nodes that are gone for good. Refused where a lease is planned on what would be left too small.</summary>
public sealed record RemoveNodes(Instant At, IReadOnlyList<string> Nodes) : Command(At);

public sealed record AddTenant(Instant At, TenantSpec Tenant) : Command(At);

public sealed record AddUser(Instant At, UserSpec User) : Command(At);

/// <summary>With all of its keys. The last owner stays.</summary>
public sealed record RemoveUser(Instant At, string Tenant, string User) : Command(At);

public sealed record IssueKey(Instant At, KeySpec Key) : Command(At);

public sealed record RevokeKey(Instant At, string Key) : Command(At);

/// <summary>Asks for a promise. Refused, with the nearest offers, when no plan keeps it beside every other.</summary>
public sealed record ConfirmLease(Instant At, LeaseSpec Lease) : Command(At);

/// <summary>Ends a lease early: nothing of it is left from <paramref name="From"/> on.</summary>
public sealed record EndLease(Instant At, string Lease, Instant From) : Command(At);

/// <param name="MostJobs">Refused where its tenant would have more than these that are not over.</param>
public sealed record SubmitJob(Instant At, JobSpec Job, int MostJobs = int.MaxValue) : Command(At);

/// <inheritdoc cref="SubmitJob"/>
public sealed record SubmitService(Instant At, ServiceSpec Service, int MostJobs = int.MaxValue) : Command(At);

/// <inheritdoc cref="SubmitJob"/>
public sealed record ScaleService(Instant At, string Tenant, string Service, int Replicas, int MostJobs = int.MaxValue) : Command(At);

public sealed record HoldJob(Instant At, string Tenant, int Job) : Command(At);

public sealed record ReleaseJob(Instant At, string Tenant, int Job) : Command(At);

public sealed record CancelJob(Instant At, string Tenant, int Job) : Command(At);

/// <summary>Changes what may change while a job waits or runs; null leaves a value as it is.</summary>
public sealed record UpdateJob(Instant At, string Tenant, int Job, int? Priority, Duration? TimeLimit) : Command(At);

/// <summary>A node stopped working. Whatever ran there is lost back to its last save.</summary>
public sealed record ReportNodeDown(Instant At, string Node, string Cause) : Command(At);

public sealed record ReportNodeUp(Instant At, string Node) : Command(At);

/// <summary>Takes a node out of use with a warning: what runs there is told to leave, and has until then to save.</summary>
/// <param name="Grace">Zero: at once, and what runs there is lost back to its last save.</param>
public sealed record DrainNode(Instant At, string Node, Duration Grace, string Cause) : Command(At);

/// <summary>Keeps a node in use that was to go, or takes it back.</summary>
public sealed record UndrainNode(Instant At, string Node) : Command(At);

/// <summary>An engine saw an attempt end by itself.</summary>
/// <param name="WorkMs">All the work that the job needed, at the reference speed; what a whole undisturbed run would take.</param>
public sealed record ReportCompleted(Instant At, AttemptId Attempt, JobOutcome Outcome, long WorkMs) : Command(At);

/// <summary>An engine saw an attempt leave after it was told to stop.</summary>
/// <param name="KeptMs">The work that its last save holds, at the reference speed.</param>
public sealed record ReportStopped(Instant At, AttemptId Attempt, long KeptMs) : Command(At);

/// <summary>Closes an instant: timers that are due fire, and everything is decided once. No command follows at this instant.</summary>
public sealed record Settle(Instant At) : Command(At);

/// <summary>How a job ended.</summary>
public enum JobOutcome
{
    Completed = 0,
    Failed = 1,
    TimedOut = 2,
    Cancelled = 3,
}
