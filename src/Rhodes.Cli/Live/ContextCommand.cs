using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes context</c>: the servers that this user knows.</summary>
internal static class ContextCommand
{
    public static Command Create(Terminal terminal) => ClientCommand.Group(
        "context", "List the servers that are known here, and say which one is asked.", "rhodes context use workstation", terminal, List(terminal), Use(terminal), Remove(terminal));

    private static Command List(Terminal terminal)
    {
        var json = ClientCommand.AsJson();
        Command command = new("list", "List the servers that are known here.") { json };
        HelpWithExample.AddTo(command, "rhodes context list");
        command.SetAction((parsed, cancel) => ClientCommand.GuardedAsync(terminal, cancel, () =>
        {
            var file = ContextFile.Open(terminal);
            if (parsed.GetValue(json)) terminal.Out.WriteLine(Json.Text(new JsonObject { ["current"] = file.Current, ["contexts"] = Json.List(file.Contexts.Values, Of) }));
            else Show(file, terminal);
            return Task.FromResult(ExitCodes.Done);
        }));
        return command;
    }

    private static JsonObject Of(SiteContext context) => new() { ["name"] = context.Name, ["url"] = context.Shown, ["tenant"] = context.Tenant, ["user"] = context.User };

    private static void Show(ContextFile file, Terminal terminal)
    {
        if (file.Contexts.Count == 0)
        {
            terminal.Out.WriteLine("No server is known here: 'rhodes login URL' makes one known.");
            return;
        }

        var table = Tables.WithColumns("", "context", "server", "you are");
        foreach (var context in file.Contexts.Values) table.Add(context.Name == file.Current ? "*" : "", context.Name, context.Shown, context.Tenant is null ? "" : $"{context.Tenant}/{context.User}");
        terminal.Tables.Write(table);
    }

    private static Command Use(Terminal terminal) => Named("use", "Let commands ask this server from now on.", "rhodes context use lab", terminal, (file, name) =>
    {
        file.Use(name);
        return $"Context '{name}' is in use: {file.Contexts[name].Shown}.";
    });

    private static Command Remove(Terminal terminal) => Named("remove", "Forget a server and the key for it.", "rhodes context remove lab", terminal, (file, name) =>
    {
        file.Remove(name);
        return $"Context '{name}' is forgotten. Its key opens the server still: 'rhodes keys revoke' ends it.";
    });

    private static Command Named(string what, string description, string example, Terminal terminal, Func<ContextFile, string, string> change)
    {
        Argument<string> name = new("NAME") { Description = "The name of a context." };
        var json = ClientCommand.AsJson();
        Command command = new(what, description) { name, json };
        HelpWithExample.AddTo(command, example);
        command.SetAction((parsed, cancel) => ClientCommand.GuardedAsync(terminal, cancel, () =>
        {
            var file = ContextFile.Open(terminal);
            var told = change(file, parsed.GetRequiredValue(name));
            file.Write();
            terminal.Out.WriteLine(parsed.GetValue(json) ? Json.Text(new JsonObject { ["current"] = file.Current }) : told);
            return Task.FromResult(ExitCodes.Done);
        }));
        return command;
    }
}
