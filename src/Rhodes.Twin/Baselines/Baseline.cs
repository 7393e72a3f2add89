using Rhodes.Core.Model;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Baselines;

/// <summary>Another way to run the same site with the same work, as its users would run it.</summary>
/// <param name="Name">As people write it.</param>
/// <param name="NewDecider">What decides; fresh for each run.</param>
public sealed record Baseline(string Name, Func<IDecider> NewDecider)
{
    /// <summary>
    /// Each tenant fenced into its own cells: the real core, and all work on guaranteed, so that nothing is lent. Inside, its own queue with
    /// EASY backfill; cells are still healed from spares.
    /// </summary>
    public static readonly Baseline Static = new("static", () => new ClaimedCore(Claim.Guaranteed));

    /// <summary>One queue over the whole pool, first come first served with EASY backfill; nobody is guaranteed anything.</summary>
    public static readonly Baseline SingleQueue = new("single-queue", () => new PoolCore(new SingleQueue(), apart: false));

    /// <summary>One pool, weighted fair share; quotas and preemption by count of devices.</summary>
    public static readonly Baseline Quota = new("quota", () => new PoolCore(new QuotaShare(), apart: false));

    /// <summary>The same queue where tenants do not share nodes, as they do not under Rhodes: what is left to compare is the policy.</summary>
    public static readonly Baseline SingleQueueApart = new("single-queue-apart", () => new PoolCore(new SingleQueue(), apart: true));

    /// <inheritdoc cref="SingleQueueApart"/>
    public static readonly Baseline QuotaApart = new("quota-apart", () => new PoolCore(new QuotaShare(), apart: true));

    public static IReadOnlyList<Baseline> All { get; } = [Static, SingleQueue, Quota, SingleQueueApart, QuotaApart];
}
