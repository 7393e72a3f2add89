using System.Diagnostics;
using System.Globalization;
using System.Text;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>A process with an engine in it, to be killed. It reads what to do from its input, a line each, and prints the reports.</summary>
internal sealed class EngineHost : IDisposable
{
    private readonly Process _process;

    private EngineHost(Process process) => _process = process;

    /// <summary>Its input: <c>running NUMBER SCRIPT</c> any number of times, <c>start</c>, then <c>launch NUMBER SCRIPT</c> and <c>kill NUMBER</c>; scripts in base 64.</summary>
    public static async Task Main(string[] arguments)
    {
        var reports = new Reports();
        await using var engine = new LocalEngine(new LocalSettings
        {
            Folder = arguments[0], Nodes = [new LocalNode("a", 64, [])], OutputWatch = TimeSpan.FromMilliseconds(50),
        });
        List<RunningAttempt> running = [];
        new Thread(() =>
        {
            while (true) Console.WriteLine(reports.Next());
        }) { IsBackground = true }.Start();
        while (Console.ReadLine()?.Split(' ') is { } words)
        {
            if (words[0] == "start") engine.Start(reports, running);
            else if (words[0] == "launch") engine.Launch(Launch(words));
            else if (words[0] == "kill") engine.Kill(Launch(words).Attempt);
            else running.Add(new RunningAttempt(Launch(words), Instant.Never, Instant.Never));
        }
    }

    public static EngineHost Begin(ScratchFolder folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(EngineHost).Assembly.Location, folder.File("attempts")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        return new EngineHost(Process.Start(start)!);
    }

    public void Say(string word, int number = 0, string script = "")
    {
        _process.StandardInput.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{word} {number} {Convert.ToBase64String(Encoding.UTF8.GetBytes(script))}"));
        _process.StandardInput.Flush();
    }

    public string Hear() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the host ended");

    /// <summary>As <c>kill -9</c> does: nothing of it runs any more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private static Launch Launch(string[] words)
    {
        var launch = Sample.Shell(int.Parse(words[1], CultureInfo.InvariantCulture), Encoding.UTF8.GetString(Convert.FromBase64String(words[2])));
        return launch with { Nodes = [new NodeSlot("a", new NodeDemand(1, 1, 512))] };
    }
}
