using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Server.Log;

namespace Rhodes.Server.Bench;

/// <summary>
/// Entries as a server would write them: a real core decides on a site of 64 nodes, one job is submitted, an earlier one ends, and so on. They can be replayed.
/// </summary>
public sealed class SubmitsAndEnds
{
    private const int Nodes = 64, Racks = 8, DevicesPerNode = 8, Running = 32;

    private static readonly GroupSpec[] OneNode = [new() { Nodes = 1, DevicesPerNode = DevicesPerNode }];

    private readonly ControlCore _core;
    private readonly Queue<AttemptId> _running;
    private readonly Queue<Command> _first = [];
    private Instant _now;
    private long _number;

    /// <param name="state">What an earlier one left in a log, to go on from; or a new one.</param>
    public SubmitsAndEnds(SiteState state)
    {
        _core = ControlCore.From(state);
        _now = Instant.Later(state.Now, new(1_767_225_600_000));
        _running = new(state.Jobs.Where(job => job.Own is { Phase: AttemptPhase.Running }).Select(job => job.Own!.Id).OrderBy(id => id.Job.Number));
        if (state.Fabric.Pools.Count > 0) return;
        _first.Enqueue(new AddNodes(_now, Fabric()));
        _first.Enqueue(new AddTenant(_now, new() { Name = "all" }));
        _first.Enqueue(new ConfirmLease(_now, new()
        {
            Name = "all", Tenant = "all", Pool = "h100", Shape = new(Level.Rack, 0, 0, 0, Nodes / Racks), RecallNotice = Duration.Zero,
            Steps = [new(_now, _now + Duration.FromDays(36_500), Racks)],
        }));
    }

    public SiteState State => _core.State;

    public Entry Next()
    {
        _now += new Duration(20);
        var command = _first.TryDequeue(out var first) ? first with { At = _now }
            : _running.Count >= Running ? new ReportCompleted(_now, _running.Dequeue(), JobOutcome.Completed, 1_000) : Submit();
        List<Event> events = [.. _core.Decide(command)];
        events.AddRange(_core.Decide(new Settle(_now)));
        foreach (var @event in events)
        {
            if (@event is CommandRefused refused) throw Invariant.Broken(refused.Why);
            if (@event is AttemptLaunched launched) _running.Enqueue(launched.Attempt);
        }

        return new(_now, new(command is SubmitJob ? "submit_job" : command is ReportCompleted ? "report_completed" : "set_up", $"{++_number:x16}-{_now.Milliseconds:x}", "bench"), events);
    }

    private SubmitJob Submit() => new(_now, new()
    {
        Name = "train", Tenant = "all", Claim = Claim.Guaranteed, Groups = OneNode, TimeLimit = Duration.FromDays(1), Run = ["bash", "train.sh"],
    });

    private static FabricSpec Fabric() => new()
    {
        Site = "bench",
        Pools = [new() { Name = "h100", Kind = "h100", DevicesPerNode = DevicesPerNode, CoresPerNode = 64, MemoryMibPerNode = 1 << 20 }],
        Nodes = [.. Enumerable.Range(0, Nodes).Select(node => new NodeSpec($"n{node}", "hall-1", "pod-1", $"rack-{node / (Nodes / Racks)}", "h100"))],
    };
}
