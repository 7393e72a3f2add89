using Rhodes.Files.Jobs;
using Rhodes.Files.Reading;

namespace Rhodes.Files.Scenario;

internal static class ScenarioKeys
{
    public static readonly KeySet Scenario = new(
        "a scenario", "name", "site", "fabric", "tenants", "leases", "seed", "horizon", "workload", "faults", "fault-file", "fault-trace",
        "lease-commands");

    public static readonly KeySet Horizon = new("a horizon", "from", "until");
    public static readonly KeySet Trace = new(
        "a trace", "trace", "format", "tenants", "select", "starts", "processor", "copies", "sizes", "assign",
        "jobs");
    public static readonly KeySet Copies = new("copies", "count", "jitter");
    public static readonly KeySet Assign = new("what is assigned", "tenants", "claims");
    public static readonly KeySet Select = new("a selection", "from", "until", "first");

    public static readonly KeySet JobTerms = new(
        "the terms of jobs", "claim", "priority", "preemptible", "checkpoint", "time-limit", "accelerator", "devices-per-node", "within",
        "segment");

    public static readonly KeySet Generator = new(
        "a generator", "generate", "tenant", "project", "load", "of", "shape", "sizes", "runs", "fails", "warm-start", "jobs");

    public static readonly KeySet Shape = new("a shape", "day", "week", "file", "column", "every");
    public static readonly KeySet Inline = new("a source of work", "jobs", "services", "commands");
    public static readonly KeySet Job = JobKeys.Job.With("a job", "at", "runs", "fails", "repeat");
    public static readonly KeySet Repeat = new("a repeat", "count", "every");
    public static readonly KeySet Service = JobKeys.Service.With("a service", "at", "scale");
    public static readonly KeySet Scale = new("a scale step", "at", "replicas");
    public static readonly KeySet Command = new(
        "a command", "at", "cancel", "hold", "release", "update", "priority", "time-limit");
    public static readonly KeySet Fault = new("a fault", "node", "at", "for");
    public static readonly KeySet FaultTrace = new("a fault trace", "file", "nodes", "lasts");
    public static readonly KeySet LeaseCommand = new("a lease command", "at", "confirm", "end");
}
