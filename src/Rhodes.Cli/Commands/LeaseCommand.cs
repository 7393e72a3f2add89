using System.CommandLine;

using Rhodes.Cli.Live;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes lease</c>: the lease book's answers.</summary>
internal static class LeaseCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("lease", "Ask the lease book: what can be promised, and what is. Promise it.")
        {
            LeaseQuoteCommand.Create(terminal), LeaseListCommand.Create(terminal), LeaseConfirmCommand.Create(terminal), LeaseEndCommand.Create(terminal),
        };
        HelpWithExample.AddTo(command, "rhodes lease list examples/university");
        command.SetAction(parsed => command.Parse("--help").Invoke(new() { Output = terminal.Out, Error = terminal.Error }));
        return command;
    }
}
