using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>How a replica whose program ended by itself is started again: after a while that doubles with every such end, until a run of it has lasted.</summary>
/// <param name="InARow">How many of its runs ended so since the last one that lasted.</param>
/// <param name="Until">It is not started again before. Null: that is over.</param>
public readonly record struct BackOff(int InARow, Instant? Until)
{
    /// <summary>Long enough that a program that ends at once is not started more often than somebody can read.</summary>
    public static readonly Duration Shortest = Duration.FromSeconds(5);

    /// <summary>Short enough that a service is there again soon after what it needs is.</summary>
    public static readonly Duration Longest = Duration.FromMinutes(5);

    /// <summary>A run that lasted this long makes ends before it forgotten.</summary>
    public static readonly Duration Lasting = Duration.FromMinutes(10);

    /// <summary>Whether it may not be started yet.</summary>
    public bool IsOn => Until is not null;

    /// <summary>After a run that ended by itself just now.</summary>
    /// <param name="before">What the run before it left; null: nothing.</param>
    public static BackOff After(BackOff? before, Duration ran, Instant now)
    {
        var inARow = before is { } earlier && ran < Lasting ? earlier.InARow + 1 : 1;
        var wait = Shortest;
        for (var i = 1; i < inARow && wait < Longest; i++) wait += wait;
        return new(inARow, now + (wait < Longest ? wait : Longest));
    }
}
