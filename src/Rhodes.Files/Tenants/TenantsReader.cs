using Rhodes.Core.Model;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Tenants;

internal static class TenantKeys
{
    public static readonly KeySet File = new("the tenants' file", "tenants");
    public static readonly KeySet Tenant = new("a tenant", "name", "weight", "projects");
    public static readonly KeySet Project = new("a project", "name", "weight", "device-limit");
}

/// <summary>Reads <c>tenants.yaml</c>: the organisations, their weights and projects.</summary>
internal sealed class TenantsReader(Findings findings)
{
    public const string What = "the site's tenants, under the key 'tenants'";

    private readonly UniqueNames _names = new("tenant", findings);

    /// <returns>Null when there are problems; then the findings have them.</returns>
    public IReadOnlyList<TenantSpec>? ReadTenants(YamlValue document)
    {
        if (MappingReader.Open(document, TenantKeys.File, findings) is not { } keys) return null;
        var tenants = keys.Required("tenants", Read.ListOf(Read.With("a tenant", ReadTenant), atLeast: 1));
        return keys.IsSound ? tenants : null;
    }

    private TenantSpec? ReadTenant(YamlValue value, Findings _)
    {
        if (MappingReader.Open(value, TenantKeys.Tenant, findings) is not { } keys) return null;
        var name = _names.Required(keys, "name");
        var weight = keys.Optional("weight", Read.Weight, 1);
        var projectNames = new UniqueNames("project", findings);
        var project = Read.With("a project", (each, _) => ReadProject(each, projectNames));
        var projects = keys.Optional("projects", Read.ListOf(project, atLeast: 1), []);
        return keys.IsSound ? new TenantSpec { Name = name!, Weight = weight, Projects = projects } : null;
    }

    private ProjectSpec? ReadProject(YamlValue value, UniqueNames names)
    {
        if (MappingReader.Open(value, TenantKeys.Project, findings) is not { } keys) return null;
        var name = names.Required(keys, "name");
        var weight = keys.Optional("weight", Read.Weight, 1);
        var limit = keys.OptionalValue("device-limit", Read.Count);
        return keys.IsSound ? new ProjectSpec { Name = name!, Weight = weight, DeviceLimit = limit } : null;
    }
}
