using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>What a job must be before it is taken in.</summary>
internal static class JobRules
{
    /// <summary>More jobs than this in one array are a mistake.</summary>
    private const int LargestArray = 100_000;

    /// <summary>Every problem, as sentences. Empty: the job is sound, which does not say that it ever fits.</summary>
    public static List<string> Problems(JobSpec job, SiteState state)
    {
        List<string> problems = [];
        var tenant = state.TenantIndex(job.Tenant);
        if (tenant < 0) problems.Add($"job {job.Name}: there is no tenant '{job.Tenant}'");
        else TenantProblems(job, state.Tenants[tenant], problems);
        if (job.Array is < 1 or > LargestArray) problems.Add($"job {job.Name}: an array of {job.Array}; 1 to {LargestArray} are possible");
        if (job.TimeLimit is { } limit && limit <= Duration.Zero) problems.Add($"job {job.Name}: the time limit is {limit}; it must be longer than nothing");
        if (job.Groups.Count == 0) problems.Add($"job {job.Name}: it has no groups; it needs at least one");
        foreach (var group in job.Groups) GroupProblems(job, group, problems);
        if (job.Checkpoint is { } saves && (saves.Every <= Duration.Zero || saves.Takes < Duration.Zero || saves.Restart < Duration.Zero))
            problems.Add($"job {job.Name}: a checkpoint is written after some time, and neither it nor a restart takes less than none");
        return problems;
    }

    /// <summary>One tenant's jobs must not fill the memory of all.</summary>
    /// <param name="more">Jobs that are to come.</param>
    /// <param name="most">That a tenant may have which are not over.</param>
    public static void AddTooMany(SiteState state, string tenant, int more, int most, List<string> problems)
    {
        if (state.TenantIndex(tenant) is not (>= 0 and var index) || more <= 0 || state.Tenants[index].OpenJobs + (long)more <= most) return;
        problems.Add($"{more:#,0} more job{(more == 1 ? "" : "s")}, and tenant '{tenant}' has {state.Tenants[index].OpenJobs:#,0} that are not over; at most {most:#,0} are possible at once");
    }

    private static void TenantProblems(JobSpec job, TenantState tenant, List<string> problems)
    {
        if (!tenant.Cluster.Projects.Knows(job.Project))
        {
            var known = string.Join(", ", Enumerable.Range(0, tenant.Cluster.Projects.Count).Select(i => tenant.Cluster.Projects[i].Name));
            problems.Add($"job {job.Name}: tenant '{job.Tenant}' has no project '{job.Project}'; there are {known}");
        }

        foreach (var number in job.After)
            if (number < 1 || number >= tenant.NextJob) problems.Add($"job {job.Name}: it comes after job {number}, which tenant '{job.Tenant}' does not have");
    }

    private static void GroupProblems(JobSpec job, GroupSpec group, List<string> problems)
    {
        if (group.Nodes < 1) problems.Add($"job {job.Name}: a group of {group.Nodes} nodes; at least 1 is needed");
        if (group.DevicesPerNode < 1) problems.Add($"job {job.Name}: {group.DevicesPerNode} devices per node; at least 1 is needed");
        if (group.CoresPerNode < 0 || group.MemoryMibPerNode < 0) problems.Add($"job {job.Name}: negative cores or memory");
        if (group.Kinds.Any(kind => kind.SpeedThousandths < 1)) problems.Add($"job {job.Name}: a speed below 0.001");
        if (group.Segment is not { } segment) return;
        if (segment.Nodes < 1 || group.Nodes % segment.Nodes != 0)
            problems.Add($"job {job.Name}: {group.Nodes} nodes cannot be had in segments of {segment.Nodes}");
        if (segment.Level == Level.Node || (group.Within is { } within && segment.Level <= within))
            problems.Add($"job {job.Name}: a segment of level {segment.Level.Name()} is not inside {(group.Within ?? Level.Node).Name()}");
    }
}
