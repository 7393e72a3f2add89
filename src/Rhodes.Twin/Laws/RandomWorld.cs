using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Laws;

/// <summary>
/// A small site with tenants, leases, work and faults, all from a seed: small enough that everything collides, so that every
/// law is under load.
/// </summary>
public sealed class RandomWorld
{
    /// <summary>When worlds begin: not zero, so that a forgotten instant shows.</summary>
    public static readonly Instant Start = new(1_000_000);

    private const long Minute = 60_000;
    private readonly Chance _chance;
    private readonly List<Step> _steps = [];
    private readonly List<string> _nodes = [];
    private readonly List<string> _tenants = [];
    private readonly Dictionary<string, int> _submitted = new(StringComparer.Ordinal);
    private FabricSpec _fabric = new() { Site = "", Pools = [], Nodes = [] };

    private readonly bool _hasManyGroups;

    private RandomWorld(ulong seed, bool withUpkeep) => (_chance, _hasManyGroups) = (new(seed), withUpkeep && seed % 3 == 0);

    /// <summary>When everything of it has surely happened.</summary>
    public static Instant End => Start + new Duration(4_000 * Minute);

    /// <summary>The same seed always gives the same steps, in order of time.</summary>
    public static IReadOnlyList<Step> Of(ulong seed) => Of(seed, withUpkeep: false);

    /// <summary>The same world, and nodes taken out of use with a warning, in half of all worlds a service whose programs end by themselves, and in a third of them many gangs of several groups.</summary>
    public static IReadOnlyList<Step> WithUpkeep(ulong seed) => Of(seed, withUpkeep: true);

    private static IReadOnlyList<Step> Of(ulong seed, bool withUpkeep)
    {
        RandomWorld world = new(seed, withUpkeep);
        world.AddFabric();
        world.AddTenants();
        world.AddLeases();
        world.AddWork();
        world.AddCommands();
        world.AddFaults();
        if (withUpkeep) world.AddDrains();
        if (withUpkeep && world._chance.Percent(50)) world.AddFlakyService();   // last: jobs after it would have other numbers
        return [.. world._steps.OrderBy(step => step.At)];   // a stable order: equal instants stay as added
    }

    private Instant At(long minutes) => Start + new Duration((minutes * Minute) + (_chance.Percent(30) ? _chance.Between(0, 59_999) : 0));

    private void Add(Command command, JobWork? work = null) => _steps.Add(new(command, work));

    private void AddFabric()
    {
        var devices = _chance.OneOf(1, 2, 4);
        List<PoolSpec> pools = [new() { Name = "a", Kind = "h100", DevicesPerNode = devices, CoresPerNode = 16, MemoryMibPerNode = 1_024 }];
        if (_chance.Percent(25)) pools.Add(new() { Name = "b", Kind = "h200", DevicesPerNode = 2, CoresPerNode = 8, MemoryMibPerNode = 512 });
        List<NodeSpec> nodes = [];
        var pods = _chance.Between(1, 3);
        for (var pod = 0; pod < pods; pod++)
        {
            var racks = _chance.Between(1, 3);
            var even = _chance.Between(2, 4);
            for (var rack = 0; rack < racks; rack++)
            {
                var count = _chance.Percent(70) ? even : _chance.Between(1, 5);
                for (var i = 0; i < count; i++)
                {
                    var pool = pools.Count == 2 && _chance.Percent(35) ? "b" : "a";
                    nodes.Add(new($"n{nodes.Count}", "h", $"p{pod}", $"r{rack}", pool));
                }
            }
        }

        _nodes.AddRange(nodes.Select(node => node.Name));
        _fabric = new() { Site = "world", Pools = pools, Nodes = nodes };
        Add(new AddNodes(Start, _fabric));
    }

    private void AddTenants()
    {
        var count = _chance.Between(2, 4);
        for (var i = 0; i < count; i++)
        {
            var name = $"t{i}";
            IReadOnlyList<ProjectSpec> projects = _chance.Percent(30)
                ? [new() { Name = "x", Weight = _chance.Between(1, 3) }, new() { Name = "y", DeviceLimit = _chance.Percent(40) ? _chance.Between(1, 6) : null }]
                : [];
            Add(new AddTenant(Start, new() { Name = name, Weight = _chance.Between(1, 3), Projects = projects }));
            _tenants.Add(name);
            _submitted.Add(name, 0);
        }
    }

