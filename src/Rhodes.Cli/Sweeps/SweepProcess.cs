using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Rhodes.Cli.Sweeps;

/// <summary>A run that is played in a process of its own, so that its end is nobody else's.</summary>
internal sealed class SweepProcess : IDisposable
{
    /// <summary>Characters of what a process says about its end.</summary>
    private const int MostSaid = 4_000;

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private volatile float _fraction;
    private string? _result;

    private SweepProcess(SweepRun run, Process process)
    {
        (Run, _process) = (run, process);
        Ended = Task.WhenAll(ReadOutAsync(), ReadErrorAsync(), process.WaitForExitAsync());
    }

    public SweepRun Run { get; }

    /// <summary>From 0 to 1.</summary>
    public double Fraction => _fraction;

    public Task Ended { get; }

    public static SweepProcess Start(SweepRun run)
    {
        var (program, first) = ThisProgram();
        ProcessStartInfo start = new(program, [.. first, .. run.Arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        return new(run, Process.Start(start)!);
    }

    public void End() => _process.Kill();

    /// <summary>Notes in the run what came of it, after it <see cref="Ended"/>.</summary>
    public void Conclude()
    {
        if (_process.ExitCode == ExitCodes.Done && _result is not null)
        {
            using var json = JsonDocument.Parse(_result);
            Run.Result = json.RootElement.Clone();
            return;
        }

        Run.IsBadInput = _process.ExitCode == ExitCodes.BadInput;
        Run.Failure = Why(_process.ExitCode, _said.ToString().Trim());
    }

    public void Dispose() => _process.Dispose();

    private static string Why(int exitCode, string said)
    {
        if (exitCode is > 128 and < 160 and not ExitCodes.Interrupted)
        {
            const int outOfMemory = 137;
            return $"its process was killed by signal {exitCode - 128}{(exitCode == outOfMemory ? " (the system does that when memory runs out)" : "")}";
        }

        return said.Length > 0 ? said : $"its process ended with exit code {exitCode}";
    }

    private async Task ReadOutAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith('{')) _result = line;
            else if (float.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction)) _fraction = fraction;
        }
    }

    private async Task ReadErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
            if (_said.Length < MostSaid) _said.AppendLine(line);
    }

    /// <summary>Either the program itself, or the host that runs it and its assembly.</summary>
    private static (string Program, string[] First) ThisProgram()
    {
        var process = Environment.ProcessPath ?? "";
        if (Path.GetFileNameWithoutExtension(process) == "rhodes") return (process, []);
        var host = Path.GetFileNameWithoutExtension(process) == "dotnet" ? process
            : Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return (host, [Path.Combine(AppContext.BaseDirectory, "rhodes.dll")]);
    }
}
