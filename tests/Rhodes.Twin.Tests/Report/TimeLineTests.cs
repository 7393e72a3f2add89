using Rhodes.Core.Units;
using Rhodes.Twin.Report;

namespace Rhodes.Twin.Tests.Report;

public sealed class TimeLineTests
{
    private static readonly Instant Start = new(1_000_000);

    [Fact]
    public void A_level_is_summed_stretch_by_stretch_and_its_most_is_kept()
    {
        TimeLine time = new(Start, Start + Duration.FromMinutes(600));
        var level = time.AddLevel();
        Play(time, level, (0, 10), (90, 4), (90, 7), (150, 0));
        time.Finish(Start + Duration.FromSeconds(200));
        Assert.Equal((60_000L, 4, 20_000L), (time.WidthMs, time.Stretches, time.LengthMs(3)));
        Assert.Equal([600_000L, 300_000 + 210_000, 210_000, 0], level.Sums[..4].ToArray());
        Assert.Equal([10L, 10, 7, 0], level.Most[..4].ToArray());
    }

    [Theory]
    [InlineData(7 * 24 * 60, 20)]
    [InlineData(365 * 24 * 60, 24 * 60)]
    [InlineData(5 * 365 * 24 * 60, 4 * 24 * 60)]
    public void Where_the_end_is_known_the_width_is_right_from_the_start(int minutes, int width)
    {
        TimeLine time = new(Start, Start + Duration.FromMinutes(minutes));
        Assert.Equal(width * 60_000L, time.WidthMs);
        time.Finish(Start + Duration.FromMinutes(minutes));
        Assert.InRange(time.Stretches, 1, TimeLine.Most);
    }

    [Fact]
    public void Where_it_is_not_the_width_doubles_and_no_sum_changes()
    {
        TimeLine time = new(Start, until: null);
        var (level, count) = (time.AddLevel(3), time.AddCount());
        Int128 expected = 0;
        var (value, at) = (3L, Start);
        for (var i = 0; i < 5_000; i++)
        {
            var next = at + Duration.FromSeconds(i * 37L % 2_000);
            expected += (Int128)value * (next - at).Milliseconds;
            (at, value) = (next, i * 7_919L % 101);
            time.Advance(at);
            level.Set(at, value);
            count.Add(1);
        }

        time.Finish(at);
        Assert.InRange(time.Stretches, TimeLine.Most / 2, TimeLine.Most);
        Assert.Equal(expected, level.Sums.ToArray().Aggregate((Int128)0, (sum, part) => sum + part));
        Assert.Equal((5_000, 100), (count.Sums.ToArray().Sum(), level.Most.ToArray().Max()));
    }

    [Fact]
    public void An_end_between_two_stretches_opens_no_empty_one()
    {
        TimeLine time = new(Start, until: null);
        var level = time.AddLevel(1);
        time.Finish(Start + Duration.FromMinutes(TimeLine.Most));
        Assert.Equal(TimeLine.Most, time.Stretches);
        Assert.All(level.Sums[..time.Stretches].ToArray(), sum => Assert.Equal(60_000, sum));
    }

    [Theory]
    [InlineData(5, 100, 1_000)]
    [InlineData(5_000, 5, 60)]
    public void Looks_come_more_seldom_as_a_run_goes_on_and_stand_for_all_that_there_was(int value, int fewest, int most)
    {
        PacedLooks looks = new(firstQuota: 1_000, dear: 100);
        var (seen, count, last) = (0L, 0, 0L);
        for (var ms = 0L; ms <= 10_000_000; ms += 500)
        {
            var each = looks.Due(new(ms), value);
            if (each == 0) continue;
            (seen, count, last) = (seen + each * value, count + 1, ms);
        }

        Assert.InRange(count, fewest, most);
        Assert.Equal(last * value, seen);
    }

    private static void Play(TimeLine time, LevelOverTime level, params (int Second, long Value)[] changes)
    {
        foreach (var (second, value) in changes)
        {
            var at = Start + Duration.FromSeconds(second);
            time.Advance(at);
            level.Set(at, value);
        }
    }
}
