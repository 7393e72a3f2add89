namespace Rhodes.Core.Units;

/// <summary>A length of time in whole milliseconds, never negative where a user gives it.</summary>
public readonly record struct Duration(long Milliseconds) : IComparable<Duration>
{
    public static readonly Duration Zero = new(0);

    /// <summary>Longer than any other: what has no limit.</summary>
    public static readonly Duration Forever = new(long.MaxValue);

    public bool IsForever => Milliseconds == long.MaxValue;

    public static Duration FromSeconds(long seconds) => new(seconds * 1_000);

    public static Duration FromMinutes(long minutes) => new(minutes * 60_000);

    public static Duration FromHours(long hours) => new(hours * 3_600_000);

    public static Duration FromDays(long days) => new(days * 86_400_000);

    public static Duration operator +(Duration a, Duration b) =>
        a.IsForever || b.IsForever ? Forever : new(a.Milliseconds + b.Milliseconds);

    public static bool operator <(Duration a, Duration b) => a.Milliseconds < b.Milliseconds;

    public static bool operator >(Duration a, Duration b) => a.Milliseconds > b.Milliseconds;

    public static bool operator <=(Duration a, Duration b) => a.Milliseconds <= b.Milliseconds;

    public static bool operator >=(Duration a, Duration b) => a.Milliseconds >= b.Milliseconds;

    public int CompareTo(Duration other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>As people write it, largest units first: <c>1d6h</c>, <c>30m</c>, <c>1.5s</c>.</summary>
    public override string ToString()
    {
        if (IsForever) return "forever";
        if (Milliseconds == 0) return "0s";
        var sign = Milliseconds < 0 ? "-" : "";
        var left = Math.Abs(Milliseconds);
        var text = new System.Text.StringBuilder(sign);
        foreach (var (unit, name) in new[] { (86_400_000L, "d"), (3_600_000L, "h"), (60_000L, "m") })
        {
            if (left >= unit) text.Append(left / unit).Append(name);
            left %= unit;
        }
        if (left > 0) text.Append((left / 1000m).ToString("0.###", null)).Append('s');
        return text.ToString();
    }
}
