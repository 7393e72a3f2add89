using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>
/// The time from now on, cut into stretches wherever a tenure or a lease that is asked for starts or ends: within a stretch
/// nothing changes. Whether windows overlap is then whether they share a stretch.
/// </summary>
internal sealed class Timeline
{
    private readonly long[] _starts;

    public Timeline(Instant now, IEnumerable<Tenure> tenures, IEnumerable<LeaseSpec> leases)
    {
        HashSet<long> starts = [now.Milliseconds];
        foreach (var tenure in tenures) Add(starts, now, tenure.From, tenure.Until);
        foreach (var step in leases.SelectMany(lease => lease.Steps)) Add(starts, now, step.From, step.Until);
        _starts = [.. starts];
        Array.Sort(_starts);
    }

    public int Stretches => _starts.Length;

    /// <summary>When a stretch starts.</summary>
    public Instant StartOf(int stretch) => new(_starts[stretch]);

    /// <summary>The stretches of a window: [from, until). None when it is over by now.</summary>
    public (int From, int Until) Of(Instant from, Instant until) => (At(from), At(until));

    private int At(Instant at)
    {
        if (at.Milliseconds <= _starts[0]) return 0;
        var place = Array.BinarySearch(_starts, at.Milliseconds);
        Invariant.Holds(place >= 0, "every window starts and ends where a stretch does");
        return place;
    }

    private static void Add(HashSet<long> starts, Instant now, Instant from, Instant until)
    {
        if (from > now) starts.Add(from.Milliseconds);
        if (until > now) starts.Add(until.Milliseconds);
    }
}

/// <summary>A tenure in a plan with the stretches [<paramref name="From"/>, <paramref name="Until"/>) of its window.</summary>
internal readonly record struct PlannedTenure(Tenure Tenure, CellShape Shape, int From, int Until);
