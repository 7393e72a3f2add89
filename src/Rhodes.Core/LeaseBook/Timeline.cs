using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.LeaseBook;

/// <summary>Stretches [<paramref name="From"/>, <paramref name="Until"/>) of a timeline.</summary>
internal readonly record struct Window(int From, int Until)
{
    public bool IsEmpty => From >= Until;

    /// <summary>The shortest window around both.</summary>
    public Window With(Window other) => new(Math.Min(From, other.From), Math.Max(Until, other.Until));
}

/// <summary>
/// The time from now on, cut into stretches wherever something starts or ends: within a stretch nothing changes. Whether windows
/// overlap is then whether they share a stretch.
/// </summary>
internal sealed class Timeline
{
    private readonly long[] _starts;

    /// <param name="cuts">Where something starts or ends.</param>
    public Timeline(Instant now, IEnumerable<Instant> cuts)
    {
        HashSet<long> starts = [now.Milliseconds];
        foreach (var cut in cuts)
            if (cut > now) starts.Add(cut.Milliseconds);
        _starts = [.. starts];
        Array.Sort(_starts);
    }

    public int Stretches => _starts.Length;

    /// <summary>When a stretch starts.</summary>
    public Instant StartOf(int stretch) => new(_starts[stretch]);

    /// <summary>The stretches of a window. None when it is over by now.</summary>
    public Window Of(Instant from, Instant until) => new(At(from), At(until));

    private int At(Instant at)
    {
        if (at.Milliseconds <= _starts[0]) return 0;
        var place = Array.BinarySearch(_starts, at.Milliseconds);
        Invariant.Holds(place >= 0, "every window starts and ends where a stretch does");
        return place;
    }
}

/// <summary>The time of one inquiry: that of the plan, cut also where what is asked for starts or ends.</summary>
internal sealed class AskedTime
{
    private readonly Timeline _planned;
    private readonly Timeline _asked;
    private readonly int[] _plannedOf;   // by stretch: the stretch of the plan that it is a part of

    /// <param name="asked">Everything that may be asked: no other instants may come up.</param>
    public AskedTime(Instant now, Timeline planned, IEnumerable<LeaseSpec> asked)
    {
        _planned = planned;
        var cuts = asked.SelectMany(lease => lease.Steps).SelectMany(step => new[] { step.From, step.Until });
        _asked = new(now, Enumerable.Range(0, planned.Stretches).Select(planned.StartOf).Concat(cuts));
        _plannedOf = new int[_asked.Stretches];
        for (int stretch = 0, around = 0; stretch < _plannedOf.Length; stretch++)
        {
            if (around + 1 < planned.Stretches && planned.StartOf(around + 1) <= _asked.StartOf(stretch)) around++;
            _plannedOf[stretch] = around;
        }
    }

    public int Stretches => _asked.Stretches;

    public Instant StartOf(int stretch) => _asked.StartOf(stretch);

    public Window Of(Instant from, Instant until) => _asked.Of(from, until);

    /// <summary>The stretch of the plan that a stretch is a part of: in all of it the plan is the same.</summary>
    public int PlannedOf(int stretch) => _plannedOf[stretch];

    /// <summary>The stretches of the plan that a window has a part of.</summary>
    public Window PlannedOf(Window window) => window.IsEmpty ? default : new(_plannedOf[window.From], _plannedOf[window.Until - 1] + 1);
}

/// <summary>A tenure in a plan with the stretches of its window.</summary>
internal readonly record struct PlannedTenure(Tenure Tenure, CellShape Shape, Window Window);
