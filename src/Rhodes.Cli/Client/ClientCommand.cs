using System.CommandLine;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Client;

/// <summary>A command's question to a server.</summary>
internal sealed record Asking(SiteClient Site, Terminal Terminal, bool AsJson, CancellationToken Cancel)
{
    public Task<WhoAmI> WhoAmIAsync() => Site.GetAsync<WhoAmI>("whoami", Cancel);

    /// <summary>A tenant that was named, or else whose key it is.</summary>
    public async Task<string> TenantAsync(string? named) => named ?? Site.Context.Tenant ?? (await WhoAmIAsync().ConfigureAwait(false)).Tenant;

    /// <summary>Something of a tenant: <c>NAME</c> of one's own, or <c>TENANT/NAME</c>.</summary>
    /// <param name="where">The argument that it is of.</param>
    public async Task<(string Tenant, string Name)> ReadAsync(string where, string text)
    {
        var slash = text.IndexOf('/');
        var (tenant, name) = slash < 0 ? (null, text) : (text[..slash], text[(slash + 1)..]);
        if (tenant is "" || name.Length == 0) throw ClientException.BadInput($"{where}: '{Plain.Text(text)}'; expected a name or number, or a tenant, a slash, and one of its own");
        return (await TenantAsync(tenant).ConfigureAwait(false), name);
    }

    /// <summary>Prints an answer for programs, or shows it to people.</summary>
    public int Answer<T>(Reply reply, Action<T> show)
    {
        if (AsJson) Terminal.Out.WriteLine(Json.Text(reply.Json()));
        else show(reply.As<T>());
        return ExitCodes.Done;
    }
}

#pragma warning disable CA1068 // the work comes last, since it is many lines
/// <summary>What commands that ask a server have in common.</summary>
internal static class ClientCommand
{
    public static Option<string?> Context() => new("--context") { Description = "Which server, by the name that 'rhodes login' gave it. Default: the one in use.", HelpName = "NAME" };

    public static Option<bool> AsJson() => new("--json") { Description = "Print JSON for programs." };

    public static Option<string?> Tenant(string description) => new("--tenant") { Description = description, HelpName = "TENANT" };

    public static Command Create(string name, string description, Symbol[] symbols, string[] examples, Terminal terminal, Func<ParseResult, Asking, Task<int>> run)
    {
        Command command = new(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }

        var (context, json) = (Context(), AsJson());
        command.Add(context);
        command.Add(json);
        HelpWithExample.AddTo(command, examples);
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(context), parsed.GetValue(json), terminal, cancel, asking => run(parsed, asking)));
        return command;
    }

    /// <summary>A command that is only a place for others.</summary>
    public static Command Group(string name, string description, string example, Terminal terminal, params Command[] commands)
    {
        Command group = new(name, description);
        foreach (var command in commands) group.Add(command);
        HelpWithExample.AddTo(group, example);
        group.SetAction(_ => group.Parse("--help").Invoke(new() { Output = terminal.Out, Error = terminal.Error }));
        return group;
    }

    /// <summary>Asks a server; what keeps it from answering is a sentence and an exit code.</summary>
    public static Task<int> RunAsync(string? context, bool asJson, Terminal terminal, CancellationToken cancel, Func<Asking, Task<int>> run) => GuardedAsync(terminal, cancel, async () =>
    {
        using SiteClient site = new(ChosenContext.Find(context, terminal));
        return await run(new(site, terminal, asJson, cancel)).ConfigureAwait(false);
    });

    public static async Task<int> GuardedAsync(Terminal terminal, CancellationToken cancel, Func<Task<int>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (ClientException no)
        {
            terminal.Error.WriteLine(no.Message);
            return no.ExitCode;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }
}
