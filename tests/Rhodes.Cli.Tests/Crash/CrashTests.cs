using System.Globalization;
using Rhodes.Engines;

namespace Rhodes.Cli.Tests.Crash;

/// <summary>Killed at each named place of the way from a request to what follows from it, and at random moments: nothing acknowledged is lost, nothing runs twice, nobody is left behind.</summary>
public sealed class CrashTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RHODES_LONG") == "1";

    public static TheoryData<int> Times => [.. Enumerable.Range(1, IsLong ? 10 : 3)];

    /// <param name="times">At the how-manieth time the place is reached; the later ones are in the midst of load.</param>
    [Theory]
    [MemberData(nameof(Times))]
    public void Killed_at_each_place_it_loses_nothing_and_does_nothing_twice(int times)
    {
        using CrashedSite site = new();
        site.Start("");
        site.Load(TimeSpan.FromMilliseconds(300));
        site.Kill();
        foreach (var place in CrashPoint.All)
        {
            // Only a first start makes a key; that it is made anew is as good.
            if (place == "owner_key_written") File.Delete(site.OwnerKeyFile);
            var nth = place is "owner_key_written" or "snapshot_written" or "snapshot_kept" ? 1 : (times * 3) - 2;
            if (site.Start(string.Create(CultureInfo.InvariantCulture, $"{place}:{nth}"))) site.Load(TimeSpan.FromSeconds(30));
            Assert.True(site.WaitUntilKilled(TimeSpan.FromSeconds(5)), $"{place} was not reached {nth} times");
        }

        site.CheckAll();
        Assert.True(site.Acknowledged > CrashPoint.All.Count);
    }

    [Fact]
    public void Killed_at_random_moments_it_loses_nothing_and_does_nothing_twice()
    {
        Random chance = new(11);
        using CrashedSite site = new();
        for (var kill = 0; kill < (IsLong ? 1_000 : 5); kill++)
        {
            site.Start("");
            site.Load(TimeSpan.FromMilliseconds(chance.Next(1, 400)));
            site.Kill();
        }

        site.CheckAll();
    }
}
