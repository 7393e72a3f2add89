using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>Whatever is killed, and whenever: user code starts at most once, what is lost is said, and nothing is orphaned.</summary>
public sealed class CrashTests
{
    [Fact]
    public void A_host_that_is_killed_at_any_instant_starts_nothing_twice_and_loses_nothing()
    {
        const int Seed = 1;
        var random = new Random(Seed);
        using var folder = new ScratchFolder();
        const string Script = "echo begun; sleep 0.1; echo done";
        var jobs = 0;
        for (var round = 0; round < 4; round++)
        {
            using var host = EngineHost.Begin(folder);
            for (var job = 1; job <= jobs; job++) host.Say("running", job, Script);
            host.Say("start");
            for (var i = 0; i < 5; i++) host.Say("launch", ++jobs, Script);
            if (random.Next(3) > 0) host.Hear(); // so that it is killed in its work, and not always before
            Thread.Sleep(random.Next(80));
            host.Kill();
        }
        using (var last = EngineHost.Begin(folder))
        {
            for (var job = 1; job <= jobs; job++) last.Say("running", job, Script);
            last.Say("start");
            var ended = Enumerable.Range(0, jobs).Select(_ => last.Hear()).Order().ToList();
            Assert.Equal(Enumerable.Range(1, jobs).Select(job => $"0.{job}#1 Completed: exit code 0").Order(), ended);
        }
        for (var job = 1; job <= jobs; job++)
            Assert.Equal("begun\ndone\n", Machine.Output(folder, new AttemptId(new JobId(0, job), 1)));
        Machine.EndAll(folder);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Of_launchers_that_race_and_are_killed_at_most_one_starts_user_code(int seed)
    {
        var random = new Random(seed);
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo begun; sleep 0.2");
        var means = new LocalMeans(run.Settings);
        var folder = new AttemptFolder(run.Settings.Folder, launch.Tenant, launch.Attempt);
        await run.Engine.DisposeAsync();
        var rank = Preparation.Prepare(launch, means, folder, means.UserOf("lynx", out _)!, [[0, 1]])[0];
        Whole.Write(Path.Join(run.Settings.Folder, "term"), "now");
        var starters = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < 5; i++) Launcher.Start(rank.Folder, "now");
        })).ToList();
        starters.ForEach(thread => thread.Start());
        while (starters.Any(thread => thread.IsAlive))
            foreach (var row in ProcessTable.ReadAll().Where(row => row.Folder == rank.Folder.Path && random.Next(3) == 0)) Posix.Signal(row.Number, Posix.Kill);
        run.Begin(LocalRun.Running(launch));
        var report = run.Reports.Next();
        if (report.EndsWith(" down: its processes were gone", StringComparison.Ordinal)) Assert.Equal("a up", run.Reports.Next());
        else Assert.Matches("^0.1#1 (Completed: exit code 0|Failed: (killed by SIG[A-Z0-9]+|exit code 125|its launcher was killed))$", report);
        Wait.Until(() => Machine.Living(run.Folder, launch.Attempt) == 0, "something is left");
        Assert.InRange(run.Output(launch).Split("begun").Length - 1, report.Contains("Completed", StringComparison.Ordinal) ? 1 : 0, 1);
        Assert.Empty(run.Reports.Rest());
    }

    [Fact]
    public async Task A_launcher_that_is_killed_takes_its_program_with_it()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo begun; sleep 1000");
        run.Begun(launch);
        Posix.Signal(run.Rank(launch).Claim!.Value.Number, Posix.Kill);
        Assert.Equal("0.1#1 Failed: its launcher was killed", run.Reports.Next());
        Wait.Until(() => Machine.Living(run.Folder, launch.Attempt) == 0, "its program is left");
    }

    [Fact]
    public async Task One_that_was_killed_beside_others_while_no_engine_looked_failed()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo begun; sleep 1000");
        var other = Sample.Shell(2, "echo begun; sleep 1000", "b");
        var third = Sample.Shell(3, "echo begun; sleep 1000");
        launch = launch with { Nodes = [new NodeSlot("a", new NodeDemand(1, 1, 1))] };
        third = third with { Nodes = [new NodeSlot("a", new NodeDemand(1, 1, 1))] };
        foreach (var each in new[] { launch, other, third }) run.Begun(each);
        await run.Engine.DisposeAsync();
        foreach (var each in new[] { launch, other })
        {
            var launcher = run.Rank(each).Claim!.Value;
            Posix.Signal(launcher.Number, Posix.Kill);
            Wait.Until(() => !launcher.IsAlive, "it cannot be killed");
        }
        run.Begin(LocalRun.Running(launch), LocalRun.Running(other), LocalRun.Running(third));
        Assert.Equal("0.1#1 Failed: its launcher was killed", run.Reports.Next());
        Assert.Equal("b down: its processes were gone", run.Reports.Next());
        Assert.Equal("b up", run.Reports.Next());
        Wait.Until(() => Machine.Living(run.Folder, launch.Attempt) + Machine.Living(run.Folder, other.Attempt) == 0, "its program is left");
        Assert.NotEqual(0, Machine.Living(run.Folder, third.Attempt));
    }

    [Fact]
    public async Task After_a_new_start_of_the_machine_its_nodes_were_down()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo begun; sleep 1000", "a", "b");
        run.Begun(launch);
        await run.Engine.DisposeAsync();
        Machine.EndAll(run.Folder); // what stands in the files is then of another boot: no process has that identity
        foreach (var rank in new[] { 0, 1 })
        {
            var claim = run.Rank(launch, rank).Claim!.Value;
            Whole.Write(Path.Join(run.Rank(launch, rank).Path, "claim"), $"{Environment.ProcessId} {claim.Started} another-boot"); // the number lives again
            File.Delete(Path.Join(run.Rank(launch, rank).Path, "exit"));
        }
        run.Begin(LocalRun.Running(launch));
        Assert.Equal(
            ["a down: the machine was started anew", "b down: the machine was started anew", "a up", "b up"],
            Enumerable.Range(0, 4).Select(_ => run.Reports.Next()));
    }

    [Fact]
    public async Task A_launcher_of_an_engine_that_is_gone_does_nothing()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo begun");
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(launch));
        var rank = run.Rank(launch);
        foreach (var file in new[] { "claim", "child", "exit" }) File.Delete(Path.Join(rank.Path, file));
        Launcher.Start(rank, "another-term");
        Wait.Until(() => Machine.Living(run.Folder, launch.Attempt) == 0, "it is still there");
        Assert.False(rank.IsClaimed);
        Assert.Equal("begun\n", run.Output(launch));
    }

    [Fact]
    public async Task What_is_over_does_not_begin_though_its_launcher_comes_late()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo begun");
        var means = new LocalMeans(run.Settings);
        var folder = new AttemptFolder(run.Settings.Folder, launch.Tenant, launch.Attempt);
        var rank = Preparation.Prepare(launch, means, folder, means.UserOf("lynx", out _)!, [[0, 1]])[0];
        folder.WriteOver("");
        Launcher.Start(rank.Folder, File.ReadAllText(Path.Join(run.Settings.Folder, "term")));
        Wait.Until(() => rank.Folder.Exit is not null, "it says nothing");
        Assert.Equal(new RankExit(125, "it was ended before it began"), rank.Folder.Exit);
        Assert.Equal("", run.Output(launch));
    }
}
