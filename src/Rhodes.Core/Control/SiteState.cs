using System.Collections.Immutable;
using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Metering;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>
/// Everything that is so at a site. Changed by <see cref="Apply"/> and by nothing else, live and on replay; the themes are in
/// the other parts of this class.
/// </summary>
public sealed partial class SiteState
{
    private readonly Dictionary<JobId, Job> _jobs = [];
    private readonly Dictionary<JobId, List<JobId>> _after = [];
    private readonly Dictionary<JobShape, int> _shapes = [];
    private ImmutableArray<TenantState> _tenants = [];
    private ImmutableArray<PhysicalPool> _pools = [];
    private readonly SortedDictionary<string, int> _leaseTenant = new(StringComparer.Ordinal);
    private readonly SortedSet<(long At, JobId Job, int Ordinal)> _deadlines = new(DeadlineOrder.Instance);
    private readonly SortedDictionary<int, NodeDraining> _draining = [];   // by the node's id
    private readonly SortedSet<(long At, JobId Job, int Ordinal)> _backingOff = new(DeadlineOrder.Instance);   // replicas that may not borrow yet
    private readonly SortedSet<JobId> _starting = new(JobOrderById.Instance);
    private readonly TenureTimers _tenureTimers = new();
    private readonly SortedSet<(int Pool, int Tenure)> _open = [];
    private readonly SortedSet<(int Pool, int Tenure)> _closedAhead = [];
    private readonly SortedSet<(int Pool, int Tenant, int Node)> _lost = [];
    private readonly SortedSet<(int Pool, int Tenure)> _ailing = [];

    /// <summary>The instant of the last command.</summary>
    public Instant Now { get; private set; } = Instant.Beginning;

    public SiteFabric Fabric { get; private set; } = new("", [], []);

    public ImmutableArray<PhysicalPool> Pools => _pools;

    public ImmutableArray<TenantState> Tenants => _tenants;

    public UsageMeter Meter { get; private set; } = new();

    public People.Directory People { get; } = new();

    public int NextNode { get; private set; }

    public int NextTenure { get; private set; } = 1;

    /// <summary>The first attempt of those that are over by an instant, and when.</summary>
    public (long At, JobId Job, int Ordinal) FirstDeadline => _deadlines.Min;

    /// <summary>When the first attempt is over that was told to leave; never when none was.</summary>
    public Instant NextDeadline => _deadlines.Count == 0 ? Instant.Never : new(_deadlines.Min.At);

    /// <summary>Nodes that are to go out of use, in order of their ids.</summary>
    public IReadOnlyCollection<KeyValuePair<int, NodeDraining>> Draining => _draining;

    /// <summary>Null: it is not to go.</summary>
    public NodeDraining? DrainOf(NodeId node) => _draining.GetValueOrDefault(node.Value);

    /// <summary>When the first of them goes at the latest; never when there is none.</summary>
    public Instant NextDrainEnd
    {
        get
        {
            var next = Instant.Never;
            foreach (var draining in _draining.Values) next = Instant.Earlier(next, draining.Until);
            return next;
        }
    }

    /// <summary>The first replica that may borrow again.</summary>
    public JobId FirstBackingOff => _backingOff.Min.Job;

    /// <summary>When that is; never when none waits for it.</summary>
    public Instant NextBackOffEnd => _backingOff.Count == 0 ? Instant.Never : new(_backingOff.Min.At);

    /// <summary>Jobs whose turn has come and that are not launched yet.</summary>
    public IReadOnlyCollection<JobId> Starting => _starting;

    /// <summary>Tenures that are open now.</summary>
    public IReadOnlyCollection<(int Pool, int Tenure)> Open => _open;

    public TenureTimers TenureTimers => _tenureTimers;

    /// <summary>Whether nobody but its tenant may use the domain of a dedicated tenure any more.</summary>
    public bool IsClosedAhead(int pool, int tenure) => _closedAhead.Contains((pool, tenure));

    /// <summary>Virtual nodes with nothing healthy behind them.</summary>
    public IReadOnlyCollection<(int Pool, int Tenant, int Node)> Lost => _lost;

    /// <summary>Open cells with a broken node behind them.</summary>
    public IReadOnlyCollection<(int Pool, int Tenure)> Ailing => _ailing;

    /// <summary>Whether another domain may have become free or whole, to which one that is idle could go.</summary>
    public bool MayHealAway { get; private set; }

    /// <summary>Whether all cells with a broken node must be looked at.</summary>
    public bool MustHealAll { get; private set; } = true;