    /// <summary>More is asked for than can be kept: what is refused is part of the test.</summary>
    private void AddLeases()
    {
        var count = _chance.Between(3, 8);
        for (var i = 0; i < count; i++)
        {
            var at = _chance.Percent(70) ? 0 : _chance.Between(1, 800);
            var lease = RandomLease($"l{i}", at);
            Add(new ConfirmLease(Start + new Duration(at * Minute), lease));
            if (_chance.Percent(12)) Add(new EndLease(At(_chance.Between(at + 1, 1_500)), lease.Name, At(_chance.Between(at + 1, 2_000))));
            if (_chance.Percent(25)) Add(new ConfirmLease(Start + new Duration(at * Minute), Abutting(lease)));
        }
    }

    private LeaseSpec RandomLease(string name, int at)
    {
        var from = _chance.Percent(50) ? at : at + _chance.Between(0, 700);
        var steps = new List<LeaseStep>();
        for (var left = _chance.Percent(25) ? 2 : 1; left > 0; left--)
        {
            var until = from + _chance.Between(60, 1_500);
            steps.Add(new(At(from), Start + new Duration((until + 1) * Minute), _chance.Between(1, 3)));
            from = until + _chance.Between(1, 200);
        }

        return new()
        {
            Name = name,
            Tenant = _chance.OneOf([.. _tenants]),
            Pool = _fabric.Pools[_chance.Between(0, _fabric.Pools.Count - 1)].Name,
            Shape = RandomShape(),
            Steps = steps,
            Mode = _chance.Percent(15) ? LeaseMode.Dedicated : LeaseMode.Guaranteed,
            RecallNotice = _chance.OneOf(Duration.Zero, Duration.FromMinutes(2), Duration.FromMinutes(10)),
        };
    }

    private CellShape RandomShape() => _chance.Between(1, 10) switch
    {
        <= 4 => CellShape.OneNode,
        <= 7 => new(Level.Rack, 0, 0, 0, _chance.Between(1, 4)),
        <= 8 => new(Level.Pod, 0, 0, 0, _chance.Between(2, 8)),
        _ => new(Level.Pod, 0, 0, _chance.Between(1, 2), _chance.Between(1, 3)),
    };

    /// <summary>The same cells again from the instant at which they end.</summary>
    private LeaseSpec Abutting(LeaseSpec lease)
    {
        var end = lease.Steps[^1].Until;
        return lease with { Name = lease.Name + "-next", Steps = [new(end, end + Duration.FromMinutes(_chance.Between(30, 500)), lease.Steps[^1].Cells)] };
    }

    private void AddWork()
    {
        List<(long Minutes, JobSpec Job, JobWork Work)> jobs = [];
        var count = _chance.Between(30, 90);
        for (var i = 0; i < count; i++) jobs.Add((_chance.Between(0, 1_600), RandomJob(i), RandomWork()));
        foreach (var (minutes, job, work) in jobs.OrderBy(job => job.Minutes))
        {
            var before = _submitted[job.Tenant];
            IReadOnlyList<int> after = before > 0 && _chance.Percent(8) ? [_chance.Between(1, before)] : [];
            Add(new SubmitJob(Start + new Duration(minutes * Minute), job with { After = after }), work);
            _submitted[job.Tenant] += job.Array;
        }

        if (!_chance.Percent(30)) return;
        var replica = RandomJob(count) with { Priority = 1, TimeLimit = null, Array = 1, Held = false, Tenant = _tenants[0], Project = null };
        Add(new SubmitService(At(1_700), new() { Name = "svc", Replica = replica, Replicas = _chance.Between(1, 3) }));
        Add(new ScaleService(At(1_900), _tenants[0], "svc", _chance.Between(0, 4)));
        Add(new ScaleService(At(2_300), _tenants[0], "svc", 0));
    }

