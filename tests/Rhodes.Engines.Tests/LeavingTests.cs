using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Engines.Tests;

/// <summary>How a program is told to leave, and how it is ended with all that it started.</summary>
public sealed class LeavingTests
{
    private const string Says = "trap 'echo told' HUP USR1 USR2 INT; trap 'echo term; exit 0' TERM; echo begun; while :; do sleep 0.05; done";

    [Theory]
    [InlineData(LeaveSignal.HangUp)]
    [InlineData(LeaveSignal.Interrupt)]
    [InlineData(LeaveSignal.User1)]
    [InlineData(LeaveSignal.User2)]
    public async Task Its_own_signal_comes_at_once_and_SIGTERM_when_the_grace_is_all_that_is_left(LeaveSignal warn)
    {
        await using var run = new LocalRun();
        var launch = Told(Says, warn, Duration.FromMinutes(1));
        run.Begun(launch);
        run.Engine.Stop(launch.Attempt, LocalRun.Now + Duration.FromHours(1));
        Wait.Until(() => run.Output(launch).Contains("told", StringComparison.Ordinal), "it was not told");
        run.Engine.Stop(launch.Attempt, LocalRun.Now + Duration.FromSeconds(30)); // the later word counts
        Assert.Equal("0.1#1 Stopped, saved: exit code 0", run.Reports.Next());
        Assert.Equal("begun\ntold\nterm\n", run.Output(launch));
    }

    [Fact]
    public async Task A_clock_that_jumped_ends_no_notice_early_that_was_counted_before()
    {
        var clock = new JumpingClock();
        await using var run = new LocalRun(settings => settings with { Clock = clock });
        var launch = Told(Says, LeaveSignal.User1, Duration.FromMinutes(1));
        run.Begun(launch);
        run.Engine.Stop(launch.Attempt, LocalRun.Now + Duration.FromHours(1));
        Wait.Until(() => run.Output(launch).Contains("told", StringComparison.Ordinal), "it was not told");
        clock.Jump = TimeSpan.FromDays(400);
        Assert.Equal("0.2#1 Completed: exit code 0", run.Ran(Sample.Shell(2, "true", "b"))); // so much time has passed that it was looked at
        Assert.Equal("begun\ntold\n", run.Output(launch));
    }

    [Fact]
    public async Task The_next_engine_does_not_tell_it_again()
    {
        await using var run = new LocalRun();
        var launch = Told(Says, LeaveSignal.User1, Duration.FromMinutes(1));
        run.Begun(launch);
        run.Engine.Stop(launch.Attempt, LocalRun.Now + Duration.FromHours(1));
        Wait.Until(() => File.Exists(Path.Join(Machine.Attempt(run.Folder, launch.Attempt), "warned")), "it was not told");
        await run.Restart(new RunningAttempt(launch, LocalRun.Now, LocalRun.Now)); // and now the notice is at its end
        Assert.Equal("0.1#1 Stopped, saved: exit code 0", run.Reports.Next());
        Assert.Equal(1, run.Output(launch).Split("told").Length - 1);
    }

    [Fact]
    public async Task All_that_it_started_is_killed_with_it()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "setsid sleep 1000 & env -i setsid sleep 1001 & (trap '' TERM HUP; sleep 1002) & echo begun; wait");
        run.Begun(launch);
        run.Engine.Kill(launch.Attempt);
        Assert.Equal("0.2#1 Completed: exit code 0", run.Ran(Sample.Shell(2, "true"))); // on the devices of the first, so it is gone
        Assert.Empty(Machine.Living(run.Folder));
    }

    [Fact]
    public async Task What_it_left_behind_is_killed_when_it_has_ended()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "sleep 1000 & setsid sleep 1001 & echo begun");
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(launch));
        Wait.Until(() => Machine.Living(run.Folder, launch.Attempt) == 0, "something is left");
    }

    private static Launch Told(string script, LeaveSignal warn, Duration grace)
    {
        var launch = Sample.Shell(1, script);
        return launch with { Job = launch.Job with { Program = new ProgramSpec { Warn = warn, Grace = grace } } };
    }

    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;
    }
}
