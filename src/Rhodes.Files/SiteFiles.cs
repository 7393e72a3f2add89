using Rhodes.Files.Fabric;
using Rhodes.Files.Leases;
using Rhodes.Files.Settings;
using Rhodes.Files.Tenants;
using Rhodes.Files.Yaml;

namespace Rhodes.Files;

/// <summary>Reads a site folder.</summary>
public static class SiteFiles
{
    public const string FabricFile = "fabric.yaml";
    public const string TenantsFile = "tenants.yaml";
    public const string LeasesFile = "leases.yaml";

    /// <param name="kinds">The accelerator kinds that are known.</param>
    /// <returns>The site, or every problem of all of its files. Never throws for what a file may be or hold.</returns>
    public static Loaded<SiteSpec> Load(string folder, IReadOnlyCollection<string> kinds) => Load(folder, kinds, SettingsInFiles.None);

    /// <inheritdoc cref="Load(string, IReadOnlyCollection{string})"/>
    internal static Loaded<SiteSpec> Load(string folder, IReadOnlyCollection<string> kinds, SettingsInFiles settings)
    {
        var shown = Paths.Shown(folder);
        if (!Directory.Exists(folder))
        {
            var found = File.Exists(folder) ? "is a file" : "no such folder";
            return Loaded<SiteSpec>.From(null, [new Problem
            {
                File = shown, Line = 0, Column = 0, Found = found,
                Expected = $"a site folder with {FabricFile}, {TenantsFile} and {LeasesFile}",
            }]);
        }
        return Load(shown, Paths.Join(shown, FabricFile), Paths.Join(shown, TenantsFile), Paths.Join(shown, LeasesFile), kinds, settings);
    }

    /// <summary>The same from three files, which may stand anywhere.</summary>
    internal static Loaded<SiteSpec> Load(
        string folder, string fabricPath, string tenantsPath, string leasesPath, IReadOnlyCollection<string> kinds, SettingsInFiles settings)
    {
        Findings inFabric = new(fabricPath);
        Findings inTenants = new(tenantsPath);
        Findings inLeases = new(leasesPath);
        var fabric = settings.Load(SettingsInFiles.Fabric, FabricReader.What, inFabric) is { } fabricFile
            ? new FabricReader(inFabric, kinds).ReadFabric(fabricFile) : null;
        var tenants = settings.Load(SettingsInFiles.Tenants, TenantsReader.What, inTenants) is { } tenantsFile
            ? new TenantsReader(inTenants).ReadTenants(tenantsFile) : null;
        var reader = new LeaseReader(inLeases, tenants, fabric);
        var leases = settings.Load(SettingsInFiles.Leases, LeaseReader.What, inLeases) is { } leasesFile
            ? reader.ReadLeases(leasesFile) : null;
        List<Problem> problems = [.. inFabric.InOrder(), .. inTenants.InOrder(), .. inLeases.InOrder()];
        if (problems.Count > 0) return Loaded<SiteSpec>.From(null, problems);
        return Loaded<SiteSpec>.From(new SiteSpec
        {
            Folder = folder, Fabric = fabric!, Tenants = tenants!, Leases = leases!,
            ConfirmAt = reader.ConfirmAt, LeasePlaces = reader.Places, Kinds = kinds,
            Files = [fabricPath, tenantsPath, leasesPath],
        }, []);
    }
}
