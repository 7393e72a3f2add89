using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

internal static class Sample
{
    /// <summary>The first attempt of a job of tenant 0, a rank on each node, two devices each.</summary>
    public static Launch Launch(int number, IReadOnlyList<string> run, params string[] nodes) => new(
        new AttemptId(new JobId(0, number), 1), "lynx",
        new JobSpec
        {
            Name = "train",
            Tenant = "lynx",
            Groups = [new GroupSpec { Nodes = nodes.Length, DevicesPerNode = 2 }],
            Checkpoint = new CheckpointSpec(Duration.FromMinutes(30), Duration.Zero, Duration.Zero),
            Run = run,
        },
        [.. nodes.Select(node => new NodeSlot(node, new NodeDemand(2, 1, 512)))], ResumeFromMs: 0, Replica: -1, new Instant(0), 1000);

    public static Launch Shell(int number, string script, params string[] nodes) =>
        Launch(number, ["/bin/sh", "-c", script], nodes.Length == 0 ? ["a"] : nodes);

    public static LocalSettings Settings(ScratchFolder folder) => new()
    {
        Folder = folder.File("attempts"),
        Nodes = [new LocalNode("a", 2, []), new LocalNode("b", 2, [])],
        OutputWatch = TimeSpan.FromMilliseconds(50),
    };
}
