using System.Diagnostics;
using System.Text;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

/// <summary>The command as a process of its own, which can be killed.</summary>
internal sealed class RealProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new(), _error = new();

    private bool _isDisposed;

    private RealProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>What it wrote until now, in whole lines.</summary>
    public string Out => Text(_output);

    public string Error => Text(_error);

    public static RealProcess Start(params string[] args) => Start(new Dictionary<string, string?>(), args);

    public static RealProcess Start(IReadOnlyDictionary<string, string?> environment, params string[] args) => Under([], environment, args);

    /// <param name="tool">A program with its arguments that runs the command: <c>strace -f</c>.</param>
    public static RealProcess Under(string[] tool, IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        string[] words = [.. tool, "dotnet", Path.Combine(AppContext.BaseDirectory, "rhodes.dll"), .. args];
        ProcessStartInfo start = new(words[0], words[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until something is so that another process brings about; the test fails when that process ends before.</summary>
    public void WaitUntil(Func<bool> isSo)
    {
        while (!isSo())
        {
            Assert.False(_process.HasExited, $"it ended before: {(_process.HasExited ? Text(_error) + Out : "")}");
            Thread.Yield();
        }
    }

    /// <summary>Ids of its own child processes with a text in their command line.</summary>
    public List<int> ChildrenWith(string text)
    {
        try
        {
            return [.. File.ReadAllText($"/proc/{Id}/task/{Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(OfOtherThreads()).Select(int.Parse)
                .Where(id => CommandLineOf(id).Contains(text, StringComparison.Ordinal)).Distinct()];
        }
        catch (IOException)
        {
            return [];   // it is gone
        }
    }

    public bool HasExited => _isDisposed || _process.HasExited;

    public static bool IsThere(int id) => CommandLineOf(id).Length > 0;

    /// <summary><c>kill -9</c>.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <param name="signal">INT: Ctrl-C.</param>
    public void Interrupt(string signal = "INT")
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        kill.WaitForExit();
    }

    public Session End()
    {
        _process.WaitForExit();
        return new(_process.ExitCode, Out, Text(_error));
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        if (!_process.HasExited) Kill();
        _process.Dispose();
        _isDisposed = true;
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is not null) lock (text) text.Append(line).Append('\n');
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    private IEnumerable<string> OfOtherThreads() => Directory.GetDirectories($"/proc/{Id}/task")
        .SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string CommandLineOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
