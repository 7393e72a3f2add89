using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Baselines;

/// <summary>
/// A site without cells: one pool of nodes that jobs of all tenants share, device by device. Commands are taken in by the real
/// core, with its refusals, its numbers of jobs, its checkpoints and its meter; only who runs where is decided here, by a policy.
/// </summary>
/// <remarks>
/// Claims mean nothing to a pool: all jobs are alike, so they are taken in as jobs without a turn. The core is never settled;
/// what runs is on no cell, so to the core it is its tenant's own work and may share nodes.
/// </remarks>
/// <param name="apart">Whether a node is used by one tenant at a time, as it is under Rhodes.</param>
internal sealed class PoolCore(IPoolPolicy policy, bool apart) : IDecider
{
    private readonly ClaimedCore _intake = new(Claim.Loan);
    private readonly List<Event> _events = [];
    private readonly SortedSet<(Instant At, long Order, JobId Job)> _byLimit = new(LimitOrder.Instance);
    private readonly Dictionary<JobId, (Instant At, long Order)> _limits = [];
    private readonly Dictionary<AttemptId, NodeShare[]> _places = [];
    private readonly List<NodeStock> _stocks = [];
    private readonly List<int[]> _occupants = [];
    private readonly GangScratch _scratch = new();
    private long _launches;

    public ControlCore Core => _intake.Core;

    public SiteState State => Core.State;

    public Instant Now => State.Now;

    /// <summary>What is free on each pool's healthy nodes.</summary>
    public IReadOnlyList<NodeStock> Stocks => _stocks;

    /// <summary>Jobs that run, the one whose time limit comes first at the front; those without a limit are at the end.</summary>
    public IEnumerable<(Instant At, Job Job)> ByLimit => _byLimit.Select(entry => (entry.At, State.JobOf(entry.Job)));

    public Instant NextTimer
    {
        get
        {
            var next = policy.NextTimer;
            if (_byLimit.Count > 0) next = Instant.Earlier(next, _byLimit.Min.At);
            next = Instant.Earlier(next, State.NextDeadline);
            return next <= Now ? Now + new Duration(1) : next;
        }
    }

    public IReadOnlyList<Event> Decide(Command command)
    {
        _events.Clear();
        State.AdvanceTo(command.At);
        if (command is Settle) Settle();
        else TakeIn(command);
        return _events;
    }

    /// <returns>Where a job fits now; null where it does not.</returns>
    public (FoundShare[] Place, int Speed)? Find(Job job) => PlacementFor(job).Find(job.Spec);

    /// <summary>The pools that a group of a job may run on, the fastest first.</summary>
    public IEnumerable<int> PoolsFor(Job job, GroupSpec group) => ChoicesOf(PlacementFor(job), group);

    private static IEnumerable<int> ChoicesOf(GangPlacement<ListedGround<SharedNode>, SharedNode> placement, GroupSpec group)
    {
        for (var rank = 0; placement.TryChoice(group, rank, out var pool, out _); rank++) yield return pool;
    }

    /// <summary>Jobs of one sort fit or fail together.</summary>
    public (int Shape, int Tenant) SortOf(Job job) => (job.Shape, apart ? job.Id.Tenant : -1);

    public void Start(Job job, FoundShare[] found, int speed)
    {
        var place = Array.ConvertAll(found, share => new NodeShare(share.Pool, share.Demand, State.IdsOf(share.Pool, share.Nodes)));
        AttemptId attempt = new(job.Id, job.Attempts + 1);
        Emit(new AttemptPlaced(attempt, Claim.Guaranteed, place, speed));
        Emit(new AttemptLaunched(attempt, Progress.ResumeFromMs(job.Spec.Checkpoint, job.KeptMs, speed)));
    }

    /// <summary>Tells a job to leave within a notice, because another tenant is entitled to its devices.</summary>
    public void Reclaim(Job job, Duration notice) => Emit(new AttemptStopping(job.Own!.Id, Now + notice, StopReason.Recall));

    private void TakeIn(Command command)
    {
        if (command is ReportNodeDown down) LoseWorkOn(down.Node);
        foreach (var @event in _intake.Decide(command)) Note(@event);
    }

