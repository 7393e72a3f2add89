using System.Globalization;
using Rhodes.Tests.Shared;
using Rhodes.Twin.Laws;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests;

/// <summary>
/// What was decided in random worlds is kept in a file beside the tests, as hashes of all events: a change that is to make the core
/// faster or clearer must not change a decision. One that is meant to decide otherwise writes the file anew with
/// <c>RHODES_ACCEPT=1</c>, and says so.
/// </summary>
public sealed class DecisionTests
{
    private const int First = 2_001;
    private const int Groups = 12;
    private const int GroupSize = 20;

    private static readonly string Path = Repository.Place("tests", "Rhodes.Twin.Tests", "Golden", "decisions.txt");

    public static TheoryData<int> FirstSeeds => [.. Enumerable.Range(0, Groups).Select(group => First + (group * GroupSize))];

    [Theory, MemberData(nameof(FirstSeeds))]
    public void Random_worlds_are_decided_as_before(int firstSeed)
    {
        var played = Enumerable.Range(firstSeed, GroupSize).Select(seed => string.Create(CultureInfo.InvariantCulture, $"{seed} {HashOf((ulong)seed)}")).ToList();
        if (Environment.GetEnvironmentVariable("RHODES_ACCEPT") == "1") Accept(played);
        else Assert.Equal(Known().Skip(firstSeed - First).Take(GroupSize), played);
    }

    private static string HashOf(ulong seed)
    {
        using EventsHash hash = new();
        using TwinRun run = new(RandomWorld.Of(seed), hash);
        while (run.PlayNext(RandomWorld.End)) { }
        return hash.Value;
    }

    private static void Accept(List<string> played)
    {
        var others = Known().Where(line => !played.Exists(newer => line[..4] == newer[..4]));
        File.WriteAllLines(Path, others.Concat(played).Order(StringComparer.Ordinal));
    }

    private static string[] Known() => File.Exists(Path) ? File.ReadAllLines(Path) : [];
}
