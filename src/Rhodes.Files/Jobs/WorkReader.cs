using Rhodes.Core.Model;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Jobs;

/// <summary>Reads jobs and services out of mappings that may have further keys of their own.</summary>
/// <param name="site">Null: it could not be read, and is not checked against.</param>
/// <param name="name">What may be a name here, of the work and of what it comes after.</param>
internal sealed class WorkReader(SiteSpec? site, Reader<string> name)
{
    private readonly Reader<string> _tenant = Read.Known("tenant", site?.Tenants.Select(tenant => tenant.Name).ToList());
    private readonly GroupReader _groups = new(site);

    /// <returns>Null when the mapping is unsound; then the findings say why.</returns>
    public JobDraft? ReadJob(MappingReader keys)
    {
        var work = ReadCommon(keys);
        var after = keys.Optional("after", Read.OneOrMore(Read.Marked(name)), []);
        work = work with
        {
            TimeLimit = keys.OptionalValue("time-limit", Read.LongerThanZero),
            Checkpoint = keys.OptionalText("checkpoint", WorkParts.Checkpoint)?.Spec,
            Array = keys.Optional("array", Read.WholeNumber(1, 100_000), 1),
            Held = keys.Optional("held", Read.YesOrNo, false),
        };
        return keys.IsSound ? new JobDraft(work, after, keys.At("name")) : null;
    }

    /// <inheritdoc cref="ReadJob"/>
    public ServiceSpec? ReadService(MappingReader keys)
    {
        var replica = ReadCommon(keys) with { Endless = true };
        var replicas = keys.Required("replicas", Read.WholeNumber(0, 1_000_000));
        return keys.IsSound ? new ServiceSpec { Name = replica.Name, Replica = replica, Replicas = replicas } : null;
    }

    private JobSpec ReadCommon(MappingReader keys)
    {
        var job = new JobSpec
        {
            Name = keys.Required("name", name) ?? "",
            Tenant = keys.Required("tenant", _tenant) ?? "",
            Project = keys.OptionalText("project", Read.Name),
            Priority = keys.Optional("priority", Read.Priority, 0),
            Claim = keys.Optional("claim", WorkParts.Claim, Claim.Either),
            Groups = _groups.ReadGroups(keys),
            Within = keys.OptionalValue("within", Read.Level),
            Preemptible = keys.Optional("preemptible", Read.YesOrNo, true),
            Run = keys.Optional("run", Read.ListOf(Read.Words, atLeast: 1), []),
            Program = ProgramReader.ReadProgram(keys),
        };
        WorkParts.CheckProject(keys, site, job.Tenant, job.Project);
        return job;
    }
}

/// <summary>A job whose forerunners are still names.</summary>
internal sealed record JobDraft(JobSpec Job, IReadOnlyList<Marked<string>> After, Mark NameAt);
