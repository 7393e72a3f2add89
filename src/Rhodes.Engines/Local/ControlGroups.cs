using System.Globalization;
using Rhodes.Core.Model;

namespace Rhodes.Engines.Local;

/// <summary>
/// The machine's control groups (version 2), where it lets us have some: the one certain way to end all that a rank started, and the limits of its memory and cores.
/// </summary>
/// <param name="top">The folder in which each rank's group is made.</param>
/// <param name="hasLimits">Whether memory and cores can be limited there.</param>
internal sealed class ControlGroups(string top, bool hasLimits)
{
    /// <summary>The group of this process where it had to make room, or where systemd put it (<c>DelegateSubgroup</c>).</summary>
    private const string Server = "/rhodes-server";

    private static readonly string[] Controllers = ["memory", "cpu"];

    public bool HasLimits { get; } = hasLimits;

    /// <summary>The folder around all of them.</summary>
    public string Top { get; } = top;

    /// <param name="name">Of the groups of one engine, different from any other's on this machine.</param>
    /// <param name="mounts">The list of mounted file systems, in the form of <c>/proc/self/mountinfo</c>.</param>
    /// <param name="membership">The groups of this process, in the form of <c>/proc/self/cgroup</c>.</param>
    /// <returns>Null: the machine has none, or lets us make none.</returns>
    public static ControlGroups? Open(string name, string mounts = "/proc/self/mountinfo", string membership = "/proc/self/cgroup")
    {
        try
        {
            if (MountPoint(mounts) is not { } mount || OwnPath(membership) is not { } own) return null;
            var parent = Path.Join(mount, own.EndsWith(Server, StringComparison.Ordinal) ? own[..^Server.Length] : own);
            var top = Path.Join(parent, name);
            Directory.CreateDirectory(top);
            if (!File.Exists(Path.Join(top, "cgroup.kill"))) return null; // before Linux 5.14
            return new ControlGroups(top, PassOn(parent) && PassOn(top));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes a group with the limits of a rank.</summary>
    public string Make(string name, NodeDemand demand)
    {
        var group = Path.Join(Top, name);
        Directory.CreateDirectory(group);
        if (!HasLimits) return group;
        if (demand.MemoryMib > 0) Set(group, "memory.max", (demand.MemoryMib * 1_048_576).ToString(CultureInfo.InvariantCulture));
        if (demand.Cores > 0) Set(group, "cpu.max", string.Create(CultureInfo.InvariantCulture, $"{demand.Cores * 100_000L} 100000"));
        return group;
    }

    /// <summary>Ends whatever is in groups that are nobody's any more.</summary>
    public void EndOthers(HashSet<string> known)
    {
        foreach (var group in Directory.Exists(Top) ? Directory.GetDirectories(Top).Where(group => !known.Contains(group)) : [])
        {
            Kill(group);
            Remove(group); // one that is not empty yet goes at the next start
        }
    }

    /// <summary>Kills every process in it, those too that are being made.</summary>
    public static void Kill(string group) => Try(() => Set(group, "cgroup.kill", "1"));

    /// <returns>False: it is gone, or the system is still taking processes out of it.</returns>
    public static bool IsEmpty(string group)
    {
        var processes = "";
        Try(() => processes = Whole.Read(Path.Join(group, "cgroup.procs")) ?? ""); // one that is removed while it is read is gone
        return processes.Length == 0;
    }

    public static void Remove(string group) => Try(() =>
    {
        foreach (var inner in Directory.Exists(group) ? Directory.GetDirectories(group) : []) Remove(inner);
        if (Directory.Exists(group)) Directory.Delete(group);
    });

    /// <summary>Removes it unless it has groups or processes in it.</summary>
    public static void RemoveEmpty(string group) => Try(() => Directory.Delete(group));

    /// <summary>Lets the groups in this one limit memory and cores. A group with processes of its own may not; then this process, when it is alone there, moves into one beside.</summary>
    private static bool PassOn(string group)
    {
        if (!Controllers.All(Words(group, "cgroup.controllers").Contains)) return false;
        if (Controllers.All(Words(group, "cgroup.subtree_control").Contains)) return true;
        if (TryPassOn(group)) return true;
        if (!Words(group, "cgroup.procs").SequenceEqual([Environment.ProcessId.ToString(CultureInfo.InvariantCulture)])) return false;
        var beside = group + Server;
        return Try(() =>
        {
            Directory.CreateDirectory(beside);
            Set(beside, "cgroup.procs", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }) && TryPassOn(group);
    }

    private static bool TryPassOn(string group) => Try(() => Set(group, "cgroup.subtree_control", string.Join(' ', Controllers.Select(each => "+" + each))));

    private static string[] Words(string group, string file) => (Whole.Read(Path.Join(group, file)) ?? "").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static string? MountPoint(string mounts) => File.ReadLines(mounts)
        .Where(line => line.Contains(" - cgroup2 ", StringComparison.Ordinal)).Select(line => line.Split(' ')[4]).FirstOrDefault();

    private static string? OwnPath(string membership) =>
        File.ReadLines(membership).FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];

    private static void Set(string group, string file, string value)
    {
        using var stream = new FileStream(Path.Join(group, file), FileMode.Open, FileAccess.Write);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(value + "\n"));
    }

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
