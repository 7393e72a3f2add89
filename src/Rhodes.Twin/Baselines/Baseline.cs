using Rhodes.Core.Model;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Baselines;

/// <summary>Another way to run the same site with the same work, as its users would run it.</summary>
/// <param name="Name">As people write it.</param>
/// <param name="Says">For people who never heard of it: how the site is shared that way.</param>
/// <param name="NewDecider">What decides; fresh for each run.</param>
public sealed record Baseline(string Name, string Says, Func<IDecider> NewDecider)
{
    /// <summary>
    /// Each tenant fenced into its own cells: the real core, and all work on guaranteed, so that nothing is lent. Inside, its own queue with
    /// EASY backfill; cells are still healed from spares.
    /// </summary>
    public static readonly Baseline Static = new("static", "Each tenant is fenced into its own lease; nothing is lent.",
        () => new ClaimedCore(Claim.Guaranteed));

    /// <summary>One queue over the whole pool, first come first served with EASY backfill; nobody is guaranteed anything.</summary>
    public static readonly Baseline SingleQueue = new("single-queue", "One queue over the whole site, first come first served; nobody is promised anything.",
        () => new PoolCore(new SingleQueue(), apart: false));

    /// <summary>One pool, weighted fair share; quotas and preemption by count of devices.</summary>
    public static readonly Baseline Quota = new("quota", "One pool and a quota for each tenant; those above theirs are stopped when others want it.",
        () => new PoolCore(new QuotaShare(), apart: false));

    /// <summary>The same queue where tenants do not share nodes, as they do not under Rhodes: what is left to compare is the policy.</summary>
    public static readonly Baseline SingleQueueApart = new("single-queue-apart", "As single-queue, but tenants do not share nodes.",
        () => new PoolCore(new SingleQueue(), apart: true));

    /// <inheritdoc cref="SingleQueueApart"/>
    public static readonly Baseline QuotaApart = new("quota-apart", "As quota, but tenants do not share nodes.",
        () => new PoolCore(new QuotaShare(), apart: true));

    public static IReadOnlyList<Baseline> All { get; } = [Static, SingleQueue, Quota, SingleQueueApart, QuotaApart];
}
