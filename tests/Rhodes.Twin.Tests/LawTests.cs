using System.Collections.Concurrent;
using Rhodes.Twin.Laws;
using Xunit.Abstractions;

namespace Rhodes.Twin.Tests;

/// <summary>Every law over random worlds. A failure names its seed: <c>LawRun.Of(seed)</c> plays it again.</summary>
public sealed class LawTests(ITestOutputHelper output)
{
    private const int Seeds = 300;
    private const int LeastShare = 30;

    /// <summary>Beside other test projects on one machine; the result does not depend on it.</summary>
    private static readonly ParallelOptions TwoCores = new() { MaxDegreeOfParallelism = 2 };

    [Fact]
    public void The_laws_hold_in_random_worlds_that_put_them_under_load()
    {
        ConcurrentBag<LawRun> played = [];
        Parallel.For(1, Seeds + 1, TwoCores, seed => played.Add(Play((ulong)seed)));
        var runs = played.OrderBy(run => run.Seed).ToList();

        var broken = runs.Where(run => run.Violations.Count > 0).Select(run => $"seed {run.Seed}: {string.Join("\n  ", run.Violations.Take(3))}").ToList();
        Assert.True(broken.Count == 0, $"{broken.Count} of {Seeds} seeds break a law\n{string.Join('\n', broken.Take(10))}");

        var shares = Shares(runs).ToList();
        foreach (var (what, share) in shares) output.WriteLine($"{share,3} % of the worlds have {what}");
        Assert.All(shares, share => Assert.InRange(share.Percent, LeastShare, 100));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(123_456_789)]
    public void The_same_seed_gives_the_same_events(ulong seed) => Assert.Equal(LawRun.Of(seed).EventsHash, LawRun.Of(seed).EventsHash);

    [Fact]
    public void Another_seed_gives_other_events() => Assert.NotEqual(LawRun.Of(1).EventsHash, LawRun.Of(2).EventsHash);

    /// <summary>Whatever breaks a run off, its seed is told.</summary>
    private static LawRun Play(ulong seed)
    {
        try
        {
            return LawRun.Of(seed);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"seed {seed} breaks off", broken);
        }
    }

    private static IEnumerable<(string What, int Percent)> Shares(List<LawRun> runs)
    {
        yield return ("recalls", Percent(runs, features => features.Recalls > 0));
        yield return ("swaps", Percent(runs, features => features.Swaps > 0));
        yield return ("cells that open or close under load", Percent(runs, features => features.BoundariesUnderLoad > 0));
        yield return ("spares that are used up", Percent(runs, features => features.ExhaustedSpares > 0));
        yield return ("preemptions", Percent(runs, features => features.Preemptions > 0));
        yield return ("turns of work that ended early on loan", Percent(runs, features => features.EndedEarlyOnLoan > 0));
        yield return ("nodes drained while something ran there", Percent(runs, features => features.Drains > 0));
        yield return ("replicas that ended by themselves", Percent(runs, features => features.Exits > 0));
    }

    private static int Percent(List<LawRun> runs, Func<RunFeatures, bool> has) => 100 * runs.Count(run => has(run.Features)) / runs.Count;
}
