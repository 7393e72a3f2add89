using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Fabric;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Baselines;

/// <summary>
/// One queue over the whole pool, first come first served, with EASY backfill: the first job that does not fit is promised an
/// instant, and later ones start only if they do not push it back. Nobody is guaranteed anything.
/// </summary>
internal sealed class SingleQueue : IPoolPolicy
{
    private readonly HashSet<(int Shape, int Tenant)> _doNotFit = [];           // sorts of jobs, in this look: what is free only gets less
    private readonly HashSet<(int Shape, int Tenant)> _doNotFitBesideHead = [];
    private readonly HashSet<(int Shape, int Tenant)> _cannotBePromised = [];

    public Instant NextTimer => Instant.Never;

    public void Saw(Event @event)
    {
    }

    public void Decide(PoolCore pool)
    {
        _doNotFit.Clear();
        _doNotFitBesideHead.Clear();
        _cannotBePromised.Clear();
        HeadPromise? promise = null;
        using Trial blocked = new();
        ArrivalOrder order = new(pool.State);
        while (order.Next() is { } job)
        {
            if (promise is not null) Backfill(pool, job, promise, blocked);
            else if (!TryStart(pool, job, _doNotFit))
            {
                promise = PromiseFor(pool, job);
                promise?.Block(blocked);
            }
        }
    }

    private HeadPromise? PromiseFor(PoolCore pool, Job job)
    {
        if (_cannotBePromised.Contains(pool.SortOf(job))) return null;
        var promise = HeadPromise.For(pool, job);
        if (promise is null) _cannotBePromised.Add(pool.SortOf(job));
        return promise;
    }

    /// <summary>Beside what the head is promised, or, if it is gone by then, anywhere.</summary>
    private void Backfill(PoolCore pool, Job job, HeadPromise promise, Trial blocked)
    {
        if (TryStart(pool, job, _doNotFitBesideHead)) return;
        if (promise.At.IsNever || job.Spec.TimeLimit is not { } limit || pool.Now + limit > promise.At || _doNotFit.Contains(pool.SortOf(job))) return;
        blocked.BackTo(0);
        TryStart(pool, job, _doNotFit);
        promise.Block(blocked);
    }

    private static bool TryStart(PoolCore pool, Job job, HashSet<(int Shape, int Tenant)> doNotFit)
    {
        if (doNotFit.Contains(pool.SortOf(job))) return false;
        if (pool.Find(job) is var (place, speed))
        {
            pool.Start(job, place, speed);
            return true;
        }

        doNotFit.Add(pool.SortOf(job));
        return false;
    }
}
