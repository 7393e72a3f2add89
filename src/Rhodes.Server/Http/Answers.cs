using Rhodes.Server.Views;

namespace Rhodes.Server.Http;

/// <param name="Next">Ask again with it as <c>cursor</c>; not there: this was the last page.</param>
public sealed record JobList(IReadOnlyList<JobView> Jobs, string? Next);

/// <summary>What was submitted: <paramref name="Jobs"/> jobs with numbers from <paramref name="Job"/> on.</summary>
public sealed record Submitted(string Tenant, string Name, int Job, int Jobs);

/// <summary>What became of one of many jobs that were submitted together.</summary>
/// <param name="Job">Its number, or the first of its <paramref name="Jobs"/>; not there: it was refused.</param>
public sealed record OneSubmitted(string Name, int? Job, int? Jobs, string? Refused);

/// <param name="Jobs">In the order of the request.</param>
public sealed record ManySubmitted(string Tenant, IReadOnlyList<OneSubmitted> Jobs);

/// <param name="At">When, in the site's time.</param>
public sealed record Done(string At);

/// <param name="Jobs">Numbers, or names, of which the newest is meant.</param>
public sealed record JobNames(IReadOnlyList<string> Jobs);

/// <param name="Job">As it was named.</param>
/// <param name="At">When it was done; null: it was refused.</param>
public sealed record OneDone(string Job, string? At, string? Refused);

/// <param name="Jobs">In the order of the request.</param>
public sealed record ManyDone(IReadOnlyList<OneDone> Jobs);

/// <param name="TimeLimit">Such as <c>2h30m</c>.</param>
public sealed record JobUpdate(int? Priority, string? TimeLimit);

/// <summary>What would become of a job if it were submitted now.</summary>
/// <param name="StartsNow">Whether it would run at once, or as soon as what is lent there has left.</param>
/// <param name="StartsBy">When it would start at the latest, as far as is known now.</param>
public sealed record DryRunAnswer(bool StartsNow, string? RunsOn, IReadOnlyList<string> Nodes, string? StartsBy, IReadOnlyList<string> Lines);

public sealed record ServiceView(string Name, int Replicas, int Running, int Waiting);

public sealed record ServiceList(IReadOnlyList<ServiceView> Services);

public sealed record ScaleRequest(int? Replicas);

public sealed record ProjectView(string Name, int Weight, int? DeviceLimit);

public sealed record TenantView(string Name, int Weight, IReadOnlyList<ProjectView> Projects);

public sealed record TenantList(IReadOnlyList<TenantView> Tenants);

public sealed record NewTenant(string Name, int? Weight, IReadOnlyList<NewProject>? Projects);

public sealed record NewProject(string Name, int? Weight, int? DeviceLimit);

/// <param name="Role"><c>viewer</c>, <c>member</c>, <c>admin</c>, <c>operator</c> or <c>owner</c>.</param>
public sealed record UserView(string Tenant, string Name, string Role);

public sealed record UserList(IReadOnlyList<UserView> Users);

public sealed record NewUser(string Name, string Role);

public sealed record KeyView(string Id, string Tenant, string User, string Label, string? Until);

public sealed record KeyList(IReadOnlyList<KeyView> Keys);

/// <param name="Until">An instant, or a duration from now; not there: for good.</param>
public sealed record NewKey(string User, string? Label, string? Until);

/// <param name="Key">Shown this once.</param>
public sealed record IssuedKey(string Id, string Tenant, string User, string Key);

public sealed record WhoAmI(string Site, string Tenant, string User, string Role, string Key, string Engine, bool HardwareIsSimulated, string Version, string Now);

public sealed record LeaseStepView(string From, string Until, int Cells, int Devices);

public sealed record LeaseView(string Name, string Tenant, string Pool, string Kind, string Mode, string Shape, decimal RecallNoticeSeconds, IReadOnlyList<LeaseStepView> Steps);

public sealed record LeaseList(IReadOnlyList<LeaseView> Leases);

/// <param name="From">From when on nothing of it is left; not there: now.</param>
public sealed record EndRequest(string? From);

/// <param name="InUse">Devices by use: <c>dedicated</c>, <c>guaranteed</c>, <c>loan</c>, <c>held</c>, <c>idle</c>, <c>down</c>.</param>
public sealed record PoolView(string Name, string Kind, int Nodes, int NodesDown, int DevicesPerNode, int CoresPerNode, long MemoryMibPerNode);

public sealed record FabricAnswer(string Site, bool HardwareIsSimulated, long Devices, IReadOnlyDictionary<string, long> InUse, IReadOnlyList<PoolView> Pools);

/// <param name="DrainsBy">It is to go out of use: then at the latest.</param>
public sealed record NodeView(string Name, string Pool, bool Up, int Devices, string? DrainsBy = null);

public sealed record NodeList(IReadOnlyList<NodeView> Nodes);

/// <param name="Grace">How long what runs there may take to save and leave: <c>10m</c>. By default the longest recall notice of its pool's leases, or two minutes where there is none.</param>
/// <param name="Now">True: at once, without a warning.</param>
public sealed record DrainRequest(string? Cause, string? Grace = null, bool? Now = null);

/// <param name="OutOfUseBy">At the latest; sooner, once nothing runs there.</param>
public sealed record Drained(string At, string OutOfUseBy);

public sealed record AuditEntry(long Sequence, string At, string Who, string Command, bool Refused, int Events);

public sealed record AuditList(IReadOnlyList<AuditEntry> Entries, string? Next);
