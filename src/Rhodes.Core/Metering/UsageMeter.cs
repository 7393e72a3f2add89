using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Metering;

/// <summary>What a device is doing at an instant. Exactly one of these, always.</summary>
public enum DeviceUse
{
    /// <summary>Its tenant's own work runs on it, on a dedicated cell.</summary>
    Dedicated = 0,

    /// <summary>Its tenant's own work runs on it.</summary>
    Guaranteed = 1,

    /// <summary>Borrowed.</summary>
    Loan = 2,

    /// <summary>Kept for work that is about to start, or idle and closed to all but its tenant.</summary>
    Held = 3,
    Idle = 4,
    Down = 5,
}

/// <summary>
/// Accounts for every device at every millisecond: a fold of the events that asks nobody. The sums over all uses are the
/// capacity times the time, exactly; they need 128 bits for a site-year.
/// </summary>
public sealed class UsageMeter
{
    public const int Uses = 6;

    private readonly Dictionary<AttemptId, (Claim Claim, NodeShare[] Place, bool Launched)> _attempts = [];
    private NodeBook[] _nodes = [];   // by id
    private readonly Dictionary<string, int> _devicesPerNode = new(StringComparer.Ordinal);
    private readonly long[] _now = new long[Uses];
    private readonly Int128[] _total = new Int128[Uses];
    private readonly List<long[]> _nowByTenant = [];
    private readonly List<Int128[]> _totalByTenant = [];
    private Instant _at = Instant.Beginning;

    /// <summary>All devices of the site now.</summary>
    public long Devices { get; private set; }

    /// <summary>Devices times milliseconds that the site had since the first event.</summary>
    public Int128 Capacity { get; private set; }

    /// <summary>Devices in a use now.</summary>
    public long Now(DeviceUse use) => _now[(int)use];

    /// <summary>Devices times milliseconds in a use, up to the last event.</summary>
    public Int128 Total(DeviceUse use) => _total[(int)use];

    /// <summary>The part of <see cref="Total(DeviceUse)"/> that a tenant's work had: on its own claim or on loan.</summary>
    public Int128 Total(int tenant, DeviceUse use) => tenant < _totalByTenant.Count ? _totalByTenant[tenant][(int)use] : 0;

    /// <summary>The sums up to the last event, in a form that can be kept.</summary>
    public MeterImage ToImage() => new(_at, Capacity, [.. _total], [.. _totalByTenant.Select(totals => totals.ToArray())]);

    /// <summary>Takes over sums that were kept. What is so now comes by folding events that say so.</summary>
    public void Restore(MeterImage image)
    {
        (_at, Capacity) = (image.At, image.Capacity);
        image.Total.CopyTo(_total, 0);
        for (var tenant = 0; tenant < image.TotalByTenant.Length; tenant++)
        {
            NowOf(tenant);
            image.TotalByTenant[tenant].CopyTo(_totalByTenant[tenant], 0);
        }
    }

    /// <summary>Brings the sums up to an instant.</summary>
    public void Advance(Instant to)
    {
        var elapsed = (to - _at).Milliseconds;
        _at = to;
        if (elapsed == 0 || Devices == 0) return;
        Capacity += Devices * elapsed;   // one stretch fits in 64 bits: a million devices for 290 years
        for (var use = 0; use < Uses; use++) _total[use] += _now[use] * elapsed;
        for (var tenant = 0; tenant < _nowByTenant.Count; tenant++)
        {
            var (now, total) = (_nowByTenant[tenant], _totalByTenant[tenant]);
            for (var use = 0; use <= (int)DeviceUse.Loan; use++)
                if (now[use] > 0) total[use] += now[use] * elapsed;
        }
    }

    public void Fold(Instant at, Event @event)
    {
        Advance(at);
        switch (@event)
        {
            case FabricChanged change: ChangeFabric(change); break;
            case NodeWentDown down: SetDown(down.Node, true); break;
            case NodeCameUp up: SetDown(up.Node, false); break;
            case NodesClosed closed: SetClosedTo(closed.Nodes, closed.Tenant); break;
            case NodesReopened reopened: SetClosedTo(reopened.Nodes, -1); break;
            case AttemptPlaced placed: Place(placed); break;
            case AttemptLaunched launched: Launch(launched.Attempt); break;
            case ClaimChanged changed: ChangeClaim(changed.Attempt); break;
            case AttemptEnded ended: End(ended.Attempt); break;
        }
    }

    private void ChangeFabric(FabricChanged change)
    {
        foreach (var pool in change.AddedPools) _devicesPerNode.Add(pool.Name, pool.DevicesPerNode);
        foreach (var added in change.Added)
        {
            if (added.Id.Value >= _nodes.Length) Array.Resize(ref _nodes, Math.Max(added.Id.Value + 1, _nodes.Length * 2));
            ref var book = ref _nodes[added.Id.Value];
            book = new(_devicesPerNode[added.Spec.Pool]);
            Devices += book.Devices;
            Count(book, 1);
        }

        foreach (var removed in change.Removed)
        {
            ref var book = ref _nodes[removed.Value];
            Count(book, -1);
            Devices -= book.Devices;
            book = default;
        }
    }

    private void Place(AttemptPlaced placed)
    {
        _attempts.Add(placed.Attempt, (placed.Claim, placed.Place, false));
        Wait(placed.Place, 1);
    }

