using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>What a job's program sees when it starts.</summary>
public sealed class ProgramTests
{
    private static readonly string[] OfTheShell = ["PWD", "OLDPWD", "SHLVL", "_"];

    [Fact]
    public async Task Its_environment_is_this_and_no_more()
    {
        await using var run = new LocalRun();
        var launch = Sample.Launch(7, ["/usr/bin/env"], "a", "b") with { Attempt = new(new(0, 7), 2), ResumeFromMs = 5_400_500, Replica = 4 };
        launch = launch with { Job = launch.Job with { ArrayIndex = 9 } };
        launch = launch with { Job = launch.Job with { Program = new ProgramSpec { Environment = [new("LANG", "de_DE"), new("QUOTES", "it's \"$HOME\"\n`x`")] } } };
        Assert.Equal("0.7#2 Completed: exit code 0", run.Ran(launch));
        var state = run.Folder.File("attempts", "0-lynx", "7", "state");
        var user = Posix.IsRoot ? UnixUser.Nobody : Environment.UserName;
        var home = Posix.IsRoot ? state : Environment.GetEnvironmentVariable("HOME");
        var rank = run.Rank(launch, 1).Path;
        Assert.Equal($"""
            CUDA_DEVICE_ORDER=PCI_BUS_ID
            CUDA_VISIBLE_DEVICES=
            GROUP_RANK=1
            HOME={home}
            LANG=de_DE
            LOCAL_RANK=0
            LOCAL_WORLD_SIZE=1
            LOGNAME={user}
            MASTER_ADDR=127.0.0.1
            MASTER_PORT={File.ReadAllText(Path.Join(rank, "..", "port"))}
            NNODES=2
            NODE_RANK=1
            PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin
            QUOTES=it's "$HOME"
            RANK=1
            RHODES_ARRAY_INDEX=9
            RHODES_ATTEMPT=2
            RHODES_DEVICES=0,1
            RHODES_JOB=7
            RHODES_JOB_NAME=train
            RHODES_NODE=b
            RHODES_RANK=1
            RHODES_RANK_FOLDER={rank}
            RHODES_REPLICA=4
            RHODES_RESUME_SECONDS=5400.5
            RHODES_STATE_DIR={state}
            RHODES_TENANT=lynx
            RHODES_WORLD_SIZE=2
            USER={user}
            WORLD_SIZE=2
            `x`
            """, string.Join('\n', run.Output(launch, 1).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !OfTheShell.Contains(line.Split('=')[0])).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Its_arguments_reach_it_as_they_were_written()
    {
        string[] nasty = ["", " ", "'", "''", "\"", "\\", "$HOME", "`id`", "a\nb", "\t", "*", "-n", "é中\U0001F600", "'; exit 9; '", "$(exit 9)", "\\'"];
        await using var run = new LocalRun();
        var launch = Sample.Launch(1, ["/usr/bin/printf", "%s|", .. nasty], "a");
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(launch));
        Assert.Equal(string.Concat(nasty.Select(word => word + "|")), run.Output(launch));
    }

    [Fact]
    public async Task It_runs_as_its_user_in_its_folder_and_reads_nothing()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "id -un; pwd; umask; cat; touch kept; grep -E 'NoNewPrivs|SigIgn' /proc/self/status; ulimit -c >/dev/null");
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(launch));
        var lines = run.Output(launch).Split('\n');
        var state = run.Folder.File("attempts", "0-lynx", "1", "state");
        Assert.Equal([Posix.IsRoot ? "nobody" : Environment.UserName, state, "0022"], lines[..3]);
        Assert.True(File.Exists(Path.Join(state, "kept")));
        Assert.Contains("NoNewPrivs:\t1", lines);
        var ignored = Convert.ToInt64(lines.Single(line => line.StartsWith("SigIgn", StringComparison.Ordinal)).Split('\t')[1], 16);
        Assert.Equal(0, ignored & ((1 << 1) | (1 << 12) | (1 << 14))); // SIGINT, SIGPIPE, SIGTERM
    }

    [Fact]
    public async Task Its_variables_reach_nothing_that_is_not_its_own()
    {
        await using var run = new LocalRun();
        var launch = Sample.Launch(1, ["/bin/true"], "a");
        launch = launch with { Job = launch.Job with { Program = new ProgramSpec { Environment = [new("LD_PRELOAD", "/no/such.so"), new("PATH", "/nowhere")] } } };
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(launch));
        Assert.Single(run.Output(launch, file: "err").Split('\n', StringSplitOptions.RemoveEmptyEntries)); // the loader's words, once: of /bin/true
        Assert.DoesNotContain("such.so", File.ReadAllText(run.Rank(launch).LauncherLog), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_kept_is_there_for_its_next_attempt()
    {
        await using var run = new LocalRun();
        var first = Sample.Shell(1, "echo step 5 >checkpoint");
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(first));
        var second = Sample.Shell(1, "cat $RHODES_STATE_DIR/checkpoint") with { Attempt = new(new(0, 1), 2) };
        Assert.Equal("0.1#2 Completed: exit code 0", run.Ran(second));
        Assert.Equal("step 5\n", run.Output(second));
    }

    [Fact]
    public async Task Root_is_for_those_who_are_said_to_be_root()
    {
        if (!Posix.IsRoot) return; // an engine that is not root becomes nobody else
        await using var run = new LocalRun(settings => settings with { Users = new Dictionary<string, string> { ["lynx"] = "root" } });
        var launch = Sample.Shell(1, "id -u");
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(launch));
        Assert.Equal("0\n", run.Output(launch));
    }

    [Fact]
    public async Task A_user_that_is_not_there_is_said()
    {
        if (!Posix.IsRoot) return;
        await using var run = new LocalRun(settings => settings with { Users = new Dictionary<string, string> { ["lynx"] = "no-such-user" } });
        Assert.Equal(
            "0.1#1 Failed: there is no user 'no-such-user' on this machine, as whom the jobs of 'lynx' run", run.Ran(Sample.Shell(1, "id")));
    }

    [Theory]
    [InlineData("/no/such/folder", "user {0} cannot enter the folder /no/such/folder")]
    [InlineData("/etc/passwd", "user {0} cannot enter the folder /etc/passwd")]
    [InlineData("/tmp/../etc", "its workdir has '..' in it")]
    [InlineData("here", "its workdir does not start with '/'")]
    public async Task A_folder_that_cannot_be_entered_is_said_before_anything_runs(string workdir, string detail)
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo begun");
        launch = launch with { Job = launch.Job with { Program = new ProgramSpec { Workdir = workdir } } };
        var user = Posix.IsRoot ? UnixUser.Nobody : Environment.UserName;
        Assert.Equal($"0.1#1 Failed: {detail.Replace("{0}", user, StringComparison.Ordinal)}", run.Ran(launch));
        Assert.DoesNotContain("begun", Machine.Outputs(run.Folder, launch.Attempt));
    }

    [Theory]
    [InlineData("no-such-program", "exit code 127: the program was not found")]
    [InlineData("/bin/sh -c kill%-9%$$", "killed by SIGKILL")]
    [InlineData("/bin/sh -c exit%255", "exit code 255")]
    public async Task How_it_ended_is_said_in_words(string run, string detail)
    {
        await using var local = new LocalRun();
        Assert.Equal($"0.1#1 Failed: {detail}", local.Ran(Sample.Launch(1, [.. run.Split(' ').Select(word => word.Replace('%', ' '))], "a")));
    }
}
