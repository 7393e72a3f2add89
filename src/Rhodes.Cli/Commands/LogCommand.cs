using System.CommandLine;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes log</c>: the durable log of a data folder.</summary>
internal static class LogCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("log", "Check, show, export and restore the log of a data folder.")
        {
            LogVerifyCommand.Create(terminal), LogShowCommand.Create(terminal), LogExportCommand.Create(terminal), LogRestoreCommand.Create(terminal),
        };
        HelpWithExample.AddTo(command, "rhodes log verify DATA");
        command.SetAction(parsed => command.Parse("--help").Invoke(new() { Output = terminal.Out, Error = terminal.Error }));
        return command;
    }

    public static Argument<string> Data(string description) => new("DATA") { Description = description };

    /// <summary>Runs what works on a log; what its surroundings do not allow is a sentence.</summary>
    public static int Guarded(Terminal terminal, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (LogException refused)
        {
            return terminal.Refuse(refused.Message);
        }
    }

    /// <inheritdoc cref="Guarded"/>
    public static async Task<int> GuardedAsync(Terminal terminal, Func<Task<int>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (LogException refused)
        {
            return terminal.Refuse(refused.Message);
        }
    }
}