    private void Launch(AttemptId attempt)
    {
        var (claim, place, _) = _attempts[attempt];
        _attempts[attempt] = (claim, place, true);
        Wait(place, -1);
        Run(attempt.Job.Tenant, claim, place, 1);
    }

    private void ChangeClaim(AttemptId attempt)
    {
        var (_, place, launched) = _attempts[attempt];
        Run(attempt.Job.Tenant, Claim.Loan, place, -1);
        Run(attempt.Job.Tenant, Claim.Guaranteed, place, 1);
        _attempts[attempt] = (Claim.Guaranteed, place, launched);
    }

    private void End(AttemptId attempt)
    {
        _attempts.Remove(attempt, out var ended);
        if (ended.Launched) Run(attempt.Job.Tenant, ended.Claim, ended.Place, -1);
        else Wait(ended.Place, -1);
    }

    private void Wait(NodeShare[] place, int sign)
    {
        foreach (var share in place)
        {
            foreach (var node in share.Nodes)
            {
                ref var book = ref _nodes[node.Value];
                var held = book.Held;
                book.Waiting += sign * share.Demand.Devices;
                Hold(book.Held - held, 0, book.Down);
            }
        }
    }

    private void Run(int tenant, Claim claim, NodeShare[] place, int sign)
    {
        foreach (var share in place)
        {
            foreach (var node in share.Nodes)
            {
                ref var book = ref _nodes[node.Value];
                var (held, devices) = (book.Held, sign * share.Demand.Devices);
                book.Run(tenant, claim, devices);
                Check(book);
                var use = claim == Claim.Loan ? DeviceUse.Loan : book.OwnUse;
                _now[(int)use] += devices;
                NowOf(tenant)[(int)use] += devices;
                Hold(book.Held - held, -devices, book.Down);
            }
        }
    }

    private void SetDown(NodeId node, bool isDown)
    {
        ref var book = ref _nodes[node.Value];
        Count(book, -1);
        book.Down = isDown;
        Count(book, 1);
    }

    private void SetClosedTo(NodeId[] nodes, int tenant)
    {
        foreach (var node in nodes)
        {
            ref var book = ref _nodes[node.Value];
            Count(book, -1);
            book.ClosedTo = tenant;
            Count(book, 1);
        }
    }

    /// <summary>Counts all that a node does in (1), or out (-1) before something else about it changes than what runs or is to run there.</summary>
    private void Count(in NodeBook book, int sign)
    {
        Check(book);
        var held = book.Held;
        _now[(int)book.OwnUse] += sign * book.OnOwn;
        _now[(int)DeviceUse.Loan] += sign * book.OnLoan;
        Hold(sign * held, sign * book.Left, book.Down);
        if (book.OnOwn > 0) NowOf(book.OwnTenant)[(int)book.OwnUse] += sign * book.OnOwn;
        if (book.OnLoan > 0) NowOf(book.LoanTenant)[(int)DeviceUse.Loan] += sign * book.OnLoan;
    }

    /// <remarks>Hot, as are those who call it: once or twice for each node of whatever is placed, launched or ends.</remarks>
    private void Hold(int held, int left, bool down)
    {
        _now[(int)DeviceUse.Held] += held;
        _now[(int)(down ? DeviceUse.Down : DeviceUse.Idle)] += left - held;
    }

    private static void Check(in NodeBook book)
    {
        Invariant.Holds(book.Left >= 0, "no device is held twice");
        Invariant.Holds(!book.Down || book.Left == book.Devices, "nothing runs on a node that is down");
    }

    private long[] NowOf(int tenant)
    {
        while (_nowByTenant.Count <= tenant)
        {
            _nowByTenant.Add(new long[Uses]);
            _totalByTenant.Add(new Int128[Uses]);
        }

        return _nowByTenant[tenant];
    }

    private struct NodeBook(int devices)
    {
        public int Devices { get; } = devices;

        public int OnOwn { get; private set; }

        public int OwnTenant { get; private set; }

        public int OnLoan { get; private set; }

        public int LoanTenant { get; private set; }

        public int Waiting { get; set; }

        public bool Down { get; set; }

        /// <summary>The only tenant that may use it; -1: anyone may borrow it.</summary>
        public int ClosedTo { get; set; } = -1;

        /// <summary>Devices on which nothing runs.</summary>
        public readonly int Left => Devices - OnOwn - OnLoan;

        /// <summary>Those of them that are kept.</summary>
        public readonly int Held => Down ? 0 : ClosedTo >= 0 ? Left : Math.Min(Left, Waiting);

        /// <summary>Closed a notice ahead, a node may still be another tenant's own until its cell ends.</summary>
        public readonly DeviceUse OwnUse => ClosedTo >= 0 && ClosedTo == OwnTenant ? DeviceUse.Dedicated : DeviceUse.Guaranteed;

        /// <summary>A node is not shared between tenants, so one tenant a claim is enough.</summary>
        public void Run(int tenant, Claim claim, int devices)
        {
            if (claim == Claim.Loan) (OnLoan, LoanTenant) = (OnLoan + devices, tenant);
            else (OnOwn, OwnTenant) = (OnOwn + devices, tenant);
        }
    }
}

/// <summary>Device-milliseconds by use, for the site and by tenant.</summary>
public sealed record MeterImage(Instant At, Int128 Capacity, Int128[] Total, Int128[][] TotalByTenant);
