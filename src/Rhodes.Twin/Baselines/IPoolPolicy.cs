using Rhodes.Core.Contract;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Baselines;

/// <summary>Who of those that wait runs next on a pool that all tenants share.</summary>
internal interface IPoolPolicy
{
    /// <summary>When it wants to look again even if nothing happens; never when that changes nothing.</summary>
    Instant NextTimer { get; }

    /// <summary>Decides one instant, after everything in it became known.</summary>
    void Decide(PoolCore pool);

    /// <summary>An event, right after it was applied.</summary>
    void Saw(Event @event);
}
