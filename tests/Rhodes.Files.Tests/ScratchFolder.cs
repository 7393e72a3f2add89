namespace Rhodes.Files.Tests;

/// <summary>A site folder that a test writes, gone afterwards. Files that the test does not give are small and sound.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public const string Fabric = """
        site: lab
        pools:
          - { name: h100, kind: h100, devices-per-node: 8, cores-per-node: 112, memory-per-node: 2 TiB }
          - { name: h100-old, kind: h100, devices-per-node: 4, cores-per-node: 64, memory-per-node: 1 TiB }
          - { name: a100, kind: a100, devices-per-node: 8, cores-per-node: 96, memory-per-node: 1 TiB }
        pods:
          - count: 2
            racks:
              count: 4
              nodes: { pool: h100, count: 16 }
          - name: mixed
            racks:
              - name: one
                nodes: [{ pool: h100-old, count: 3 }, { pool: a100, count: 5 }]
        """;

    public const string Tenants = """
        tenants:
          - name: house
          - name: orca
            projects: [{ name: whales }, { name: waves }]
          - name: lynx
        """;

    public const string Leases = "leases: []";

    public const string Scenario = """
        horizon: { from: 2026-01-01, until: 10d }
        workload:
          - jobs:
              - { name: one, tenant: orca, at: 0s, runs: 1h, gang: { devices-per-node: 1 } }
        """;

    public ScratchFolder()
    {
        Path = Directory.CreateTempSubdirectory("rhodes-files-").FullName;
        Write("fabric.yaml", Fabric);
        Write("tenants.yaml", Tenants);
        Write("leases.yaml", Leases);
        Write("scenario.yaml", Scenario);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    public string Problems<T>(Loaded<T> loaded) where T : class => Repository.Text(loaded.Problems, Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
