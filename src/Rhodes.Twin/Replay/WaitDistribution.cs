using System.Numerics;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>
/// Waits in milliseconds, in bounded memory. Up to <see cref="MostExact"/> of them are kept as they are; beyond that each only
/// counts in a histogram of 128 steps an octave, so that a percentile is at most 0.4 % off. Number and mean are always exact.
/// </summary>
public sealed class WaitDistribution
{
    /// <summary>512 KiB of them for each tenant and claim.</summary>
    public const int MostExact = 1 << 16;

    private const int StepBits = 7;
    private const int Steps = 1 << StepBits;

    private List<long>? _exact = [];
    private long[] _counts = new long[Steps];
    private Int128 _sum;
    private bool _sorted = true;

    public long Count { get; private set; }

    /// <param name="milliseconds">At least 0.</param>
    /// <remarks>Hot: once per job. Allocates only as it grows.</remarks>
    public void Add(long milliseconds)
    {
        Count++;
        _sum += milliseconds;
        var step = StepOf(milliseconds);
        if (step >= _counts.Length) Array.Resize(ref _counts, (step / Steps + 1) * Steps);
        _counts[step]++;
        if (_exact is null) return;
        _exact.Add(milliseconds);
        _sorted = false;
        if (_exact.Count > MostExact) _exact = null;
    }

    public void Add(WaitDistribution other)
    {
        Count += other.Count;
        _sum += other._sum;
        if (other._counts.Length > _counts.Length) Array.Resize(ref _counts, other._counts.Length);
        for (var step = 0; step < other._counts.Length; step++) _counts[step] += other._counts[step];
        _exact = _exact is null || other._exact is null ? null : [.. _exact, .. other._exact];
        _sorted = false;
    }

    public WaitFigures Figures() =>
        Count == 0 ? new(0, 0, 0, 0, 0) : new(Count, Percentile(50), Percentile(90), Percentile(99), (decimal)_sum / Count);

    /// <summary>How many waited less than so long; from the histogram, so at its border at most 0.8 % off.</summary>
    public long CountBelow(long milliseconds)
    {
        var below = 0L;
        for (var step = 0; step < Math.Min(_counts.Length, StepOf(milliseconds)); step++) below += _counts[step];
        return below;
    }

    public void Keep(Keeper keeper)
    {
        (Count, _sum, _sorted) = (keeper.Number(Count), keeper.Big(_sum), keeper.Flag(_sorted));
        _counts = keeper.Array(_counts, keeper.Number);
        _exact = keeper.Maybe(_exact, exact =>
        {
            keeper.List(exact ??= [], keeper.Number);
            return exact;
        });
    }

    /// <summary>The nearest rank: a wait that a job really had, or, of many, the middle of its step.</summary>
    private long Percentile(int percent)
    {
        var rank = Math.Max(1, (Count * percent + 99) / 100);
        if (_exact is null) return AtRank(rank);
        if (!_sorted) _exact.Sort();
        _sorted = true;
        return _exact[(int)rank - 1];
    }

    private long AtRank(long rank)
    {
        for (var step = 0; ; step++)
            if ((rank -= _counts[step]) <= 0) return (FirstOf(step) + FirstOf(step + 1) - 1) / 2;
    }

    /// <summary>Below 128 each value is a step; from there each octave has 128.</summary>
    private static int StepOf(long value)
    {
        var octave = Math.Max(0, 63 - BitOperations.LeadingZeroCount((ulong)value) - StepBits);
        return (octave << StepBits) + (int)(value >> octave);
    }

    private static long FirstOf(int step) => step < 2 * Steps ? step : (long)(Steps + step % Steps) << (step / Steps - 1);
}
