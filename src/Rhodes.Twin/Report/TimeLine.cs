using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Report;

/// <summary>
/// Cuts a run of any length into at most <see cref="Most"/> stretches of equal width: when there would be more, neighbours are
/// joined and the width doubles. So what is kept over time does not grow with it.
/// </summary>
internal sealed class TimeLine
{
    /// <summary>About as many as a chart has pixels to show.</summary>
    public const int Most = 600;

    private static readonly long[] Widths = [.. new[] { 1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440 }.Select(minutes => minutes * 60_000L)];

    private readonly List<LevelOverTime> _levels = [];
    private readonly List<CountOverTime> _counts = [];
    private long _end;

    /// <param name="until">The end, where it is known ahead; then the width is right from the start.</param>
    public TimeLine(Instant from, Instant? until)
    {
        From = from;
        var needed = until is { } end ? ((end - from).Milliseconds + Most - 1) / Most : 0;
        WidthMs = Array.Find(Widths, width => width >= needed) is > 0 and var width ? width : (needed / Widths[^1] + 1) * Widths[^1];
        _end = from.Milliseconds + WidthMs;
    }

    public Instant From { get; }

    public long WidthMs { get; private set; }

    /// <summary>The stretch that time is in.</summary>
    public int Index { get; private set; }

    /// <param name="value">What it is from the start on.</param>
    public LevelOverTime AddLevel(long value = 0)
    {
        LevelOverTime level = new(this, value);
        _levels.Add(level);
        return level;
    }

    public CountOverTime AddCount()
    {
        CountOverTime count = new(this);
        _counts.Add(count);
        return count;
    }

    /// <summary>Time goes on. Called before anything that becomes so then is noted.</summary>
    /// <remarks>Hot: once per event, and nearly always one comparison.</remarks>
    public void Advance(Instant to)
    {
        while (to.Milliseconds >= _end) Turn();
    }

    /// <summary>Closes the last stretch at the end of all.</summary>
    public void Finish(Instant end)
    {
        if (end > From) Advance(end - new Duration(1));   // an end between two stretches opens no empty one
        foreach (var level in _levels) level.Flush(end.Milliseconds, Index);
        End = end;
    }

    /// <summary>Before what is kept over this time: levels and counts are kept by whoever added them.</summary>
    public void Keep(Keeper keeper) => (WidthMs, Index, _end) = (keeper.Number(WidthMs), keeper.Number(Index), keeper.Number(_end));

    /// <summary>The end of all, once it is known; then the last stretch may be a shorter one.</summary>
    public Instant End { get; private set; } = Instant.Never;

    /// <summary>How many stretches there are up to the end.</summary>
    public int Stretches => Index + 1;

    /// <summary>How long a stretch is: the width, but for the last one.</summary>
    public long LengthMs(int stretch) => Math.Min(WidthMs, (End - From).Milliseconds - stretch * WidthMs);

    private void Turn()
    {
        foreach (var level in _levels) level.Flush(_end, Index);
        if (++Index == Most)
        {
            foreach (var level in _levels) level.Halve();
            foreach (var count in _counts) count.Halve();
            Index = Most / 2;
            WidthMs *= 2;
        }

        _end = From.Milliseconds + (Index + 1) * WidthMs;
        foreach (var level in _levels) level.Enter(Index);
    }
}

/// <summary>How much there was of something, stretch by stretch: its sum over time, and the most at once.</summary>
internal sealed class LevelOverTime(TimeLine time, long value)
{
    private readonly long[] _sums = new long[TimeLine.Most];
    private readonly long[] _most = Start(value);
    private long _since = time.From.Milliseconds;
    private long _sum;

    public long Value { get; private set; } = value;

    /// <summary>The value times its milliseconds, in each stretch.</summary>
    public ReadOnlySpan<long> Sums => _sums;

    /// <summary>The most at once in each stretch.</summary>
    public ReadOnlySpan<long> Most => _most;

    /// <remarks>Hot.</remarks>
    public void Set(Instant at, long value)
    {
        if (value == Value) return;
        _sum += Value * (at.Milliseconds - _since);
        (Value, _since) = (value, at.Milliseconds);
        if (value > _most[time.Index]) _most[time.Index] = value;
    }

    public void Change(Instant at, long by) => Set(at, Value + by);

    public void Flush(long at, int index)
    {
        _sums[index] += _sum + Value * (at - _since);
        (_sum, _since) = (0, at);
    }

    public void Enter(int index) => _most[index] = Value;

    public void Halve()
    {
        for (var i = 0; i < TimeLine.Most / 2; i++)
        {
            _sums[i] = _sums[2 * i] + _sums[2 * i + 1];
            _most[i] = Math.Max(_most[2 * i], _most[2 * i + 1]);
        }

        _sums.AsSpan(TimeLine.Most / 2).Clear();
        _most.AsSpan(TimeLine.Most / 2).Clear();
    }

    public void Keep(Keeper keeper)
    {
        (Value, _since, _sum) = (keeper.Number(Value), keeper.Number(_since), keeper.Number(_sum));
        keeper.Numbers(_sums.AsSpan(0, time.Index + 1));
        keeper.Numbers(_most.AsSpan(0, time.Index + 1));
    }

    private static long[] Start(long value)
    {
        var most = new long[TimeLine.Most];
        most[0] = value;
        return most;
    }
}

/// <summary>How much happened in each stretch.</summary>
internal sealed class CountOverTime(TimeLine time)
{
    private readonly long[] _sums = new long[TimeLine.Most];

    public ReadOnlySpan<long> Sums => _sums;

    public void Add(long count) => _sums[time.Index] += count;

    public void Keep(Keeper keeper) => keeper.Numbers(_sums.AsSpan(0, time.Index + 1));

    public void Halve()
    {
        for (var i = 0; i < TimeLine.Most / 2; i++) _sums[i] = _sums[2 * i] + _sums[2 * i + 1];
        _sums.AsSpan(TimeLine.Most / 2).Clear();
    }
}
