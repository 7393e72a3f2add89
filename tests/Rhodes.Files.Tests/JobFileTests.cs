using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Files.Tests;

public sealed class JobFileTests
{
    [Fact]
    public void A_job_is_read_with_all_it_says()
    {
        var file = Load("""
            kind: Job
            name: pretrain
            tenant: orca
            project: whales
            gang: { nodes: 32, devices-per-node: 8, accelerator: [h100, h200], within: pod, segment: { nodes: 16, level: rack }, cores-per-node: 64, memory-per-node: 1 TiB }
            checkpoint: { every: 30m, takes: 45s, restart: 4m }
            time-limit: 21d
            claim: guaranteed
            priority: -3
            preemptible: false
            array: 2
            after: [12, prepare]
            held: true
            run: [bash, train.sh, 3]
            workdir: /srv/pretrain
            environment: { EPOCHS: 3, NOTHING: "", WORDS: "it's here" }
            warn: USR1
            grace: 90s
            """);
        var job = file.Job!;
        var group = Assert.Single(job.Groups);
        Assert.Equal((32, 8, Level.Pod, 64, 1_048_576L), (group.Nodes, group.DevicesPerNode, group.Within, group.CoresPerNode, group.MemoryMibPerNode));
        Assert.Equal([new("h100", 1000), new KindChoice("h200", 1000)], group.Kinds);
        Assert.Equal(new SegmentSpec(16, Level.Rack), group.Segment);
        Assert.Equal(new CheckpointSpec(Duration.FromMinutes(30), Duration.FromSeconds(45), Duration.FromMinutes(4)), job.Checkpoint);
        Assert.Equal((Duration.FromDays(21), Claim.Guaranteed, -3, false, 2, true), (job.TimeLimit, job.Claim, job.Priority, job.Preemptible, job.Array, job.Held));
        Assert.Equal(["bash", "train.sh", "3"], job.Run);
        Assert.Equal(("/srv/pretrain", LeaveSignal.User1, Duration.FromSeconds(90)), (job.Program!.Workdir, job.Program.Warn, job.Program.Grace));
        Assert.Equal([new("EPOCHS", "3"), new("NOTHING", ""), new EnvironmentVariable("WORDS", "it's here")], job.Program.Environment);
        Assert.Equal([12], job.After);
        Assert.Equal(["prepare"], file.AfterNames.Select(each => each.Name));
        Assert.Equal((2, 7), (file.Place.Line, file.Place.Column));
    }

    [Fact]
    public void A_service_is_read_with_all_it_says()
    {
        var service = Load("""
            kind: Service
            name: chat
            tenant: lynx
            replicas: 3
            within: pod
            groups: [{ devices-per-node: 4, accelerator: { h100: 1, a100: 0.4 } }, { nodes: 2, devices-per-node: 1 }]
            """).Service!;
        Assert.Equal(("chat", "chat", 3, true, Level.Pod, 6), (service.Name, service.Replica.Name, service.Replicas, service.Replica.Endless, service.Replica.Within, service.Replica.TotalDevices));
        Assert.Equal([new("h100", 1000), new KindChoice("a100", 400)], service.Replica.Groups[0].Kinds);
        Assert.Null(service.Replica.Program);
    }

    private static JobFile Load(string text)
    {
        using var folder = new ScratchFolder();
        folder.Write("job.yaml", text);
        var loaded = JobFiles.Load(folder.File("job.yaml"), SiteFiles.Load(folder.Path, Repository.Kinds).Value!);
        Assert.Equal("", folder.Problems(loaded));
        return loaded.Value!;
    }
}
