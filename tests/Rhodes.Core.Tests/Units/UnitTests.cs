using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Units;

public sealed class UnitTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1_500, "1.5s")]
    [InlineData(1, "0.001s")]
    [InlineData(1_800_000, "30m")]
    [InlineData(108_000_000, "1d6h")]
    [InlineData(90_061_001, "1d1h1m1.001s")]
    [InlineData(-60_000, "-1m")]
    [InlineData(long.MaxValue, "forever")]
    public void A_duration_is_written_as_people_write_it(long milliseconds, string text) => Assert.Equal(text, new Duration(milliseconds).ToString());

    [Fact]
    public void Durations_are_whole_milliseconds()
    {
        Assert.Equal(new(1_000), Duration.FromSeconds(1));
        Assert.Equal(Duration.FromSeconds(60), Duration.FromMinutes(1));
        Assert.Equal(Duration.FromMinutes(60), Duration.FromHours(1));
        Assert.Equal(Duration.FromHours(24), Duration.FromDays(1));
    }

    [Fact]
    public void Forever_and_never_absorb_all_that_is_added_or_taken()
    {
        var day = Duration.FromDays(1);
        Assert.Equal([Duration.Forever, Duration.Forever, Duration.Forever], [Duration.Forever + day, day + Duration.Forever, Instant.Never - new Instant(5)]);
        Assert.Equal([Instant.Never, Instant.Never, Instant.Never], [Instant.Never + day, new Instant(5) + Duration.Forever, Instant.Never - day]);
    }

    [Fact]
    public void Instants_and_durations_add_up()
    {
        Instant early = new(1_000), late = new(4_000);
        Assert.Equal(new Duration(3_000), late - early);
        Assert.Equal(late, early + (late - early));
        Assert.Equal(early, late - (late - early));
        Assert.Equal((early, late), (Instant.Earlier(late, early), Instant.Later(early, late)));
        Assert.True(early < late && early <= late && late > early && late >= early && late >= new Instant(4_000));
        Assert.False(late < early || early > late || late <= early || early >= late);
        Assert.Equal(-1, Math.Sign(early.CompareTo(late)));
    }

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00Z")]
    [InlineData(1_500, "1970-01-01T00:00:01.5Z")]
    [InlineData(long.MaxValue, "never")]
    public void An_instant_is_written_in_UTC(long milliseconds, string text) => Assert.Equal(text, new Instant(milliseconds).ToString());

    [Fact]
    public void Levels_have_the_names_that_people_write_outermost_first() =>
        Assert.Equal(["site", "hall", "pod", "rack", "node"], Enumerable.Range(0, Levels.Count).Select(level => ((Level)level).Name()));

    [Fact]
    public void What_can_only_be_a_bug_stops_the_process_and_says_what_it_is()
    {
        Invariant.Holds(true, "nothing");
        Assert.Equal("invariant broken: one is two", Assert.Throws<InvariantBrokenException>(() => Invariant.Holds(false, "one is two")).Message);
        Assert.Throws<InvariantBrokenException>(() => ((Level)Levels.Count).Name());
    }
}
