using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Engines.Tests;

/// <summary>What the program of a job does.</summary>
public enum Behaviour
{
    /// <summary>Ends well.</summary>
    Ends = 0,

    /// <summary>Ends with exit code 3.</summary>
    Fails = 1,

    /// <summary>Goes on until it is told to leave, and then leaves well.</summary>
    Saves = 2,

    /// <summary>Goes on until it is told to leave, and then fails.</summary>
    Breaks = 3,

    /// <summary>Goes on whatever it is told.</summary>
    Stays = 4,

    /// <summary>In a gang: the last rank fails, the others stay.</summary>
    LastFails = 5,

    /// <summary>Goes on until <see cref="EngineConformance.Release"/>, and then ends well.</summary>
    Waits = 6,
}

/// <summary>What every engine must do; a new one is done when its subclass is green. Its site has the nodes a and b with two devices each.</summary>
public abstract class EngineConformance : IAsyncLifetime
{
    private readonly Reports _reports = new();
    private IEngine _engine = null!;

    /// <summary>An engine that knows what engines of this test before it left behind.</summary>
    protected abstract IEngine Make();

    /// <summary>The program of a job.</summary>
    protected abstract IReadOnlyList<string> Program(Behaviour behaviour);

    /// <summary>How many processes of an attempt began with their user's code.</summary>
    protected abstract int Begun(AttemptId attempt);

    /// <summary>How many of them are still there.</summary>
    protected abstract int Alive(AttemptId attempt);

    /// <summary>Lets <see cref="Behaviour.Waits"/> end.</summary>
    protected abstract void Release();

