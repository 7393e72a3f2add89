using System.CommandLine;
using System.Text;
using Rhodes.Files;
using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes log restore</c>: a data folder from an export.</summary>
internal static class LogRestoreCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "What 'rhodes log export' wrote." };
        var data = LogCommand.Data("The new data folder; nothing may be there.");
        var command = new Command("restore", "Make a data folder from an export, checking the chain as it goes.") { file, data };
        HelpWithExample.AddTo(command, "rhodes log restore log.jsonl.gz DATA");
        command.SetAction(parsed => LogCommand.Guarded(terminal, () => Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), terminal)));
        return command;
    }

    private static int Run(string file, string path, Terminal terminal)
    {
        string? problem;
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            problem = Restore(stream, path, terminal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"cannot be read: {error.Message}";
        }
        catch (InvalidDataException damaged)
        {
            problem = $"is damaged or cut off: {damaged.Message}";
        }
        catch (DecoderFallbackException)
        {
            problem = "is not UTF-8; expected what 'rhodes log export' wrote";
        }

        return problem is null ? ExitCodes.Done : terminal.Refuse(problem.StartsWith('(') ? $"{file}{problem}" : $"{file}: {problem}");
    }

    /// <returns>What is wrong with the file; null when all was restored.</returns>
    private static string? Restore(FileStream stream, string path, Terminal terminal)
    {
        using LongWork work = new("restoring the log", terminal);
        var isWhole = false;
        var folder = DataFolder.Begin(path);
        try
        {
            var (end, problem) = LogImport.Read(Gzip.UnpackIfPacked(stream), folder.Store, _ => work.Report((double)stream.Position / Math.Max(1, stream.Length)));
            work.Clear();
            if (problem is not null) return problem;
            folder.Finish();
            isWhole = true;
            terminal.Out.WriteLine($"{end.Sequence:#,0} entries into {path}; chain {end.Hash}");
            return null;
        }
        finally
        {
            folder.Dispose();
            if (!isWhole) Directory.Delete(path, recursive: true);   // nobody is to take it for a log
        }
    }
}