    /// <summary>Whether anything changed that may help cells with lost nodes.</summary>
    public bool MayHeal
    {
        get
        {
            var may = MustHealAll || MayHealAway;
            foreach (var pool in _pools) may |= pool.IsAnyTouched;
            return may;
        }
    }

    /// <summary>Whether something changed for a cell with a broken node that may help it where it stands.</summary>
    public bool MayHealInside(int pool, int tenure) => MustHealAll || _pools[pool].IsTouched(tenure);

    /// <summary>Whether something changed that may let more be lent.</summary>
    public bool MayLend { get; private set; }

    public IEnumerable<Job> Jobs => _jobs.Values;

    public bool TryGetJob(JobId id, out Job job) => _jobs.TryGetValue(id, out job!);

    public Job JobOf(JobId id) => _jobs[id];

    public Attempt? AttemptOf(AttemptId id) => _jobs.TryGetValue(id.Job, out var job) ? job.AttemptOf(id) : null;

    public int TenantIndex(string name)
    {
        for (var i = 0; i < _tenants.Length; i++)
            if (string.Equals(_tenants[i].Spec.Name, name, StringComparison.Ordinal)) return i;
        return -1;
    }

    /// <returns>The tenant that holds or held a lease of this name; -1 when there is none.</returns>
    public int LeaseTenant(string name) => _leaseTenant.TryGetValue(name, out var tenant) ? tenant : -1;

    /// <summary>The first job that must still really end before this one; 0 when there is none.</summary>
    public int FirstUnended(Job job)
    {
        for (var i = 0; i < job.Spec.After.Count; i++)
            if (_jobs.TryGetValue(new(job.Id.Tenant, job.Spec.After[i]), out var before) && !before.HasEnded) return job.Spec.After[i];
        return 0;
    }

    public bool IsLost(int pool, int tenant, int node) => _tenants[tenant].Cluster.Pools[pool].IsLost(node);

    /// <summary>The open tenure of the cell that a virtual node is of.</summary>
    public Tenure? TenureAt(int pool, int tenant, int node)
    {
        var host = _pools[pool].HostOf(tenant, node);
        return host >= 0 && _pools[pool].Plan.TryOpenAround(host, Now, out var tenure) && tenure.Tenant == tenant ? tenure : null;
    }

    public CellClass ClassOf(Tenure tenure) => _tenants[tenure.Tenant].Cluster.Classes[tenure.Class];

    public DomainRef RefOf(int pool, Domain domain) => new(domain.Level, Fabric.IdAt(pool, _pools[pool].Tree.First(domain)));

    public Domain DomainOf(int pool, DomainRef reference) =>
        new(reference.Level, _pools[pool].Tree.DomainOf(reference.Level, _pools[pool].IndexOf(reference.Anchor)));

    public NodeId[] IdsOf(int pool, IEnumerable<int> nodes) => [.. nodes.Select(node => Fabric.IdAt(pool, node))];

    public NodeId[] IdsIn(int pool, Domain domain) =>
        IdsOf(pool, Enumerable.Range(_pools[pool].Tree.First(domain), _pools[pool].Tree.Size(domain)));

    public void MarkHealed()
    {
        (MustHealAll, MayHealAway) = (false, false);
        for (var i = 0; i < _pools.Length; i++)
        {
            var pool = i;
            _pools[pool].WatchOnlyFor(tenure => _ailing.Contains((pool, tenure)));
        }

        foreach (var (pool, tenure) in _ailing) _pools[pool].Watch(_pools[pool].Plan[tenure].Domain, tenure);
    }

    public void MarkHealed(int pool, int tenure) => _ailing.Remove((pool, tenure));

    public void MarkLent() => MayLend = false;

    public void AdvanceTo(Instant now)
    {
        Invariant.Holds(now >= Now, "time does not go back");
        Now = now;
    }

    private sealed class DeadlineOrder : IComparer<(long At, JobId Job, int Ordinal)>
    {
        public static readonly DeadlineOrder Instance = new();

        public int Compare((long At, JobId Job, int Ordinal) x, (long At, JobId Job, int Ordinal) y) =>
            (x.At, x.Job.Tenant, x.Job.Number, x.Ordinal).CompareTo((y.At, y.Job.Tenant, y.Job.Number, y.Ordinal));
    }

    private sealed class JobOrderById : IComparer<JobId>
    {
        public static readonly JobOrderById Instance = new();

        public int Compare(JobId x, JobId y) => (x.Tenant, x.Number).CompareTo((y.Tenant, y.Number));
    }
}
