namespace Rhodes.Core.Units;

/// <summary>A point in time: whole milliseconds since the Unix epoch (UTC, leap seconds ignored).</summary>
public readonly record struct Instant(long Milliseconds) : IComparable<Instant>
{
    /// <summary>Later than any instant that a command can carry; the end of what has no end.</summary>
    public static readonly Instant Never = new(long.MaxValue);

    /// <summary>Earlier than any instant that a command can carry.</summary>
    public static readonly Instant Beginning = new(0);

    public bool IsNever => Milliseconds == long.MaxValue;

    public static Instant operator +(Instant at, Duration by) =>
        at.IsNever || by.IsForever ? Never : new(at.Milliseconds + by.Milliseconds);

    public static Instant operator -(Instant at, Duration by) => at.IsNever ? Never : new(at.Milliseconds - by.Milliseconds);

    public static Duration operator -(Instant later, Instant earlier) =>
        later.IsNever ? Duration.Forever : new(later.Milliseconds - earlier.Milliseconds);

    public static bool operator <(Instant a, Instant b) => a.Milliseconds < b.Milliseconds;

    public static bool operator >(Instant a, Instant b) => a.Milliseconds > b.Milliseconds;

    public static bool operator <=(Instant a, Instant b) => a.Milliseconds <= b.Milliseconds;

    public static bool operator >=(Instant a, Instant b) => a.Milliseconds >= b.Milliseconds;

    public static Instant Earlier(Instant a, Instant b) => a < b ? a : b;

    public static Instant Later(Instant a, Instant b) => a > b ? a : b;

    public int CompareTo(Instant other) => Milliseconds.CompareTo(other.Milliseconds);

    public override string ToString() =>
        IsNever ? "never" : DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", null);
}
