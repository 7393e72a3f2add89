using System.Globalization;

namespace Rhodes.Engines.Local;

/// <summary>
/// The folder of one rank: all that is known of it stands there, so that whoever looks next, in this process or in another, finds the same.
/// Only the launcher writes <c>claim</c>, <c>child</c> and <c>exit</c>; each appears whole or not at all.
/// </summary>
internal sealed class RankFolder(string path)
{
    public string Path { get; } = path;

    /// <summary>Its presence says that the rank was prepared whole.</summary>
    public string Launch => In("launch");

    public string Program => In("program");

    /// <summary>What the launcher itself had to say.</summary>
    public string LauncherLog => In("launcher.log");

    public string Output(OutputKind kind) => In(kind == OutputKind.Out ? "out" : "err");

    /// <summary>Who took the token; null: nobody.</summary>
    public ProcessIdentity? Claim => Read("claim") is { } text ? ProcessIdentity.Parse(text) : null;

    /// <summary>Whether the token was taken, whoever it was.</summary>
    public bool IsClaimed => File.Exists(In("claim"));

    /// <summary>What became the program, and leads its session; null: nothing did.</summary>
    public ProcessIdentity? Child => Read("child") is { } text ? ProcessIdentity.Parse(text) : null;

    /// <summary>Null: it is not over, or its launcher could not say so.</summary>
    public RankExit? Exit
    {
        get
        {
            var lines = Read("exit")?.Split('\n') ?? [];
            return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                ? new RankExit(code, lines.Length > 1 ? lines[1] : "") : null;
        }
    }

    /// <summary>Whether nothing of it runs any more, or will.</summary>
    public bool IsOver => Exit is not null
        || (File.Exists(AttemptFolder.OverIn(System.IO.Path.GetDirectoryName(Path)!)) && Claim is not { IsAlive: true } && Child is not { IsAlive: true });

    /// <summary>What it was given; null: it was not prepared.</summary>
    public RankHolding? Holding
    {
        get => Read("holding")?.Split('\n') is [var node, .. var rest]
            ? new(node, DeviceBook.Read(rest is [var devices, ..] ? devices : ""), rest is [_, var group] ? group : null) : null;
        set => Write("holding", $"{value!.Node}\n{DeviceBook.Write(value.Devices)}\n{value.Group}");
    }

    /// <summary>How much of the beginning of an output is there no more.</summary>
    public long Gone(OutputKind kind) =>
        long.TryParse(Read(kind == OutputKind.Out ? "out.gone" : "err.gone"), CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private string? Read(string name) => Whole.Read(In(name));

    private void Write(string name, string text) => Whole.Write(In(name), text);
}

/// <param name="Devices">Their numbers on the node; taken until its processes are gone.</param>
/// <param name="Group">Its control group; null: it has none.</param>
internal sealed record RankHolding(string Node, IReadOnlyList<int> Devices, string? Group);

/// <param name="Code">As a shell has it: 128 and the signal's number for what was killed.</param>
/// <param name="Why">Where the launcher itself gave up.</param>
internal sealed record RankExit(int Code, string Why)
{
    private static readonly Dictionary<int, string> Signals = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [4] = "SIGILL", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE", [9] = "SIGKILL",
        [10] = "SIGUSR1", [11] = "SIGSEGV", [12] = "SIGUSR2", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM",
    };

    public override string ToString() => this switch
    {
        { Why.Length: > 0 } => Why,
        { Code: 127 } => "exit code 127: the program was not found",
        { Code: > 128 } when Signals.TryGetValue(Code - 128, out var name) => $"killed by {name}",
        _ => $"exit code {Code}",
    };
}

/// <summary>Files that appear whole or not at all.</summary>
internal static class Whole
{
    /// <returns>Without white space at its end; null: it is not there.</returns>
    public static string? Read(string path)
    {
        if (!File.Exists(path)) return null; // most looks end here, and an exception would be dear
        try
        {
            return File.ReadAllText(path).TrimEnd();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static void Write(string path, string text)
    {
        var part = path + ".part";
        using (var file = Posix.OpenOwn(part, FileMode.Create))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: true);
    }
}
