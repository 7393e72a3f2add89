using Rhodes.Core.Model;

namespace Rhodes.Engines.Tests;

/// <summary>What is kept of attempts and jobs is listed, and goes when it is removed; never of what runs.</summary>
public sealed class RemovalTests
{
    [Fact]
    public async Task An_attempt_goes_without_its_job_and_a_job_with_all_that_it_had()
    {
        await using var run = new LocalRun();
        var first = Sample.Launch(7, ["/bin/sh", "-c", "echo one; echo kept > $RHODES_STATE_DIR/save; ln -sfn / $RHODES_STATE_DIR/everything"], "a");
        var second = first with { Attempt = new(new(0, 7), 2) };
        Assert.Equal("0.7#1 Completed: exit code 0", run.Ran(first));
        Assert.Equal("0.7#2 Completed: exit code 0", run.Ran(second));
        var kept = Assert.Single(run.Engine.Kept());
        Assert.Equal(new JobId(0, 7), kept.Job);
        Assert.Equal([1, 2], kept.Attempts.Order());

        run.Engine.Remove(first.Attempt);
        Wait.Until(() => Assert.Single(run.Engine.Kept()).Attempts.SequenceEqual([2]), "the first attempt stays");
        Assert.Null(run.Engine.Read(first.Attempt, 0, OutputKind.Out, 0, 100));
        Assert.Equal("one\n"u8.ToArray(), run.Engine.Read(second.Attempt, 0, OutputKind.Out, 0, 100)!.Bytes);
        Assert.Equal("kept\n", File.ReadAllText(run.Folder.File("attempts", "0-lynx", "7", "state", "save")));

        run.Engine.Remove(new JobId(0, 7));
        Wait.Until(() => !run.Engine.Kept().Any(), "the job stays");
        Wait.Until(() => Directory.GetDirectories(run.Folder.File("attempts", "removed")).Length == 0, "it is put aside, and stays there");
        Assert.True(Directory.Exists("/usr"));
    }

    [Fact]
    public async Task What_runs_stays_whatever_is_removed()
    {
        await using var run = new LocalRun();
        var runs = Sample.Launch(8, ["/bin/sh", "-c", "echo begun; sleep 60"], "a");
        run.Begun(runs);
        run.Engine.Remove(runs.Attempt);
        run.Engine.Remove(runs.Attempt.Job);
        run.Engine.Remove(new AttemptId(new(0, 8), 99));   // there is none
        run.Engine.Remove(new JobId(5, 1));                // nor such a tenant
        Assert.Equal("0.9#1 Completed: exit code 0", run.Ran(Sample.Launch(9, ["/bin/true"], "b")));   // all that was asked before is done
        Assert.Equal([1], run.Engine.Kept().Single(kept => kept.Job.Number == 8).Attempts);
        Assert.Equal("begun\n"u8.ToArray(), run.Engine.Read(runs.Attempt, 0, OutputKind.Out, 0, 100)!.Bytes);
    }

    [Fact]
    public async Task What_was_put_aside_when_the_process_ended_goes_with_the_next_and_strangers_are_passed_over()
    {
        await using var run = new LocalRun();
        var aside = run.Folder.File("attempts", "removed", "old");
        Directory.CreateDirectory(Path.Join(aside, "rank-0"));
        foreach (var stranger in new[] { "lost+found", "3", "x-1", "0-lynx/seven", "0-lynx/7/last" }) Directory.CreateDirectory(run.Folder.File(["attempts", .. stranger.Split('/')]));
        await run.Restart();
        Wait.Until(() => !Directory.Exists(aside), "what was put aside stays");
        Assert.Empty(Assert.Single(run.Engine.Kept()).Attempts);
    }
}