    private void Settle()
    {
        while (State.NextDeadline <= Now) Kill(State.JobOf(State.FirstDeadline.Job), AttemptEnd.Killed);
        while (_byLimit.Count > 0 && _byLimit.Min is var over && over.At <= Now)
        {
            var job = State.JobOf(over.Job);
            Kill(job, AttemptEnd.Killed);
            Emit(new JobEnded(job.Id, JobOutcome.TimedOut, job.KeptMs));
        }

        if (!State.MayLend && !State.Tenants.Any(tenant => tenant.Borrowing.HasNew) && policy.NextTimer > Now) return;   // nothing came, left or changed since it was decided last
        policy.Decide(this);
        foreach (var tenant in State.Tenants) tenant.Borrowing.End();
        State.MarkLent();
    }

    private void LoseWorkOn(string node)
    {
        if (!State.Fabric.TryFind(node, out var id)) return;
        var hit = _byLimit.Select(entry => State.JobOf(entry.Job)).Where(job => job.Own!.Place.Any(share => share.Nodes.Contains(id))).ToList();
        foreach (var job in hit) Kill(job, AttemptEnd.Lost);
    }

    /// <summary>What it saved last is what is left.</summary>
    private void Kill(Job job, AttemptEnd how) => Emit(new AttemptEnded(job.Own!.Id, how, job.SavedMs(job.Own, Now)));

    private void Emit(Event @event)
    {
        State.Apply(@event);
        Note(@event);
    }

    /// <summary>What an event that was applied means for the nodes and the limits.</summary>
    private void Note(Event @event)
    {
        switch (@event)
        {
            case FabricChanged: BuildStocks(); break;
            case NodeWentDown e: SetOpen(e.Node, false); break;
            case NodeCameUp e: SetOpen(e.Node, true); break;
            case AttemptPlaced e: Take(e); _places.Add(e.Attempt, e.Place); break;
            case AttemptLaunched e: SetLimit(State.JobOf(e.Attempt.Job)); break;
            case JobUpdated e when State.JobOf(e.Job).Own is not null: SetLimit(State.JobOf(e.Job)); break;
            case AttemptEnded e: Leave(e.Attempt); break;
        }

        _events.Add(@event);
        policy.Saw(@event);
    }

    private void BuildStocks()
    {
        Invariant.Holds(_places.Count == 0, "a scenario has all of its nodes before its work");
        _stocks.Clear();
        _occupants.Clear();
        foreach (var pool in State.Fabric.Pools)
        {
            _stocks.Add(new(pool.Tree, pool.Capacity, open: true));
            _occupants.Add(new int[pool.Tree.Nodes]);
        }
    }

    private GangPlacement<ListedGround<SharedNode>, SharedNode> PlacementFor(Job job) => new(new([.. _stocks.Select((stock, pool) =>
        new PlacementPool<SharedNode>(stock, State.Fabric.Pools[pool].Spec.Kind, new(stock, apart ? _occupants[pool] : null, job.Id.Tenant)))]), _scratch);

    private void SetOpen(NodeId node, bool open)
    {
        var (pool, index) = State.Fabric.PlaceOf(node);
        _stocks[pool].SetOpen(index, open);
    }

    private void Take(AttemptPlaced placed)
    {
        foreach (var (pool, node, demand) in NodesOf(placed.Place))
        {
            _stocks[pool].Take(node, demand);
            _occupants[pool][node] = placed.Attempt.Job.Tenant;
        }
    }

    private void Leave(AttemptId attempt)
    {
        _places.Remove(attempt, out var place);
        foreach (var (pool, node, demand) in NodesOf(place!)) _stocks[pool].Give(node, demand);
        ClearLimit(attempt.Job);
    }

    private IEnumerable<(int Pool, int Node, NodeDemand Demand)> NodesOf(NodeShare[] place) =>
        place.SelectMany(share => share.Nodes.Select(node => (share.Pool, State.Pools[share.Pool].IndexOf(node), share.Demand)));

    private void SetLimit(Job job)
    {
        ClearLimit(job.Id);
        var at = job.Spec.TimeLimit is { } limit ? Instant.Later(Now, job.Own!.LaunchedAt + limit) : Instant.Never;
        var order = ++_launches;
        _limits.Add(job.Id, (at, order));
        _byLimit.Add((at, order, job.Id));
    }

    private void ClearLimit(JobId job)
    {
        if (_limits.Remove(job, out var limit)) _byLimit.Remove((limit.At, limit.Order, job));
    }

    private sealed class LimitOrder : IComparer<(Instant At, long Order, JobId Job)>
    {
        public static readonly LimitOrder Instance = new();

        public int Compare((Instant At, long Order, JobId Job) x, (Instant At, long Order, JobId Job) y) => (x.At, x.Order).CompareTo((y.At, y.Order));
    }
}
