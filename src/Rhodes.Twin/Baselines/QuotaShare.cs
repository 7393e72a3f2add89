using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Baselines;

/// <summary>
/// One pool with a quota of devices for each tenant: what its leases give, counted. Jobs are let in by count, always the next one of the
/// tenant that would have the least beyond its quota for its weight, passing over what is too large for what is left. One that is
/// within its tenant's quota may stop the latest jobs of tenants beyond theirs, until the count is right.
/// </summary>
/// <remarks>
/// So do Kueue (<c>reclaimWithinCohort</c>, fair sharing, BestEffortFIFO) and, in outline, KAI. The count says nothing of where
/// the devices are: a gang that was let in waits until its nodes can be found, with its devices counted as used, and nobody is stopped
/// for it a second time. Placement packs tightly, which is kinder than what is usual there.
/// </remarks>
internal sealed class QuotaShare : IPoolPolicy
{
    private readonly QuotaBooks _books = new();
    private readonly List<Admitted> _unplaced = [];

    public Instant NextTimer => _books.QuotasUntil;

    public void Saw(Event @event)
    {
        switch (@event)
        {
            case LeaseConfirmed or LeaseEnded: _books.ForgetQuotas(); break;
            case AttemptEnded e: _books.Release(e.Attempt.Job); break;
        }
    }

    public void Decide(PoolCore pool)
    {
        _books.RefreshQuotas(pool.State);
        ForgetWithdrawn(pool.State);
        AdmissionRound round = new(pool, _books, _unplaced);
        round.Run();
        Place(pool);
    }

    /// <summary>What was let in and then cancelled or held, before it had nodes.</summary>
    private void ForgetWithdrawn(SiteState state) => _unplaced.RemoveAll(admitted =>
    {
        if (state.TryGetJob(admitted.Job, out var job) && job.AsksForLoan) return false;
        _books.Release(admitted.Job);
        return true;
    });

    /// <summary>Looks for nodes, in the order in which they were let in; one that finds none does not hold up the others.</summary>
    private void Place(PoolCore pool)
    {
        HashSet<(int Shape, int Tenant)> doNotFit = [];
        _unplaced.RemoveAll(admitted =>
        {
            var job = pool.State.JobOf(admitted.Job);
            if (doNotFit.Contains(pool.SortOf(job))) return false;
            if (pool.Find(job) is var (place, speed))
            {
                pool.Start(job, place, speed);
                return true;
            }

            doNotFit.Add(pool.SortOf(job));
            return false;
        });
    }
}
