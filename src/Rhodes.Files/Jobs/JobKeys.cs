using Rhodes.Files.Reading;

namespace Rhodes.Files.Jobs;

internal static class JobKeys
{
    /// <summary>What a job and one replica of a service have in common.</summary>
    private static readonly KeySet Work = new(
        "work", "name", "tenant", "project", "priority", "claim", "gang", "groups", "within", "preemptible", "run",
        "workdir", "environment", "warn", "grace");

    public static readonly KeySet Job = Work.With("a job", "time-limit", "checkpoint", "array", "after", "held");
    public static readonly KeySet Service = Work.With("a service", "replicas");
    public static readonly KeySet JobFile = Job.With("a job", "kind");
    public static readonly KeySet ServiceFile = Service.With("a service", "kind");

    public static readonly KeySet Group = new(
        "a gang", "nodes", "devices-per-node", "accelerator", "within", "segment", "cores-per-node", "memory-per-node");

    public static readonly KeySet Segment = new("a segment", "nodes", "level");
    public static readonly KeySet Checkpoint = new("a checkpoint", "every", "takes", "restart");
}