    private JobSpec RandomJob(int index)
    {
        var devices = _fabric.Pools[0].DevicesPerNode;
        var nodes = _chance.Percent(50) ? 1 : _chance.Between(1, 6);
        List<GroupSpec> groups = [RandomGroup(nodes, devices)];
        if (_chance.Percent(_hasManyGroups ? 45 : 8)) groups.Add(RandomGroup(_hasManyGroups ? _chance.Between(1, 3) : 1, devices));
        return new()
        {
            Name = $"j{index}",
            Tenant = _chance.OneOf([.. _tenants]),
            Groups = groups,
            Within = _chance.Percent(6) ? _chance.OneOf(Level.Rack, Level.Pod) : null,
            Claim = _chance.OneOf(Claim.Either, Claim.Either, Claim.Either, Claim.Guaranteed, Claim.Loan),
            Priority = _chance.Percent(60) ? 0 : _chance.Between(-1, 2),
            Preemptible = _chance.Percent(85),
            TimeLimit = _chance.Percent(60) ? Duration.FromMinutes(_chance.Between(10, 400)) : null,
            Checkpoint = _chance.Percent(65)
                ? new(Duration.FromMinutes(_chance.Between(1, 40)), new(_chance.OneOf(0L, 1_000L, 45_000L, 240_000L)), new(_chance.OneOf(0L, 30_000L, 300_000L)))
                : null,
            Array = _chance.Percent(8) ? _chance.Between(2, 4) : 1,
            Held = _chance.Percent(4),
        };
    }

    private GroupSpec RandomGroup(int nodes, int devices)
    {
        SegmentSpec? segment = nodes is 4 or 6 && _chance.Percent(40) ? new(2, Level.Rack) : null;
        return new()
        {
            Nodes = nodes,
            DevicesPerNode = _chance.Percent(60) ? devices : _chance.Between(1, devices),
            Within = _chance.Percent(70) ? null : segment is null ? _chance.OneOf(Level.Rack, Level.Pod, Level.Node) : Level.Pod,
            Segment = segment,
            Kinds = _chance.Percent(15) ? [new("h200", 1_430), new("h100", 1_000)] : [],
        };
    }

    private JobWork RandomWork() => new(
        _chance.Percent(10) ? _chance.Between(1L, 5_000L) : _chance.Between(1, 300) * Minute,
        _chance.Percent(5) ? JobOutcome.Failed : JobOutcome.Completed);

    private void AddCommands()
    {
        foreach (var tenant in _tenants)
        {
            var jobs = _submitted[tenant];
            for (var i = 0; i < jobs / 6; i++)
            {
                var at = At(_chance.Between(100, 2_000));
                var job = _chance.Between(1, jobs);
                Add(_chance.Between(1, 5) switch
                {
                    1 => new CancelJob(at, tenant, job),
                    2 => new HoldJob(at, tenant, job),
                    3 => new UpdateJob(at, tenant, job, _chance.Between(-1, 3), _chance.Percent(50) ? Duration.FromMinutes(_chance.Between(5, 300)) : null),
                    _ => new ReleaseJob(at, tenant, job),
                });
            }

            for (var job = 1; job <= jobs; job++) Add(new ReleaseJob(At(2_100), tenant, job));
        }
    }

    private void AddFaults()
    {
        var count = _chance.Percent(85) ? _chance.Between(2, 14) : 0;
        for (var i = 0; i < count; i++)
        {
            var node = _chance.OneOf([.. _nodes]);
            var from = _chance.Between(1, 1_800);
            Add(new ReportNodeDown(At(from), node, "gpu"));
            if (_chance.Percent(90)) Add(new ReportNodeUp(At(from + _chance.Between(1, 500)), node));
        }
    }

    /// <summary>A service whose programs end by themselves, seldom enough that no turn comes too often for <see cref="LawRun"/>.</summary>
    private void AddFlakyService()
    {
        var tenant = _chance.OneOf([.. _tenants]);
        var replica = RandomJob(0) with { Priority = 1, TimeLimit = null, Array = 1, Held = false, Tenant = tenant, Project = null };
        JobWork work = new(_chance.Between(15, 120) * Minute, _chance.OneOf(JobOutcome.Completed, JobOutcome.Failed));
        Add(new SubmitService(At(1_650), new() { Name = "flaky", Replica = replica, Replicas = _chance.Between(1, 3) }), work);
        Add(new ScaleService(At(2_100), tenant, "flaky", 0));
    }

    private void AddDrains()
    {
        for (var i = _chance.Between(1, 6); i > 0; i--)
        {
            var node = _chance.OneOf([.. _nodes]);
            var from = _chance.Between(1, 1_800);
            Add(new DrainNode(At(from), node, _chance.OneOf(Duration.Zero, Duration.FromMinutes(2), Duration.FromMinutes(30)), "fan"));
            if (_chance.Percent(90)) Add(new UndrainNode(At(from + _chance.Between(1, 300)), node));
        }
    }
}
