using System.Diagnostics;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Bench;

/// <summary>
/// Measures what single commands cost on a full site with a long queue: one tenant leases all of it, gangs fill it, so many wait, and from then on each
/// job that ends is followed by another that is submitted. A command is measured to quiescence: it and the settling of its instant.
/// </summary>
/// <remarks>Times are of this machine; the events, and so the work, are the same everywhere.</remarks>
public sealed class DecisionBench
{
    private const int DevicesPerNode = 8, NodesPerRack = 8, RacksPerPod = 8;
    private static readonly int[] Sizes = [1, 1, 1, 1, 1, 2, 2, 4, 8, 32];
    private static readonly int[] LargeSizes = [64, 128, 256, 512, 1_000];

    private readonly ControlCore _core = new();
    private readonly Queue<(AttemptId Attempt, int Nodes)> _running = new();
    private readonly Dictionary<int, int> _sizeOf = [];
    private readonly GroupSpec[][] _groups;
    private readonly int _largest;
    private Instant _now = new(1_000_000_000);
    private int _submitted, _launched;
    private long _busyNodes;

    /// <param name="devices">Rounded up to whole pods of 512.</param>
    /// <param name="largest">The largest gang, in nodes; every hundredth job is a large one of 64 nodes or more, up to this.</param>
    public DecisionBench(int devices, int largest)
    {
        _largest = largest;
        _groups = [.. Enumerable.Range(0, Math.Max(32, largest) + 1).Select(nodes => new GroupSpec[] { new() { Nodes = Math.Max(1, nodes), DevicesPerNode = DevicesPerNode } })];
        Pods = (devices + (DevicesPerNode * NodesPerRack * RacksPerPod) - 1) / (DevicesPerNode * NodesPerRack * RacksPerPod);
        Do(new AddNodes(_now, Fabric()));
        Do(new AddTenant(_now, new() { Name = "all" }));
        Do(new ConfirmLease(_now, new()
        {
            Name = "all", Tenant = "all", Pool = "h100", Shape = new(Level.Pod, 0, 0, 0, NodesPerRack * RacksPerPod), RecallNotice = Duration.Zero,
            Steps = [new(_now, _now + Duration.FromDays(3_650), Pods)],
        }));
        Settle();
    }

    public int Pods { get; }

    public int Nodes => Pods * NodesPerRack * RacksPerPod;

    /// <summary>The part of the nodes on which work runs.</summary>
    public decimal InUse => (decimal)_busyNodes / Nodes;

    public int Waiting => _submitted - _launched;

    /// <summary>Submits until so many wait.</summary>
    public void Fill(int waiting)
    {
        while (Waiting < waiting)
        {
            Submit();
            Settle();
        }
    }

    /// <summary>Ends the oldest running job and submits another, each in an instant of its own, so many times.</summary>
    public DecisionFigures Measure(int rounds)
    {
        DecisionFigures figures = new();
        for (var i = 0; i < rounds; i++)
        {
            var (attempt, nodes) = _running.Dequeue();
            _busyNodes -= nodes;
            _now += Duration.FromSeconds(1);
            figures.Completed(nodes, Timed(new ReportCompleted(_now, attempt, JobOutcome.Completed, 1_000)));
            var submit = NextSubmit();
            figures.Submitted(Timed(submit));
        }

        return figures;
    }

    private (long Ticks, long Bytes) Timed(Command command)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var events = _core.Decide(command);
        var first = events.Count;
        if (first > 0) Follow(events);
        Follow(_core.Decide(new Settle(_now)));
        return (Stopwatch.GetTimestamp() - start, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private void Submit() => Follow(_core.Decide(NextSubmit()));

    private SubmitJob NextSubmit()
    {
        _now += Duration.FromSeconds(1);
        var number = _submitted++;
        var size = number % 100 == 50 && _largest >= LargeSizes[0] ? Math.Min(_largest, LargeSizes[number / 100 % LargeSizes.Length]) : Sizes[number % Sizes.Length];
        _sizeOf.Add(_submitted, size);
        return new(_now, new()
        {
            Name = "j", Tenant = "all", Claim = Claim.Guaranteed, Groups = _groups[size], TimeLimit = Duration.FromMinutes(30 + (7_919L * number % 1_411)) + Duration.FromDays(30),
        });
    }

    private void Settle() => Follow(_core.Decide(new Settle(_now)));

    private void Do(Command command) => Follow(_core.Decide(command));

    private void Follow(IReadOnlyList<Event> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is CommandRefused refused) throw Invariant.Broken(refused.Why);
            if (events[i] is not AttemptLaunched launched) continue;
            _launched++;
            var size = _sizeOf[launched.Attempt.Job.Number];
            _running.Enqueue((launched.Attempt, size));
            _busyNodes += size;
        }
    }

    private FabricSpec Fabric() => new()
    {
        Site = "bench",
        Pools = [new() { Name = "h100", Kind = "h100", DevicesPerNode = DevicesPerNode, CoresPerNode = 64, MemoryMibPerNode = 1 << 20 }],
        Nodes = [.. Enumerable.Range(0, Nodes).Select(node => new NodeSpec($"n{node}", "hall-1",
            $"pod-{node / (NodesPerRack * RacksPerPod)}", $"rack-{node / NodesPerRack % RacksPerPod}", "h100"))],
    };
}
