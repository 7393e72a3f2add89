using Rhodes.Core.Model;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>Control groups where the machine lets us have some; what is written into them, by a folder that stands for them.</summary>
public sealed class ControlGroupTests
{
    [Fact]
    public void Limits_are_written_as_the_system_wants_them()
    {
        using var folder = new ScratchFolder();
        var groups = Open(folder, controllers: "cpuset cpu io memory pids")!;
        Assert.True(groups.HasLimits);
        foreach (var file in new[] { "memory.max", "cpu.max" }) Stand(folder.File("mount", "own", "rhodes-1", "0.1.1.0", file), "max");
        var group = groups.Make("0.1.1.0", new NodeDemand(1, 12, 65_536));
        Assert.Equal(folder.File("mount", "own", "rhodes-1", "0.1.1.0"), group);
        Assert.Equal("68719476736\n", File.ReadAllText(Path.Join(group, "memory.max")));
        Assert.Equal("1200000 100000\n", File.ReadAllText(Path.Join(group, "cpu.max")));
        Assert.Equal("+memory +cpu\n", File.ReadAllText(folder.File("mount", "own", "cgroup.subtree_control")));
    }

    [Theory]
    [InlineData("/own", "")]
    [InlineData("/own/rhodes-server", "1\n")] // where systemd put the server: there is room beside it
    public void They_stand_beside_the_group_of_the_server(string own, string processes)
    {
        using var folder = new ScratchFolder();
        Open(folder, "memory cpu");
        Stand(folder.File("mount", "own", "cgroup.procs"), processes);
        File.WriteAllText(folder.File("membership"), $"0::{own}\n");
        Assert.Equal(folder.File("mount", "own", "rhodes-1"), ControlGroups.Open("rhodes-1", folder.File("mounts"), folder.File("membership"))!.Top);
    }

    [Fact]
    public void Without_their_controllers_there_are_groups_and_no_limits()
    {
        using var folder = new ScratchFolder();
        var groups = Open(folder, controllers: "hugetlb")!;
        Assert.False(groups.HasLimits);
        groups.Make("0.1.1.0", new NodeDemand(1, 12, 65_536)); // writes no limit: there is no file to write to
    }

    [Fact]
    public void A_machine_without_them_has_none()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("mounts"), "22 1 0:20 / /proc rw - proc proc rw\n");
        File.WriteAllText(folder.File("membership"), "4:memory:/own\n");
        Assert.Null(ControlGroups.Open("rhodes-1", folder.File("mounts"), folder.File("membership")));
    }

    [Fact]
    public async Task What_hides_from_its_parents_goes_with_its_group()
    {
        await using var run = new LocalRun();
        if (new LocalMeans(run.Settings).Groups is null) return; // this machine lets us have none, and the engine says so
        var launch = Sample.Shell(1, "(env -i setsid sleep 1000 >/dev/null 2>&1 </dev/null &) ; echo begun; exit 0");
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(launch));
        Assert.Equal("0.2#1 Completed: exit code 0", run.Ran(Sample.Shell(2, "true")));
        Wait.Until(() => Machine.Living(run.Folder).Count == 0, "it still hides");
    }

    [Fact]
    public async Task What_hides_is_found_by_the_next_engine_too()
    {
        await using var run = new LocalRun();
        if (new LocalMeans(run.Settings).Groups is null) return;
        var launch = Sample.Shell(1, "env -i setsid sleep 1000 & echo begun; wait");
        run.Begun(launch);
        await run.Engine.DisposeAsync();
        var child = run.Rank(launch).Child!.Value;
        Posix.Signal(run.Rank(launch).Claim!.Value.Number, Posix.Kill);
        Posix.Signal(child.Number, Posix.Kill);
        Wait.Until(() => !child.IsAlive, "it cannot be killed");
        run.Begin(); // by the log it is over
        Wait.Until(() => Machine.Living(run.Folder).Count == 0, "it still hides");
    }

    private static ControlGroups? Open(ScratchFolder folder, string controllers)
    {
        File.WriteAllText(folder.File("mounts"), $"30 22 0:26 / {folder.File("mount")} rw,nosuid - cgroup2 cgroup2 rw\n");
        File.WriteAllText(folder.File("membership"), "1:cpu:/elsewhere\n0::/own\n");
        foreach (var group in new[] { folder.File("mount", "own"), folder.File("mount", "own", "rhodes-1") })
        {
            Stand(Path.Join(group, "cgroup.controllers"), controllers);
            Stand(Path.Join(group, "cgroup.subtree_control"), "");
            Stand(Path.Join(group, "cgroup.kill"), "");
        }
        return ControlGroups.Open("rhodes-1", folder.File("mounts"), folder.File("membership"));
    }

    private static void Stand(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
