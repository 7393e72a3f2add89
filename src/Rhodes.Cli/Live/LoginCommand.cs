using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes login URL</c>: makes a server known to this user.</summary>
internal static class LoginCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> url = new("URL") { Description = "The server's address." };
        Option<string?> name = new("--name") { Description = "What to call it. Default: the site's name.", HelpName = "CONTEXT" };
        Option<string?> keyFile = new("--key-file") { Description = "A file with the key. Without it the key is read from standard input.", HelpName = "FILE" };
        Option<bool> plain = new("--plain-http") { Description = "Let the key cross the network in the clear: only where it is to be trusted." };
        var json = ClientCommand.AsJson();
        Command command = new("login", "Keep a server's address and a key for it, for the commands that ask a server.") { url, name, keyFile, plain, json };
        HelpWithExample.AddTo(command, "rhodes login http://127.0.0.1:7463 --key-file ~/.local/share/rhodes/workstation/owner.key", "rhodes login https://rhodes.example.org --name lab < key.txt");
        command.SetAction((parsed, cancel) => ClientCommand.GuardedAsync(terminal, cancel, () =>
        {
            var address = SiteContext.ReadUrl("URL", parsed.GetRequiredValue(url), parsed.GetValue(plain), "--plain-http");
            if (parsed.GetValue(name) is { } asked && !IsName(asked)) throw ClientException.BadInput($"--name: '{Plain.Text(asked)}'; expected letters, digits, '-', '_' and '.', at most 128");
            SiteContext context = new("", address, ReadKey(parsed.GetValue(keyFile), terminal), PlainHttp: parsed.GetValue(plain));
            return RunAsync(context, parsed.GetValue(name), parsed.GetValue(json), terminal, cancel);
        }));
        return command;
    }

    private static async Task<int> RunAsync(SiteContext context, string? name, bool asJson, Terminal terminal, CancellationToken cancel)
    {
        var file = ContextFile.Open(terminal);
        using SiteClient site = new(context);
        var reply = await site.GetAsync("whoami", cancel).ConfigureAwait(false);
        var me = reply.As<WhoAmI>();
        var called = name ?? (IsName(me.Site) ? me.Site : throw ClientException.BadInput("--name: the site's own name cannot be one; expected a name"));
        if (name is null && file.Contexts.TryGetValue(called, out var other) && other.Url != context.Url)
            throw ClientException.BadInput($"--name: context '{called}' is of {other.Shown}; expected another name, or --name {called} to replace it");
        file.Keep(context with { Name = called, Tenant = me.Tenant, User = me.User });
        file.Write();
        if (asJson) terminal.Out.WriteLine(Json.Text(new JsonObject { ["context"] = called, ["url"] = context.Shown, ["whoami"] = reply.Json() }));
        else terminal.Out.WriteLine($"You are {me.Tenant}/{me.User} ({me.Role}) at {me.Site}, {context.Shown}. Context '{called}' is in use.");
        return ExitCodes.Done;
    }

    private static string ReadKey(string? path, Terminal terminal)
    {
        if (path is null) return ChosenContext.ReadKey("standard input", terminal.InIsTerminal ? ReadHidden(terminal) : terminal.In().ReadLine() ?? "");
        try
        {
            return ChosenContext.ReadKey(path, File.ReadLines(path).FirstOrDefault() ?? "");
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException)
        {
            throw ClientException.BadInput($"--key-file: '{path}' cannot be read: {no.Message}");
        }
    }

    /// <summary>A key that is typed or pasted stands on no screen.</summary>
    private static string ReadHidden(Terminal terminal)
    {
        terminal.Error.Write("Key (it is not shown): ");
        System.Text.StringBuilder typed = new();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0) typed.Length--;
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        terminal.Error.WriteLine();
        return typed.ToString();
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 128 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
