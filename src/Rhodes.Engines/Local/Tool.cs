using System.ComponentModel;
using System.Diagnostics;

namespace Rhodes.Engines.Local;

/// <param name="Code">Its exit code; -1: it did not answer in time.</param>
internal sealed record ToolAnswer(int Code, string Output, string Errors);

/// <summary>Small programs of the system that answer at once.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Null: there is no such program.</returns>
    public static ToolAnswer? Ask(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            if (process.WaitForExit(Patience)) return new(process.ExitCode, output.Result, errors.Result);
            process.Kill(entireProcessTree: true);
            return new(-1, "", $"no answer within {Patience.TotalSeconds} s");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
