using System.Diagnostics;

namespace Rhodes.Twin.Bench;

/// <summary>What commands cost, one number for each.</summary>
public sealed class DecisionFigures
{
    /// <summary>Gangs of more nodes are listed apart.</summary>
    public const int Small = 32;

    private readonly List<(long Ticks, long Bytes)> _submissions = [];
    private readonly List<(long Ticks, long Bytes)> _small = [];
    private readonly List<(long Ticks, long Bytes)> _large = [];

    public CommandCost Submissions => new(_submissions);

    /// <summary>Ends of gangs of at most <see cref="Small"/> nodes.</summary>
    public CommandCost Completions => new(_small);

    public CommandCost LargeCompletions => new(_large);

    internal void Submitted((long Ticks, long Bytes) cost) => _submissions.Add(cost);

    internal void Completed(int nodes, (long Ticks, long Bytes) cost) => (nodes <= Small ? _small : _large).Add(cost);
}

/// <summary>Percentiles of the time to quiescence, and the bytes that were allocated.</summary>
public sealed class CommandCost
{
    private readonly List<long> _ticks;

    internal CommandCost(List<(long Ticks, long Bytes)> costs)
    {
        _ticks = [.. costs.Select(cost => cost.Ticks).Order()];
        BytesEach = costs.Count == 0 ? 0 : costs.Sum(cost => cost.Bytes) / costs.Count;
        MeanMicroseconds = costs.Count == 0 ? 0 : Microseconds(_ticks.Sum()) / costs.Count;
    }

    public int Count => _ticks.Count;

    public long BytesEach { get; }

    public decimal MeanMicroseconds { get; }

    /// <summary>The nearest rank.</summary>
    /// <param name="thousandths">500 for the median.</param>
    public decimal MicrosecondsAt(int thousandths) =>
        _ticks.Count == 0 ? 0 : Microseconds(_ticks[Math.Max(0, (int)(((long)_ticks.Count * thousandths + 999) / 1_000) - 1)]);

    private static decimal Microseconds(long ticks) => decimal.Round((decimal)ticks * 1_000_000 / Stopwatch.Frequency, 1);
}
