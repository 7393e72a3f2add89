namespace Rhodes.Cli.Tests;

/// <summary>A scenario folder that a test writes, gone afterwards. One node of two devices, one tenant without a lease, one job.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder()
    {
        Path = Directory.CreateTempSubdirectory("rhodes-cli-").FullName;
        Write("fabric.yaml", """
            site: lab
            pools: [{ name: h100, kind: h100, devices-per-node: 2, cores-per-node: 8, memory-per-node: 64 GiB }]
            nodes: { pool: h100, name: solo }
            """);
        Write("tenants.yaml", "tenants: [{ name: orca }]");
        Write("leases.yaml", "leases: []");
        Scenario("  - jobs: [{ name: one, tenant: orca, at: 0s, runs: 1h, gang: { devices-per-node: 1 } }]");
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text) => System.IO.File.WriteAllText(File(name), text);

    public void Scenario(string workload) => Write("scenario.yaml", $"horizon: {{ from: 2026-01-01, until: 10h }}\nworkload:\n{workload}\n");

    public string Without(string text) => text.Replace(Path + "/", "", StringComparison.Ordinal).TrimEnd();

    public static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : System.IO.File.GetUnixFileMode(path);

    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(path, mode);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
