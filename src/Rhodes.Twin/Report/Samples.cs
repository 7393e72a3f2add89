using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>
/// When to look at something that would be too dear to follow: the more of it there is, the more often, and the more seldom the
/// longer the run is. So a short rush is seen, and there are at most some hundreds of looks.
/// </summary>
/// <param name="firstQuota">What there must have been at first between two looks, times its milliseconds.</param>
/// <param name="dear">With so much at once a look costs about twice as much as with nothing.</param>
internal sealed class PacedLooks(Int128 firstQuota, long dear)
{
    /// <summary>After so many cheap looks, or fewer dear ones, they come half as often.</summary>
    private const long UntilRarer = 60;

    private Int128 _quota = firstQuota, _sum;
    private long _value, _since;
    private long _spent;

    /// <param name="value">How much there is from now on.</param>
    /// <returns>What a look now stands for, for each of <paramref name="value"/>, in milliseconds; 0: it is not time for one.</returns>
    /// <remarks>Hot: once per instant.</remarks>
    public long Due(Instant at, long value)
    {
        _sum += (Int128)_value * (at.Milliseconds - _since);
        (_value, _since) = (value, at.Milliseconds);
        if (_sum < _quota || value == 0) return 0;
        var each = (long)(_sum / value);
        _sum = 0;
        _spent += 1 + value / dear;
        if (_spent >= UntilRarer) (_spent, _quota) = (UntilRarer / 2, 2 * _quota);
        return each;
    }

    public void Keep(Keeper keeper)
    {
        (_quota, _sum, _value) = (keeper.Big(_quota), keeper.Big(_sum), keeper.Number(_value));
        (_since, _spent) = (keeper.Number(_since), keeper.Number(_spent));
    }
}

/// <summary>
/// What would be too dear to follow event by event, looked at now and then instead: what waiting jobs wait for, and on whose
/// idle cells loans run. Each look stands for what there was since the one before.
/// </summary>
internal sealed class Samples
{
    private readonly SortedDictionary<(int Tenant, Blocker By), long> _waitMs = [];
    private readonly SortedDictionary<(int Lender, int Borrower), long> _lentDeviceMs = [];
    private readonly PacedLooks _waits = new(firstQuota: 600_000, dear: 100);   // ten minutes of one job
    private PacedLooks? _loans;

    /// <summary>How often waiting jobs were asked for their reasons.</summary>
    public long Looks { get; private set; }

    /// <summary>Milliseconds that a tenant's jobs waited for each reason.</summary>
    public IReadOnlyDictionary<(int Tenant, Blocker By), long> WaitMs => _waitMs;

    /// <summary>Device-milliseconds that the borrower had of the lender's idle cells; lender -1: of what nobody leases.</summary>
    public IReadOnlyDictionary<(int Lender, int Borrower), long> LentDeviceMs => _lentDeviceMs;

    /// <param name="waiting">Jobs that wait now.</param>
    /// <param name="onLoan">Devices on loan now.</param>
    /// <remarks>Hot: once per instant.</remarks>
    public void Settled(Instant at, ControlCore core, LiveWork live, long waiting, long onLoan)
    {
        if (_waits.Due(at, waiting) is > 0 and var waitMs) LookAtWaits(at, core, live, waitMs);
        _loans ??= NewLoanLooks(core.State.Meter.Devices);
        if (_loans.Due(at, onLoan) is > 0 and var loanMs) LookAtLoans(core, live, loanMs);
    }

    public void Keep(Keeper keeper)
    {
        Looks = keeper.Number(Looks);
        keeper.Map(_waitMs, key => (keeper.Number(key.Tenant), keeper.Word(key.By)), keeper.Number);
        keeper.Map(_lentDeviceMs, key => (keeper.Number(key.Lender), keeper.Number(key.Borrower)), keeper.Number);
        _waits.Keep(keeper);
        _loans = keeper.Maybe(_loans, looks =>
        {
            looks ??= NewLoanLooks(0);
            looks.Keep(keeper);
            return looks;
        });
    }

    /// <summary>The first comes after about a minute of all devices.</summary>
    private static PacedLooks NewLoanLooks(long devices) => new(60_000 * (Int128)devices, dear: 10_000);

    private void LookAtWaits(Instant at, ControlCore core, LiveWork live, long eachMs)
    {
        Looks++;
        var waits = new Dictionary<int, Wait>?[core.State.Tenants.Length];
        foreach (var job in live.Jobs)
        {
            if (!job.IsWaiting || job.Endless) continue;
            var why = waits[job.Id.Tenant] ??= Schedule.Explain(core.State.Tenants[job.Id.Tenant].Cluster, at);
            Add(_waitMs, (job.Id.Tenant, BlockerOf(core, job, why)), eachMs);
        }
    }

    private void LookAtLoans(ControlCore core, LiveWork live, long eachMs)
    {
        foreach (var job in live.Jobs)
            if (job.Loan is { IsLaunched: true } loan) Lend(core, job.Id.Tenant, loan, eachMs);
    }

    private static Blocker BlockerOf(ControlCore core, LiveJob job, Dictionary<int, Wait> waits)
    {
        if (waits.TryGetValue(job.Id.Number, out var wait)) return wait.By;
        var known = core.State.JobOf(job.Id);
        return known.Held ? Blocker.Held : core.State.FirstUnended(known) > 0 ? Blocker.After : Blocker.NoIdleCapacity;
    }

    private void Lend(ControlCore core, int borrower, LiveAttempt loan, long eachMs)
    {
        foreach (var share in loan.Place)
        {
            var pool = core.State.Pools[share.Pool];
            foreach (var node in share.Nodes) Add(_lentDeviceMs, (pool.GuestOf(pool.IndexOf(node)).Tenant, borrower), share.Demand.Devices * eachMs);
        }
    }

    private static void Add<TKey>(SortedDictionary<TKey, long> sums, TKey key, long value) where TKey : notnull =>
        sums[key] = sums.GetValueOrDefault(key) + value;
}
