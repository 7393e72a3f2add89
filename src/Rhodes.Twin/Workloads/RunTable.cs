using Rhodes.Files;

namespace Rhodes.Twin.Workloads;

/// <summary>Run times by quantile, with straight lines between; in integers, the same on every machine.</summary>
internal sealed class RunTable
{
    private const long Range = 1L << 32;
    private const int Whole = 100_000;

    /// <summary>Where each point stands in [0, 2^32], and its run time in milliseconds.</summary>
    private readonly (long At, long Ms)[] _points;

    public RunTable(IReadOnlyList<RunQuantile> runs)
    {
        _points = [.. runs.Select(point => (Range * point.PercentThousandths / Whole, point.Runs.Milliseconds))];
        MeanMs = Mean(_points);
    }

    /// <summary>The mean of all that can be drawn, at least 1.</summary>
    public long MeanMs { get; }

    /// <summary>The run time in milliseconds at a place of the range.</summary>
    /// <remarks>Hot: once a job. Tables are short, so that looking through one beats halving it.</remarks>
    public long At(uint place)
    {
        var i = 1;
        while (_points[i].At <= place) i++;
        var (from, to) = (_points[i - 1], _points[i]);
        return from.Ms + (long)((Int128)(to.Ms - from.Ms) * (place - from.At) / (to.At - from.At));
    }

    private static long Mean((long At, long Ms)[] points)
    {
        Int128 twice = 0;
        for (var i = 1; i < points.Length; i++)
            twice += (Int128)(points[i].At - points[i - 1].At) * (points[i].Ms + points[i - 1].Ms);
        return (long)Int128.Max(1, twice / (2 * Range));
    }
}
