using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Baselines;

/// <summary>One round of letting jobs in by count.</summary>
/// <param name="unplaced">Those that were let in and have no nodes yet; what is let in is added.</param>
internal sealed class AdmissionRound(PoolCore pool, QuotaBooks books, List<Admitted> unplaced)
{
    private readonly SiteState _state = pool.State;
    private readonly long[] _free = [.. Enumerable.Range(0, pool.State.Pools.Length).Select(index => books.Free(pool.State, index))];
    private readonly HashSet<JobId> _waitsForNodes = [.. unplaced.Select(admitted => admitted.Job)];

    public void Run()
    {
        var desks = _state.Tenants.Where(tenant => tenant.Borrowing.Count > 0).Select(tenant => new Desk(tenant)).ToList();
        while (true)
        {
            Desk? next = null;
            foreach (var desk in desks)
                if (Advance(desk) && (next is null || desk.IsBefore(next))) next = desk;
            if (next is null) return;
            Admit(next);
        }
    }

    /// <summary>Finds the first job of a tenant's queue that may be let in now.</summary>
    private bool Advance(Desk desk)
    {
        for (; desk.Tenant.Borrowing.TryNext(desk.After, out var entry); desk.After = entry)
        {
            var job = _state.JobOf(new(desk.Tenant.Index, entry.Number));
            if (_waitsForNodes.Contains(job.Id) || desk.DoNotFit.Contains(job.Shape)) continue;
            if (CountIn(job, index => _free[index]) is { } free) desk.Next = (job, free, []);
            else if (Reclaim(job) is var (counts, victims)) desk.Next = (job, counts, victims);
            else
            {
                desk.DoNotFit.Add(job.Shape);
                continue;
            }

            desk.Beyond = BeyondQuota(job.Id.Tenant, desk.Next.Counts);
            return true;
        }

        return false;
    }

    private void Admit(Desk desk)
    {
        var (job, counts, victims) = desk.Next;
        foreach (var victim in victims) Evict(victim, job.Id.Tenant);
        unplaced.Add(books.Admit(job, counts));
        for (var index = 0; index < counts.Length; index++) _free[index] -= counts[index];
        desk.Pass(job);
    }

    private void Evict(Admitted victim, int byTenant)
    {
        books.Release(victim.Job);
        for (var index = 0; index < victim.Counts.Length; index++) _free[index] += victim.Counts[index];
        var job = _state.JobOf(victim.Job);
        if (job.Own is not null) pool.Reclaim(job, _state.Tenants[byTenant].Cluster.LongestNotice);
        else unplaced.RemoveAll(admitted => admitted.Job == victim.Job);
    }

    /// <summary>Puts each group into the fastest pool that has room for it.</summary>
    /// <returns>Devices by pool; null when there is no room.</returns>
    private long[]? CountIn(Job job, Func<int, long> room)
    {
        var counts = new long[_free.Length];
        foreach (var group in job.Spec.Groups)
        {
            var devices = (long)group.Nodes * group.DevicesPerNode;
            var index = pool.PoolsFor(job, group).Append(-1).First(choice => choice < 0 || counts[choice] + devices <= room(choice));
            if (index < 0) return null;
            counts[index] += devices;
        }

        return counts;
    }

    /// <summary>Whom a job within its tenant's quota may stop to get in.</summary>
    private (long[] Counts, List<Admitted> Victims)? Reclaim(Job job)
    {
        var tenant = job.Id.Tenant;
        long Room(int index) => Math.Min(books.Quota(tenant, index) - books.Used(tenant, index), _free[index] + BorrowedByOthers(tenant, index));
        return CountIn(job, Room) is { } counts && Victims(tenant, counts) is { } victims ? (counts, victims) : null;
    }

    private long BorrowedByOthers(int tenant, int index) =>
        _state.Tenants.Where(other => other.Index != tenant).Sum(other => books.Borrowed(other.Index, index));

    /// <summary>Of tenants beyond their quota the least important jobs, of those the latest, until the count is right; then those that were not needed for it are spared.</summary>
    private List<Admitted>? Victims(int tenant, long[] counts)
    {
        List<Admitted> victims = [];
        var missing = counts.Select((count, index) => count - _free[index]).ToArray();
        bool IsShort() => missing.Any(devices => devices > 0);
        Dictionary<(int Tenant, int Pool), long> taken = [];
        foreach (var candidate in books.All.Where(admitted => admitted.Job.Tenant != tenant).OrderBy(admitted => admitted.Priority).ThenByDescending(admitted => admitted.Order))
        {
            if (!IsShort()) break;
            if (!HelpsAndBorrows(candidate, missing, taken)) continue;
            victims.Add(candidate);
            Take(candidate, missing, taken, 1);
        }

        if (IsShort()) return null;
        for (var i = victims.Count - 1; i >= 0; i--)
        {
            Take(victims[i], missing, taken, -1);
            if (IsShort()) Take(victims[i], missing, taken, 1);
            else victims.RemoveAt(i);
        }

        return victims;
    }

    private bool HelpsAndBorrows(Admitted candidate, long[] missing, Dictionary<(int Tenant, int Pool), long> taken)
    {
        for (var index = 0; index < missing.Length; index++)
        {
            if (missing[index] <= 0 || candidate.Counts[index] == 0) continue;
            if (books.Borrowed(candidate.Job.Tenant, index) > taken.GetValueOrDefault((candidate.Job.Tenant, index))) return true;
        }

        return false;
    }

    private static void Take(Admitted victim, long[] missing, Dictionary<(int Tenant, int Pool), long> taken, int sign)
    {
        for (var index = 0; index < missing.Length; index++)
        {
            missing[index] -= sign * victim.Counts[index];
            taken[(victim.Job.Tenant, index)] = taken.GetValueOrDefault((victim.Job.Tenant, index)) + (sign * victim.Counts[index]);
        }
    }

    private long BeyondQuota(int tenant, long[] counts)
    {
        long beyond = 0;
        for (var index = 0; index < counts.Length; index++)
            beyond += Math.Max(0, books.Used(tenant, index) + counts[index] - books.Quota(tenant, index));
        return beyond;
    }

    /// <summary>How far one tenant's queue has been looked through, and what was found.</summary>
    private sealed class Desk(TenantState tenant)
    {
        public TenantState Tenant { get; } = tenant;

        public LineEntry After { get; set; } = LineEntry.Start;

        public void Pass(Job job) => After = new(-(long)job.Spec.Priority, job.Id.Number, 0, 0);

        public HashSet<int> DoNotFit { get; } = [];

        public (Job Job, long[] Counts, List<Admitted> Victims) Next { get; set; }

        /// <summary>Devices that the tenant would have beyond its quota with it.</summary>
        public long Beyond { get; set; }

        public bool IsBefore(Desk other)
        {
            var (mine, its) = ((Int128)Beyond * other.Tenant.Spec.Weight, (Int128)other.Beyond * Tenant.Spec.Weight);
            return mine != its ? mine < its : Next.Job.SubmittedAt < other.Next.Job.SubmittedAt;
        }
    }
}
