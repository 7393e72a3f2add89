using System.CommandLine;

namespace Rhodes.Cli.Live;

/// <summary>The commands that ask a running server.</summary>
internal static class LiveCommands
{
    public static IEnumerable<Command> Create(Terminal terminal) =>
    [
        LoginCommand.Create(terminal), ContextCommand.Create(terminal), WhoAmICommand.Create(terminal),
        SubmitCommand.Create(terminal), PsCommand.Create(terminal), WatchCommand.Create(terminal), ShowCommand.Create(terminal), LogsCommand.Create(terminal),
        .. JobActions.Create(terminal), ServicesCommand.Create(terminal), ServicesCommand.Scale(terminal),
        DrainCommand.Create(terminal), DrainCommand.Undrain(terminal),
        TenantsCommand.Create(terminal), UsersCommand.Create(terminal), KeysCommand.Create(terminal), AuditCommand.Create(terminal),
    ];
}
