using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Tests;

/// <summary>A process that appends under load, and what ends it: kill -9, a full disk, a disk that cannot be written to.</summary>
public sealed class LogCrashTests : IDisposable
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("RHODES_LONG") == "1" ? 200 : 20;

    private const UnixFileMode OthersRead = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly ScratchFolder _scratch = new();

    private string Data => _scratch.File("data");

    public void Dispose()
    {
        if (Directory.Exists(Data) && !OperatingSystem.IsWindows()) File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _scratch.Dispose();
    }

    /// <summary>Random moments: after a number of acknowledgements that the seed draws, and whatever the process does then.</summary>
    [Fact]
    public void Killed_again_and_again_it_loses_nothing_that_it_acknowledged()
    {
        Random random = new(4);
        Dictionary<long, string> acknowledged = [];
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var child = Start("", "--seconds", "600");
            for (var lines = random.Next(1, 400); lines > 0 && child.StandardOutput.ReadLine() is { } line; lines--) Note(line, acknowledged);
            child.Kill();
            while (child.StandardOutput.ReadLine() is { } line) Note(line, acknowledged);
            child.WaitForExit();
            AllThere(acknowledged);
        }
    }

    [Fact]
    public void On_a_full_disk_it_refuses_and_nothing_acknowledged_is_lost()
    {
        Dictionary<long, string> acknowledged = [];
        using (var child = Start("trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 2000; ", "--seconds", "600"))   // blocks of 1,024 bytes; each file may be so long
        {
            while (child.StandardOutput.ReadLine() is { } line) Note(line, acknowledged);
            var error = child.StandardError.ReadToEnd();
            child.WaitForExit();
            Assert.Equal(2, child.ExitCode);
            Assert.Contains("the log refuses all writes, because one failed: the disk", error, StringComparison.Ordinal);
        }

        Assert.NotEmpty(acknowledged);
        AllThere(acknowledged);
    }

    /// <summary>As nobody when the tests run as root, who may write everywhere.</summary>
    [Fact]
    public void Without_the_right_to_write_it_refuses_and_can_be_verified_all_the_same()
    {
        if (!OperatingSystem.IsLinux()) return;
        Assert.Equal(0, Session.Of("bench", "log", "--data", Data, "--seconds", "1").ExitCode);
        File.SetUnixFileMode(_scratch.Path, OthersRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(Data, OthersRead);
        foreach (var file in Directory.GetFiles(Data)) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);   // its owner gives others a look
        var asNobody = Environment.UserName == "root" ? "exec setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
        foreach (var (exitCode, says, args) in ((int, string, string[])[])
            [
                (2, "data: the data folder cannot be written to: Access to the path", ["bench", "log", "--data", Data]),
                (0, "and the chain is whole", ["log", "verify", Data]),
            ])
        {
            using var child = StartWith(asNobody, args);
            var told = child.StandardOutput.ReadToEnd() + child.StandardError.ReadToEnd();
            child.WaitForExit();
            Assert.Contains(says, told, StringComparison.Ordinal);
            Assert.Equal(exitCode, child.ExitCode);
        }
    }

    /// <summary>Of one appender: between an entry's write and its line in the pipe the system was asked to bring the WAL to the disk, and had answered.</summary>
    [Fact]
    public void The_disk_has_it_before_it_is_acknowledged()
    {
        if (!File.Exists("/usr/bin/strace")) return;
        var trace = _scratch.File("trace");
        using (var child = Start($"exec strace -f -y -qq -e trace=pwrite64,fsync,fdatasync,write -o {trace} ", "--seconds", "5", "--appenders", "1"))
        {
            child.StandardOutput.ReadToEnd();
            child.WaitForExit();
        }

        var (unsynced, acknowledged, syncs) = (true, 0, 0);
        foreach (var line in File.ReadLines(trace))
        {
            if (Regex.IsMatch(line, @"pwrite64\(\d+<[^>]*log\.db-wal>")) unsynced = true;
            else if (Regex.IsMatch(line, @"(fsync|fdatasync)\(\d+<[^>]*log\.db-wal>\) += 0")) (unsynced, syncs) = (false, syncs + 1);
            else if (Regex.IsMatch(line, @"(fsync|fdatasync) resumed>\) += 0")) (unsynced, syncs) = (false, syncs + 1);
            else if (Regex.IsMatch(line, @"write\(\d+<pipe:[^>]*>, ""\d+ [0-9a-f]{20}"))
            {
                acknowledged++;
                Assert.False(unsynced, $"acknowledged before the disk had it: {line}");
            }
        }

        Assert.True(acknowledged > 0 && syncs >= acknowledged, $"{acknowledged} acknowledged, {syncs} times brought to the disk");
    }

    private static void Note(string line, Dictionary<long, string> acknowledged)
    {
        if (line.Split(' ') is [var number, { Length: 64 } hash]) acknowledged.Add(long.Parse(number, CultureInfo.InvariantCulture), hash);   // the last line may be cut off
    }

    /// <summary>As a process that starts on it would: the chain is whole, with no gap, and each entry that was acknowledged is in it.</summary>
    private void AllThere(Dictionary<long, string> acknowledged)
    {
        // A write that was cut off is no loss: nobody was told of it.
        using var folder = DataFolder.Open(Data, note => Assert.StartsWith("the last write was cut off: ", note, StringComparison.Ordinal));
        var verdict = LogVerification.Verify(folder.Store, _ => { });
        Assert.Empty(verdict.Problems);
        var hashes = folder.Store.Read(1).ToDictionary(record => record.Sequence, record => record.Hash.ToString());
        Assert.DoesNotContain(acknowledged, each => hashes.GetValueOrDefault(each.Key) != each.Value);
    }

    private Process Start(string before, params string[] args) => StartWith(before, ["bench", "log", "--data", Data, "--tell", .. args]);

    /// <param name="before">What a shell does before; when it ends in <c>exec …</c> that runs the program.</param>
    private static Process StartWith(string before, string[] args) => Process.Start(new ProcessStartInfo("bash",
        ["-c", $"{before}{(before.Contains("exec", StringComparison.Ordinal) ? "" : "exec ")}dotnet \"$@\"", "bash", Path.Combine(AppContext.BaseDirectory, "rhodes.dll"), .. args])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
