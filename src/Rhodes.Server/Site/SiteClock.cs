using Rhodes.Core.Units;

namespace Rhodes.Server.Site;

/// <summary>
/// A site's time. It follows this machine's steady clock, not its calendar: a calendar that is set back or far ahead must neither stop a lease nor end it. A calendar that is
/// ahead by up to a day is followed, since a machine that slept has one.
/// </summary>
public sealed class SiteClock
{
    /// <summary>By less than this the calendar may differ without being followed: it is set right now and then.</summary>
    private static readonly Duration Tolerance = Duration.FromSeconds(2);

    private static readonly Duration MostFollowed = Duration.FromDays(1);

    private readonly TimeProvider _time;
    private readonly decimal _speed;
    private readonly Lock _gate = new();
    private Instant _start;
    private long _startedAt;

    private SiteClock(TimeProvider time, Instant start, decimal speed) => (_time, _start, _speed, _startedAt) = (time, start, speed, time.GetTimestamp());

    /// <summary>Of real machines.</summary>
    /// <param name="last">The last instant that is in the log; what comes is never before it.</param>
    public static SiteClock Real(TimeProvider time, Instant last) => new(time, Instant.Later(Calendar(time), last), 1);

    /// <summary>Of simulated machines, from an instant on.</summary>
    /// <param name="speed">Seconds of the site in one of ours.</param>
    public static SiteClock Simulated(TimeProvider time, Instant from, decimal speed) => new(time, from, speed);

    public Instant Now
    {
        get
        {
            lock (_gate) return _start + new Duration((long)((decimal)_time.GetElapsedTime(_startedAt).TotalMilliseconds * _speed));
        }
    }

    /// <summary>How long it is in our time until an instant of the site; zero when it is past.</summary>
    public TimeSpan Until(Instant at)
    {
        if (at.IsNever) return TimeSpan.MaxValue;
        var left = (at - Now).Milliseconds / _speed;
        return left <= 0 ? TimeSpan.Zero : left >= int.MaxValue ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds((double)left);
    }

    /// <summary>Looks at the calendar, when the clock is of real machines.</summary>
    /// <returns>What to say about it; null when it agrees.</returns>
    public string? Check()
    {
        if (_speed != 1) return null;
        var (now, calendar) = (Now, Calendar(_time));
        var ahead = calendar - now;
        if (ahead > Tolerance && ahead <= MostFollowed)
        {
            lock (_gate) (_start, _startedAt) = (calendar, _time.GetTimestamp());
            return $"this machine's calendar is {ahead} ahead; the site's time follows it to {calendar}";
        }

        if (ahead > MostFollowed) return $"this machine's calendar is {ahead} ahead, which nobody sleeps; the site's time goes on at {now}";
        return now - calendar > Tolerance ? $"this machine's calendar was set back by {now - calendar}; the site's time goes on at {now}" : null;
    }

    private static Instant Calendar(TimeProvider time) => new(time.GetUtcNow().ToUnixTimeMilliseconds());
}