    public Task InitializeAsync()
    {
        Begin();
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public void A_program_that_ends_well_is_completed()
    {
        _engine.Launch(Launch(1, Behaviour.Ends));
        Assert.Equal("0.1#1 Completed: exit code 0", _reports.Next());
    }

    [Fact]
    public void A_program_that_fails_is_failed_with_its_exit_code()
    {
        _engine.Launch(Launch(1, Behaviour.Fails));
        Assert.Equal("0.1#1 Failed: exit code 3", _reports.Next());
    }

    [Fact]
    public void Launched_again_and_again_it_runs_once_and_is_reported_once()
    {
        var launch = Launch(1, Behaviour.Waits);
        for (var i = 0; i < 5; i++) _engine.Launch(launch);
        BegunIs(launch, 1);
        for (var i = 0; i < 5; i++) _engine.Launch(launch);
        Release();
        Assert.Equal("0.1#1 Completed: exit code 0", _reports.Next());
        _engine.Launch(Launch(2, Behaviour.Ends));
        Assert.Equal("0.2#1 Completed: exit code 0", _reports.Next());
        Assert.Equal(1, Begun(launch.Attempt));
    }

    [Fact]
    public void Told_to_leave_it_saves_and_leaves()
    {
        var launch = Launch(1, Behaviour.Saves);
        _engine.Launch(launch);
        BegunIs(launch, 1);
        _engine.Stop(launch.Attempt, Soon);
        Assert.Equal("0.1#1 Stopped, saved: exit code 0", _reports.Next());
    }

    [Fact]
    public void What_cannot_save_is_not_said_to_have_saved()
    {
        var launch = Launch(1, Behaviour.Saves);
        launch = launch with { Job = launch.Job with { Checkpoint = null } };
        _engine.Launch(launch);
        BegunIs(launch, 1);
        _engine.Stop(launch.Attempt, Soon);
        Assert.Equal("0.1#1 Stopped: exit code 0", _reports.Next());
    }

    [Fact]
    public void One_that_breaks_when_it_is_told_to_leave_has_not_saved()
    {
        var launch = Launch(1, Behaviour.Breaks);
        _engine.Launch(launch);
        BegunIs(launch, 1);
        _engine.Stop(launch.Attempt, Soon);
        Assert.StartsWith("0.1#1 Stopped: exit code ", _reports.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gang_in_which_a_rank_fails_fails_once_and_none_of_it_is_left()
    {
        var launch = Launch(1, Behaviour.LastFails, "a", "b");
        _engine.Launch(launch);
        Assert.Equal("0.1#1 Failed: rank 1: exit code 3", _reports.Next());
        Wait.Until(() => Alive(launch.Attempt) == 0, "a rank is left");
        Assert.Empty(_reports.Rest());
    }

    [Fact]
    public void A_gang_is_completed_when_all_its_ranks_are()
    {
        var launch = Launch(1, Behaviour.Waits, "a", "b");
        _engine.Launch(launch);
        BegunIs(launch, 2);
        Release();
        Assert.Equal("0.1#1 Completed: exit code 0", _reports.Next());
    }

    [Fact]
    public void The_killed_is_gone_before_its_devices_are_anothers_and_nothing_is_said_of_it()
    {
        var first = Launch(1, Behaviour.Stays);
        _engine.Launch(first);
        BegunIs(first, 1);
        _engine.Kill(first.Attempt);
        _engine.Launch(Launch(2, Behaviour.Ends)); // both devices of a
        Assert.Equal("0.2#1 Completed: exit code 0", _reports.Next());
        Assert.Equal(0, Alive(first.Attempt));
        Assert.Empty(_reports.Rest());
    }

    [Fact]
    public void What_waits_for_devices_starts_when_they_are_free()
    {
        var first = Launch(1, Behaviour.Waits);
        var second = Launch(2, Behaviour.Ends);
        _engine.Launch(first);
        _engine.Launch(second);
        BegunIs(first, 1);
        Assert.Equal(0, Begun(second.Attempt));
        Release();
        Assert.Equal("0.1#1 Completed: exit code 0", _reports.Next());
        Assert.Equal("0.2#1 Completed: exit code 0", _reports.Next());
    }

    [Fact]
    public void Told_to_leave_before_it_began_it_keeps_what_it_had()
    {
        var first = Launch(1, Behaviour.Waits);
        _engine.Launch(first);
        BegunIs(first, 1);
        var second = Launch(2, Behaviour.Ends) with { ResumeFromMs = 60_000 };
        _engine.Launch(second);
        _engine.Stop(second.Attempt, Soon);
        Assert.Equal("0.2#1 Stopped, saved at 60000: it had not begun", _reports.Next());
        Assert.Equal(0, Begun(second.Attempt));
    }

    [Fact]
    public async Task What_runs_is_found_by_the_next_engine()
    {
        var launch = Launch(1, Behaviour.Waits, "a", "b");
        _engine.Launch(launch);
        BegunIs(launch, 2);
        await Restart(Running(launch));
        Release();
        Assert.Equal("0.1#1 Completed: exit code 0", _reports.Next());
        Assert.Equal(2, Begun(launch.Attempt));
    }

    [Fact]
    public async Task What_ended_while_no_engine_looked_is_reported_by_the_next()
    {
        var launch = Launch(1, Behaviour.Waits);
        _engine.Launch(launch);
        BegunIs(launch, 1);
        await _engine.DisposeAsync();
        Release();
        Wait.Until(() => Alive(launch.Attempt) == 0, "it did not end");
        Begin(Running(launch));
        Assert.Equal("0.1#1 Completed: exit code 0", _reports.Next());
    }

    [Fact]
    public async Task What_was_never_started_is_started_by_the_next()
    {
        var launch = Launch(1, Behaviour.Ends);
        await Restart(Running(launch));
        Assert.Equal("0.1#1 Completed: exit code 0", _reports.Next());
        Assert.Equal(1, Begun(launch.Attempt));
    }

    [Fact]
    public async Task What_was_told_to_leave_is_still_told_by_the_next()
    {
        var launch = Launch(1, Behaviour.Saves);
        _engine.Launch(launch);
        BegunIs(launch, 1);
        await Restart(new RunningAttempt(launch, Now, Soon));
        Assert.Equal("0.1#1 Stopped, saved: exit code 0", _reports.Next());
    }

    [Fact]
    public async Task What_is_over_by_the_log_is_ended_by_the_next()
    {
        var launch = Launch(1, Behaviour.Stays);
        _engine.Launch(launch);
        BegunIs(launch, 1);
        await Restart();
        Wait.Until(() => Alive(launch.Attempt) == 0, "it still runs");
        Assert.Empty(_reports.Rest());
    }

    [Fact]
    public async Task The_next_engine_gives_taken_devices_to_nobody()
    {
        var first = Launch(1, Behaviour.Waits);
        _engine.Launch(first);
        BegunIs(first, 1);
        await Restart(Running(first));
        var second = Launch(2, Behaviour.Ends);
        _engine.Launch(second);
        _engine.Launch(Launch(3, Behaviour.Ends, "b"));
        Assert.Equal("0.3#1 Completed: exit code 0", _reports.Next());
        Assert.Equal(0, Begun(second.Attempt));
        Release();
        Assert.Equal("0.1#1 Completed: exit code 0", _reports.Next());
        Assert.Equal("0.2#1 Completed: exit code 0", _reports.Next());
    }

    [Fact]
    public void A_node_that_is_not_there_is_said()
    {
        _engine.Launch(Launch(1, Behaviour.Ends, "c"));
        Assert.StartsWith("0.1#1 Failed: ", _reports.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_about_what_it_does_not_know_harm_nothing()
    {
        var attempt = new AttemptId(new JobId(7, 7), 7);
        _engine.Stop(attempt, Soon);
        _engine.Kill(attempt);
        Assert.Null(_engine.Read(attempt, 0, OutputKind.Out, 0, 100));
        _engine.Launch(Launch(1, Behaviour.Ends));
        Assert.Equal("0.1#1 Completed: exit code 0", _reports.Next());
    }

    private static Instant Now => new(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    private static Instant Soon => Now + Duration.FromMinutes(10);

    private static RunningAttempt Running(Launch launch) => new(launch, Instant.Never, Instant.Never);

    private void BegunIs(Launch launch, int ranks) => Wait.Until(() => Begun(launch.Attempt) == ranks, $"{launch.Attempt} did not begin");

    private void Begin(params IReadOnlyList<RunningAttempt> running)
    {
        _engine = Make();
        _engine.Start(_reports, running);
    }

    private async Task Restart(params IReadOnlyList<RunningAttempt> running)
    {
        await _engine.DisposeAsync();
        Begin(running);
    }

    private Launch Launch(int number, Behaviour behaviour, params string[] nodes) =>
        Sample.Launch(number, Program(behaviour), nodes.Length == 0 ? ["a"] : nodes);
}
