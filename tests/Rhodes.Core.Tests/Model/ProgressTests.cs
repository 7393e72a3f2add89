using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Model;

public sealed class ProgressTests
{
    private static readonly CheckpointSpec Hourly = new(new(100), new(5), new(30));

    [Fact]
    public void Running_is_work_over_speed_and_the_saves_on_the_way()
    {
        Assert.Equal(250, Progress.RunningMs(null, 0, 250, 1_000));
        Assert.Equal(125, Progress.RunningMs(null, 0, 250, 2_000));
        Assert.Equal(334, Progress.RunningMs(null, 0, 1, 3)); // the end of the last millisecond counts
        Assert.Equal(260, Progress.RunningMs(Hourly, 0, 250, 1_000));
        Assert.Equal(99, Progress.RunningMs(Hourly, 0, 99, 1_000));
        Assert.Equal(105, Progress.RunningMs(Hourly, 0, 100, 1_000)); // a mark is reached when its save is written
        Assert.Equal(155, Progress.RunningMs(Hourly, 100, 250, 1_000));
    }

    [Fact]
    public void A_launch_that_goes_on_from_a_save_restarts_first()
    {
        Assert.Equal(260, Progress.LaunchToEndMs(Hourly, 0, 250, 1_000));
        Assert.Equal(185, Progress.LaunchToEndMs(Hourly, 100, 250, 1_000));
        Assert.Equal((100, 100, 101), (Progress.ReachedMs(Hourly, 100, 29, 1_000), Progress.ReachedMs(Hourly, 100, 30, 1_000), Progress.ReachedMs(Hourly, 100, 31, 1_000)));
    }

    [Fact]
    public void While_a_save_is_written_the_work_stands_still() =>
        Assert.Equal([99, 99, 99, 100, 101], new long[] { 99, 100, 104, 105, 106 }.Select(running => Progress.ReachedMs(Hourly, 0, running, 1_000)));

    [Fact]
    public void A_fault_leaves_the_last_mark_or_what_was_kept_before()
    {
        Assert.Equal((0, 100, 200, 250), (Progress.SavedMs(Hourly, 0, 99), Progress.SavedMs(Hourly, 0, 199), Progress.SavedMs(Hourly, 120, 200), Progress.SavedMs(Hourly, 250, 260)));
        Assert.Equal(0, Progress.SavedMs(null, 0, 1_000));
    }

    [Fact]
    public void A_launch_starts_from_nothing_where_that_is_as_soon()
    {
        Assert.Equal((0, 0, 31), (Progress.ResumeFromMs(Hourly, 0, 1_000), Progress.ResumeFromMs(Hourly, 30, 1_000), Progress.ResumeFromMs(Hourly, 31, 1_000)));
        Assert.Equal((0, 61), (Progress.ResumeFromMs(Hourly, 60, 2_000), Progress.ResumeFromMs(Hourly, 61, 2_000)));
        Assert.Equal(0, Progress.ResumeFromMs(null, 500, 1_000));
        Assert.Equal((Duration.Zero, new Duration(5)), (Progress.TimeToLeave(null), Progress.TimeToLeave(Hourly)));
    }

    [Fact]
    public void Running_longer_never_reaches_less_and_what_is_reached_is_the_most_that_could_be()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            Random chance = new(seed);
            var (saves, speed) = (Saves(chance), Speed(chance));
            long from = chance.Next(500), to = from + chance.Next(2_000);
            var running = Progress.RunningMs(saves, from, to, speed);
            Assert.True(running <= Progress.RunningMs(saves, from, to + 1, speed), $"seed {seed}");
            var launched = Progress.LaunchToEndMs(saves, from, to, speed);
            var reached = Progress.ReachedMs(saves, from, launched, speed);
            Assert.True(reached >= to && Progress.LaunchToEndMs(saves, from, reached, speed) <= launched && Progress.LaunchToEndMs(saves, from, reached + 1, speed) > launched, $"seed {seed}");
            if (speed <= 1_000) Assert.Equal(to, reached);
            Assert.True(Progress.ReachedMs(saves, from, launched - 1, speed) <= reached, $"seed {seed}");
        }
    }

    /// <summary>
    /// The lemma under law 1 for work that borrows: two attempts of one job at one speed, the one ahead, are stopped by faults
    /// and told to leave at the same instants and launched again at the same instants. The one ahead is never behind.
    /// </summary>
    [Fact]
    public void An_attempt_that_is_ahead_stays_ahead_whatever_stops_the_two_at_one_instant()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            Random chance = new(seed);
            var (saves, speed) = (Saves(chance), Speed(chance));
            long behind = chance.Next(2) * chance.Next(600), ahead = behind + (chance.Next(2) * chance.Next(600));
            var lead = chance.Next(2) * chance.Next(400); // the one ahead was launched so much earlier
            if (lead > 0) ahead = behind;
            for (var stop = 0; stop < 4; stop++)
            {
                long runs = chance.Next(1_500);
                var isFault = chance.Next(2) == 0;
                var (left, right) = (Left(saves, ahead, runs + lead, speed, isFault), Left(saves, behind, runs, speed, isFault));
                Assert.True(left >= right, $"seed {seed}: {saves} at {speed}: {ahead} and {behind} became {left} and {right} after {runs} (lead {lead}), fault: {isFault}");
                Assert.True(EndsAfter(saves, left, speed) <= EndsAfter(saves, right, speed), $"seed {seed}: kept {left} ends after kept {right}");
                (ahead, behind, lead) = (left, right, 0);
            }
        }
    }

    /// <summary>What is kept when an attempt leaves: in good order it saves all, a fault leaves it the last mark.</summary>
    private static long Left(CheckpointSpec? saves, long kept, long runs, int speed, bool isFault)
    {
        var reached = Progress.ReachedMs(saves, Progress.ResumeFromMs(saves, kept, speed), runs, speed);
        return isFault ? Progress.SavedMs(saves, kept, reached) : saves is null ? 0 : Math.Max(kept, reached);
    }

    private static long EndsAfter(CheckpointSpec? saves, long kept, int speed) =>
        Progress.LaunchToEndMs(saves, Progress.ResumeFromMs(saves, kept, speed), 20_000, speed);

    private static CheckpointSpec? Saves(Random chance) => chance.Next(8) == 0 ? null
        : new(new(chance.Next(1, 300)), new(chance.Next(3) * chance.Next(40)), new(chance.Next(3) * chance.Next(200)));

    private static int Speed(Random chance) => chance.Next(3) switch { 0 => 1_000, 1 => chance.Next(1, 1_000), _ => chance.Next(1_000, 4_000) };
}
