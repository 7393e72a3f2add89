using System.ComponentModel;
using System.Diagnostics;

namespace Rhodes.Engines.Local;

/// <summary>Small programs of the system that answer at once.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>What it printed; empty when it is not there, failed, or did not answer in time.</returns>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var printed = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(Patience)) return process.ExitCode == 0 ? printed.Result : "";
            process.Kill(entireProcessTree: true);
            return "";
        }
        catch (Win32Exception)
        {
            return "";
        }
    }
}
