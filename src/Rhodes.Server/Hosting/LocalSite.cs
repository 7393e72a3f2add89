using System.Collections.Immutable;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Engines.Local;
using Rhodes.Files;
using Rhodes.Server.Log;
using Rhodes.Server.Site;

namespace Rhodes.Server.Hosting;

/// <summary>A site of real processes on this machine: as its files say, or just as the machine is.</summary>
public static class LocalSite
{
    /// <summary>The kind of devices that are only counted, where there is no GPU.</summary>
    private const string CountedKind = "virtual";

    private const int MostCounted = 8;

    /// <summary>This machine as a site of one node. Without GPUs it has as many counted devices as cores, at most eight.</summary>
    public static SiteSpec Of(LocalMachine machine)
    {
        var name = NameOf(machine.Name);
        var node = machine.ToNode(name, Math.Clamp(machine.Cores, 1, MostCounted));
        var kind = machine.Gpus.Count == 0 ? CountedKind : machine.Gpus[0].Kind ?? "unknown";
        return new()
        {
            Folder = "this machine",
            Fabric = new()
            {
                Site = name,
                Pools = [new() { Name = kind, Kind = kind, DevicesPerNode = node.Devices, CoresPerNode = Math.Max(1, machine.Cores), MemoryMibPerNode = Math.Max(1, machine.MemoryMib) }],
                Nodes = [new(name, "hall", "pod", "rack", kind)],
            },
            Tenants = [new() { Name = ControlCore.House }], Leases = [], Kinds = [kind],
            ConfirmAt = ImmutableDictionary<string, Instant>.Empty, LeasePlaces = ImmutableDictionary<string, SourcePlace>.Empty,
        };
    }

    /// <summary>The engine of a site all of whose nodes are this machine.</summary>
    /// <param name="users">The system's user for each tenant.</param>
    /// <exception cref="LogException">It cannot be.</exception>
    public static IEngine EngineOf(SiteSpec site, LocalMachine machine, string data, IReadOnlyDictionary<string, string> users)
    {
        var pools = site.Fabric.Pools.ToDictionary(pool => pool.Name, StringComparer.Ordinal);
        // Several nodes on one machine cannot each have all of its GPUs.
        List<LocalNode> nodes = [.. site.Fabric.Nodes.Select(node => new LocalNode(node.Name, pools[node.Pool].DevicesPerNode, site.Fabric.Nodes.Count == 1 && pools[node.Pool].DevicesPerNode <= machine.Gpus.Count ? machine.Gpus : []))];
        try
        {
            // Jobs run as others than root, and must get through to their own folders; all else in there is its owner's alone.
            if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            return new LocalEngine(new() { Folder = Path.Combine(data, "attempts"), Nodes = nodes, Users = users });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            throw new LogException($"{data}: programs cannot be run: {error.Message}", error);
        }
    }

    private static string NameOf(string machine)
    {
        var name = string.Concat(machine.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));
        return name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) ? name : "machine";
    }
}
