using Rhodes.Core.Model;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>How long jobs waited from their submission to the first launch of their code, in milliseconds.</summary>
/// <param name="Jobs">Jobs that were launched.</param>
public sealed record WaitFigures(long Jobs, long P50Ms, long P90Ms, long P99Ms, decimal MeanMs);

/// <summary>Collects waits by tenant and claim.</summary>
internal sealed class WaitTimes
{
    private readonly SortedDictionary<(int Tenant, Claim Claim), WaitDistribution> _waits = [];

    public void Add(int tenant, Claim claim, long milliseconds)
    {
        if (!_waits.TryGetValue((tenant, claim), out var waits)) _waits.Add((tenant, claim), waits = new());
        waits.Add(milliseconds);
    }

    public WaitDistribution All() => Sum(_ => true);

    public WaitDistribution Of(int tenant) => Sum(key => key.Tenant == tenant);

    public WaitDistribution Of(Claim claim) => Sum(key => key.Claim == claim);

    public void Keep(Keeper keeper) => keeper.Map(_waits, key => (keeper.Number(key.Tenant), keeper.Word(key.Claim)), waits =>
    {
        waits ??= new();
        waits.Keep(keeper);
        return waits;
    });

    private WaitDistribution Sum(Func<(int Tenant, Claim Claim), bool> which)
    {
        WaitDistribution sum = new();
        foreach (var (key, waits) in _waits)
            if (which(key)) sum.Add(waits);
        return sum;
    }
}
