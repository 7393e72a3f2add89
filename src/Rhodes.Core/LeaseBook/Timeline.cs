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
        SortedSet<long> starts = [now.Milliseconds];
        foreach (var tenure in tenures) Add(starts, tenure.From, tenure.Until);
        foreach (var step in leases.SelectMany(lease => lease.Steps)) Add(starts, step.From, step.Until);
        _starts = [.. starts];
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

    private static void Add(SortedSet<long> starts, Instant from, Instant until)
    {
        if (from.Milliseconds > starts.Min) starts.Add(from.Milliseconds);
        if (until.Milliseconds > starts.Min) starts.Add(until.Milliseconds);
    }
}
