using Rhodes.Twin.Laws;

namespace Rhodes.Twin.Tests;

/// <summary>
/// Every law over a few random worlds, a test for each: what mutation testing can afford for every mutant, where the hundreds
/// of <see cref="LawTests"/> would take hours. The seeds are others than theirs.
/// </summary>
public sealed class LawSampleTests
{
    private const int First = 1_001;
    private const int Seeds = 24;

    public static TheoryData<int> Sample => [.. Enumerable.Range(First, Seeds)];

    [Theory, MemberData(nameof(Sample))]
    public void The_laws_hold_in_a_random_world(int seed)
    {
        var violations = LawRun.Of((ulong)seed).Violations;
        Assert.True(violations.Count == 0, $"seed {seed}: {string.Join("\n  ", violations.Take(3))}");
    }
}
