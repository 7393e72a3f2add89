using Rhodes.Core.Model;

namespace Rhodes.Twin.Replay;

/// <summary>How long jobs waited from their submission to the first launch of their code, in milliseconds.</summary>
/// <param name="Jobs">Jobs that were launched.</param>
public sealed record WaitFigures(long Jobs, long P50Ms, long P90Ms, long P99Ms, decimal MeanMs)
{
    /// <summary>Percentiles are the nearest rank: a wait that a job really had.</summary>
    public static WaitFigures Of(List<long> waits)
    {
        if (waits.Count == 0) return new(0, 0, 0, 0, 0);
        waits.Sort();
        Int128 sum = 0;
        foreach (var wait in waits) sum += wait;
        return new(waits.Count, Rank(waits, 50), Rank(waits, 90), Rank(waits, 99), (decimal)sum / waits.Count);
    }

    private static long Rank(List<long> sorted, int percent) => sorted[(int)Math.Max(0, (((long)sorted.Count * percent) + 99) / 100 - 1)];
}

/// <summary>Collects waits by tenant and claim: one number for each job.</summary>
internal sealed class WaitTimes
{
    private readonly SortedDictionary<(int Tenant, Claim Claim), List<long>> _waits = [];

    public void Add(int tenant, Claim claim, long milliseconds)
    {
        if (!_waits.TryGetValue((tenant, claim), out var waits)) _waits.Add((tenant, claim), waits = []);
        waits.Add(milliseconds);
    }

    public WaitFigures All() => WaitFigures.Of([.. _waits.Values.SelectMany(waits => waits)]);

    public WaitFigures Of(int tenant) => WaitFigures.Of([.. _waits.Where(pair => pair.Key.Tenant == tenant).SelectMany(pair => pair.Value)]);

    public WaitFigures Of(Claim claim) => WaitFigures.Of([.. _waits.Where(pair => pair.Key.Claim == claim).SelectMany(pair => pair.Value)]);
}
