using System.Globalization;
using System.Text;
using Rhodes.Core.Model;

namespace Rhodes.Engines.Local;

/// <summary>Where in its gang a rank is, and what it was given.</summary>
internal sealed record RankPlace(int Rank, LocalNode Node, IReadOnlyList<int> Devices, int Port);

/// <summary>Where a job's program begins, and what it may keep.</summary>
/// <param name="State">The job's own folder, the same for all its attempts.</param>
internal sealed record ProgramPlace(UnixUser User, string Home, string Workdir, string State);

/// <summary>The lines by which a shell that runs as the job's user already becomes the job's program. A pure function.</summary>
/// <remarks>The values are read by nobody but that shell, which gets them on its input: a command line would show them to everybody on the machine.</remarks>
internal static class ProgramText
{
    public static string Of(Launch launch, RankPlace place, ProgramPlace where)
    {
        var text = new StringBuilder("umask 022\n");
        foreach (var (name, value) in Variables(launch, place, where)) text.Append(CultureInfo.InvariantCulture, $"export {name}={Quoted(value)}\n");
        text.Append(CultureInfo.InvariantCulture, $"cd -- {Quoted(where.Workdir)} || exit 125\n");
        return text.Append("exec ").AppendJoin(' ', launch.Job.Run.Select(Quoted)).Append(" </dev/null\n").ToString();
    }

    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static IEnumerable<(string Name, string Value)> Variables(Launch launch, RankPlace place, ProgramPlace where) =>
    [
        ("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"),
        ("HOME", where.Home),
        ("USER", where.User.Name),
        ("LOGNAME", where.User.Name),
        ("LANG", "C.UTF-8"),
        .. Names(launch, where),
        .. Gang(launch.Nodes.Count, place),
        .. Devices(place),
        .. (launch.Job.Program?.Environment ?? []).Select(variable => (variable.Name, variable.Value)),
    ];

    private static IEnumerable<(string Name, string Value)> Names(Launch launch, ProgramPlace where)
    {
        yield return ("RHODES_TENANT", launch.Tenant);
        yield return ("RHODES_JOB", Text(launch.Attempt.Job.Number));
        yield return ("RHODES_JOB_NAME", launch.Job.Name);
        yield return ("RHODES_ATTEMPT", Text(launch.Attempt.Ordinal));
        if (launch.Replica >= 0) yield return ("RHODES_REPLICA", Text(launch.Replica));
        if (launch.Job.ArrayIndex is { } index) yield return ("RHODES_ARRAY_INDEX", Text(index));
        yield return ("RHODES_RESUME_SECONDS", (launch.ResumeFromMs / 1000m).ToString("0.###", CultureInfo.InvariantCulture));
        yield return ("RHODES_STATE_DIR", where.State);
    }

    /// <summary>One process for each rank is started; what starts several of its own, as torchrun does, sets the second half anew.</summary>
    private static IEnumerable<(string Name, string Value)> Gang(int ranks, RankPlace place) =>
    [
        ("RHODES_NODE", place.Node.Name),
        ("RHODES_RANK", Text(place.Rank)),
        ("RHODES_WORLD_SIZE", Text(ranks)),
        ("MASTER_ADDR", "127.0.0.1"),
        ("MASTER_PORT", Text(place.Port)),
        ("NNODES", Text(ranks)),
        ("NODE_RANK", Text(place.Rank)),
        ("GROUP_RANK", Text(place.Rank)),
        ("RANK", Text(place.Rank)),
        ("WORLD_SIZE", Text(ranks)),
        ("LOCAL_RANK", "0"),
        ("LOCAL_WORLD_SIZE", "1"),
    ];

    private static IEnumerable<(string Name, string Value)> Devices(RankPlace place)
    {
        List<LocalGpu> gpus = [.. place.Devices.Where(device => device < place.Node.Gpus.Count).Select(device => place.Node.Gpus[device])];
        yield return ("RHODES_DEVICES", DeviceBook.Write(place.Devices));
        yield return ("CUDA_DEVICE_ORDER", "PCI_BUS_ID"); // the order of nvidia-smi; CUDA's own begins with the fastest
        yield return ("CUDA_VISIBLE_DEVICES", Indexes(gpus, GpuVendor.Nvidia));
        // Not HIP_VISIBLE_DEVICES as well: it counts among those that are left by this one.
        if (gpus.Any(gpu => gpu.Vendor == GpuVendor.Amd)) yield return ("ROCR_VISIBLE_DEVICES", Indexes(gpus, GpuVendor.Amd));
    }

    private static string Indexes(List<LocalGpu> gpus, GpuVendor vendor) => DeviceBook.Write(gpus.Where(gpu => gpu.Vendor == vendor).Select(gpu => gpu.Index));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
