using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Tests.Shared;

namespace Rhodes.Twin.Tests.Keeping;

/// <summary>A run that was interrupted, kept and taken up by another program is the run that was never interrupted.</summary>
public sealed class KeepingTests
{
    private const int Interruptions = 2;

    public static TheoryData<int> FirstSeeds => [.. Enumerable.Range(0, 10).Select(group => 5_001 + (group * 10))];

    [Theory, MemberData(nameof(FirstSeeds))]
    public void In_random_worlds_at_random_instants(int firstSeed)
    {
        for (var seed = (ulong)firstSeed; seed < (ulong)firstSeed + 10; seed++) Holds(() => new(seed), seed);
    }

    [Theory]
    [InlineData("workstation", null)]
    [InlineData("university", null)]
    [InlineData("university", 50)]
    [InlineData("philly/size-70", 24 * 10)]
    [InlineData("colossus-1", 2)]
    public void In_the_examples(string name, int? hours)
    {
        var scenario = ScenarioFiles.Load(Repository.Place("examples", name), [.. Catalogue.Kinds.Select(kind => kind.Id)]).Value!;
        Instant? until = hours is { } end ? scenario.From + Duration.FromHours(end) : null;
        Holds(() => new(scenario, until), (ulong)name.Length);
    }

    [Fact]
    public void A_field_that_is_forgotten_would_be_found()
    {
        using KeptRun one = new(1), other = new(1);
        for (var i = 0; i < 20; i++) one.PlayNext();
        for (var i = 0; i < 21; i++) other.PlayNext();
        Assert.Contains(SameFields.Differences(one.Parts, other.Parts), difference => difference.Contains("._events: ", StringComparison.Ordinal));
    }

    private static void Holds(Func<KeptRun> fresh, ulong seed)
    {
        using var whole = fresh();
        var instants = whole.PlayToEnd();
        Chance chance = new(seed);
        var stops = Enumerable.Range(0, Interruptions).Select(_ => (int)chance.Between(1, instants - 1)).Order().ToList();
        var run = fresh();
        for (var (played, stop) = (0, 0); stop < stops.Count; stop++)
        {
            for (; played < stops[stop]; played++) Assert.True(run.PlayNext());
            var kept = run.Kept();
            var next = fresh();
            next.TakeUp(kept);
            Same(run, next, $"seed {seed}, right after instant {played}");
            run.Dispose();
            run = next;
        }

        using (run)
        {
            run.PlayToEnd();
            Same(whole, run, $"seed {seed}, at the end after stops at {string.Join(", ", stops)}");
            Assert.Equal(whole.Hash, run.Hash);
            Assert.Equal(whole.Page(), run.Page());
        }
    }

    private static void Same(KeptRun one, KeptRun other, string when)
    {
        var differences = SameFields.Differences(one.Parts, other.Parts);
        Assert.True(differences.Count == 0, $"{when}:\n{string.Join('\n', differences)}");
    }
}
