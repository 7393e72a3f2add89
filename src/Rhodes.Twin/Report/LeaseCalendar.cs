using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Report;

/// <summary>A lease as it came to be, in the order of confirmation.</summary>
internal sealed record CalendarLease(LeaseSpec Lease, Instant ConfirmedAt)
{
    /// <summary>Nothing of it is left from then on; never: it was not ended early.</summary>
    public Instant EndedFrom { get; init; } = Instant.Never;

    /// <summary>Devices of one of its cells.</summary>
    public required long DevicesPerCell { get; init; }

    /// <summary>Its steps as they were kept, cut at its early end.</summary>
    public IEnumerable<LeaseStep> Steps =>
        from step in Lease.Steps
        where step.From < EndedFrom
        select step with { Until = Instant.Earlier(step.Until, EndedFrom) };
}

/// <summary>Every lease that was confirmed.</summary>
internal sealed class LeaseCalendar
{
    private readonly List<CalendarLease> _leases = [];
    private readonly Dictionary<string, int> _devicesPerNode = new(StringComparer.Ordinal);

    public IReadOnlyList<CalendarLease> Leases => _leases;

    public void Saw(Instant at, Event @event)
    {
        switch (@event)
        {
            case FabricChanged e: foreach (var pool in e.AddedPools) _devicesPerNode.Add(pool.Name, pool.DevicesPerNode); break;
            case LeaseConfirmed e:
                _leases.Add(new(e.Lease, at) { DevicesPerCell = (long)e.Lease.Shape.TotalNodes * _devicesPerNode[e.Lease.Pool] });
                break;
            case LeaseEnded e:
                var ended = _leases.FindLastIndex(known => string.Equals(known.Lease.Name, e.Lease, StringComparison.Ordinal));
                _leases[ended] = _leases[ended] with { EndedFrom = e.From };
                break;
        }
    }

    public void Keep(Keeper keeper)
    {
        keeper.Map(_devicesPerNode, keeper.Text, keeper.Number);
        keeper.List(_leases, lease =>
        {
            var spec = keeper.Event(lease is null ? null : new LeaseConfirmed(0, lease.Lease)).Lease;
            return new(spec, keeper.At(lease?.ConfirmedAt ?? default))
            {
                EndedFrom = keeper.At(lease?.EndedFrom ?? default), DevicesPerCell = keeper.Number(lease?.DevicesPerCell ?? 0),
            };
        });
    }
}
