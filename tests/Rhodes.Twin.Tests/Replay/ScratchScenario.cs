using System.IO.Compression;
using System.Text;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests.Replay;

/// <summary>
/// A scenario that a test writes, gone afterwards. Unless the test says otherwise: two nodes of two devices in one rack,
/// tenant 'orca' with a lease of one node and a notice of a minute, tenant 'lynx' without any, ten hours.
/// </summary>
internal sealed class ScratchScenario : IDisposable
{
    public static readonly Instant Start = new(1_767_225_600_000); // 2026-01-01

    private readonly string _folder = Directory.CreateTempSubdirectory("rhodes-twin-").FullName;

    public ScratchScenario(string workload, string rest = "")
    {
        Write("fabric.yaml", """
            site: lab
            pools: [{ name: h100, kind: h100, devices-per-node: 2, cores-per-node: 8, memory-per-node: 64 GiB }]
            nodes: { pool: h100, count: 2, name: "n{n}" }
            """);
        Write("tenants.yaml", "tenants: [{ name: orca }, { name: lynx }]");
        Write("leases.yaml", """
            leases:
              - { name: one, tenant: orca, pool: h100, cells: 1 x node, from: 2026-01-01, until: 2026-01-02, recall-notice: 1m }
            """);
        Write("scenario.yaml", $"horizon: {{ from: 2026-01-01, until: 10h }}\nworkload:\n{workload}\n{rest}");
    }

    /// <summary>A trace with these rows, and what the scenario says of it.</summary>
    public static ScratchScenario OfTrace(IEnumerable<string> rows, string keys = "", string rest = "")
    {
        ScratchScenario scratch = new($"  - {{ trace: jobs.csv, format: philly, jobs: {{ devices-per-node: 2 }}{keys} }}", rest);
        scratch.Write("jobs.csv", Csv(rows));
        return scratch;
    }

    public static string Csv(IEnumerable<string> rows) => "timestamp,duration,num_gpus,gpu_time,cluster\n" + string.Concat(rows.Select(row => row + "\n"));

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    public void WriteGzip(string name, string text, int cutBytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        File.WriteAllBytes(Path.Combine(_folder, name), packed.ToArray()[..^cutBytes]);
    }

    public ScenarioSpec Load()
    {
        var loaded = ScenarioFiles.Load(_folder, [.. Catalogue.Kinds.Select(kind => kind.Id)]);
        Assert.Equal("", string.Join('\n', loaded.Problems));
        return loaded.Value!;
    }

    public List<Step> Steps()
    {
        using ScenarioSteps steps = new(Load());
        List<Step> all = [.. steps.All()];
        Assert.Null(steps.Problem);
        return all;
    }

    /// <summary>Plays all of it.</summary>
    /// <returns>What it came to; the problem, without the folder that the test happens to run in.</returns>
    public (ReplayFigures Figures, WorkTally Tally, string? Problem) Play()
    {
        var scenario = Load();
        ReplaySummary summary = new();
        using ScenarioRun run = new(scenario, null, summary);
        while (run.PlayNext()) { }
        return (summary.At(scenario.From, run.End, run.Core), run.Tally, run.Problem?.Replace(_folder.Replace('\\', '/') + "/", "", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
