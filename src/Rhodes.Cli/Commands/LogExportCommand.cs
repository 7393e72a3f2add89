using System.CommandLine;
using System.IO.Compression;
using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes log export</c>: the log as lines of JSON.</summary>
internal static class LogExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = LogCommand.Data("The data folder; a server may be using it.");
        var to = new Option<string>("--out") { Description = "A new file in place of the output; compressed when its name ends with .gz.", HelpName = "FILE" };
        var command = new Command("export", "Write a log as lines of JSON: one that says what it is, one for each entry, one with the end. Exit code 1: it is damaged, and only what is before is written.") { data, to };
        HelpWithExample.AddTo(command, "rhodes log export DATA --out log.jsonl.gz");
        command.SetAction(parsed => LogCommand.Guarded(terminal, () => Run(parsed.GetRequiredValue(data), parsed.GetValue(to), terminal)));
        return command;
    }

    private static int Run(string path, string? file, Terminal terminal)
    {
        using var folder = DataFolder.OpenToRead(path, terminal.Error.WriteLine);
        try
        {
            using var stream = file is null ? Console.OpenStandardOutput() : new FileStream(file, FileMode.CreateNew);
            using var packed = file?.EndsWith(".gz", StringComparison.Ordinal) == true ? new GZipStream(stream, CompressionLevel.Optimal) : stream;
            return Write(folder.Store, packed, path, file, terminal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(File.Exists(file) ? $"--out: {file}: {(error is IOException ? "it is there already, or cannot be written: " : "")}{error.Message}" : $"--out: {file ?? "the output"}: cannot be written: {error.Message}");
        }
    }

    private static int Write(IEventStore store, Stream stream, string path, string? file, Terminal terminal)
    {
        using BufferedStream buffered = new(stream, 1 << 16);
        using LongWork work = new("exporting the log", terminal);
        var last = LogVerifyCommand.LastOf(store);
        var (end, damage) = LogExport.Write(store, buffered, sequence => work.Report((double)sequence / Math.Max(1, last)));
        buffered.Flush();
        work.Clear();
        if (damage is not null) terminal.Error.WriteLine($"{path}: the log is damaged: {damage}. Only what is before it was written.");
        if (file is not null) terminal.Out.WriteLine($"{end.Sequence:#,0} entries to {file}; chain {end.Hash}");
        return damage is null ? ExitCodes.Done : ExitCodes.Negative;
    }
}
