using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Verify;

/// <summary>A turn as the engine saw it start: when it came, when it was launched, and on which of its tenant's virtual nodes.</summary>
/// <param name="LaunchedAt">Never: it was not launched before it ended.</param>
public sealed record TurnStart(int Job, Instant StartedAt, Instant LaunchedAt, VirtualShare[] Place)
{
    public Duration Delay => LaunchedAt - StartedAt;

    public bool IsSame(TurnStart other) =>
        Job == other.Job && StartedAt == other.StartedAt && LaunchedAt == other.LaunchedAt && Place.Length == other.Place.Length
        && Place.Zip(other.Place).All(pair => pair.First.Pool == pair.Second.Pool && pair.First.Demand == pair.Second.Demand
            && pair.First.Nodes.AsSpan().SequenceEqual(pair.Second.Nodes));
}

/// <summary>Something that reached one tenant, in the order in which it did.</summary>
public readonly record struct Reached(Instant At, Event Event);

/// <summary>
/// All that one tenant's guaranteed schedule may depend on, as it was recorded while it shared the site: its own commands and
/// leases, the faults that reached its cells, the delays of recalls. And what came of it: the starts.
/// </summary>
public sealed class TenantHistory(int tenant, TenantSpec spec)
{
    public int Tenant { get; } = tenant;

    public TenantSpec Spec { get; } = spec;

    public List<Reached> Reached { get; } = [];

    public List<TurnStart> Starts { get; } = [];

    /// <summary>The work that jobs needed, by their numbers; those that never ended by themselves are not here.</summary>
    public Dictionary<int, long> Work { get; } = [];
}
