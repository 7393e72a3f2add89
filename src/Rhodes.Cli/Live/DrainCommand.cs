using System.CommandLine;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes drain</c> and <c>undrain</c>: takes nodes out of use and back.</summary>
internal static class DrainCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string?> cause = new("--cause") { Description = "Why, for the log.", HelpName = "TEXT" };
        return Act("drain", "Take a node out of use: what runs there is lost back to its last save, and goes on elsewhere.", "is out of use", [cause], ["rhodes drain desk --cause \"new fan\""], terminal,
            parsed => Reply.Write(new DrainRequest(parsed.GetValue(cause))));
    }

    public static Command Undrain(Terminal terminal) => Act("undrain", "Take a node back into use.", "is in use again", [], ["rhodes undrain desk"], terminal, _ => null);

    private static Command Act(string action, string description, string done, Option[] options, string[] examples, Terminal terminal, Func<ParseResult, byte[]?> body)
    {
        Argument<string> node = new("NODE") { Description = "Its name, as 'rhodes fabric nodes' lists it." };
        return ClientCommand.Create(action, description, [node, .. options], examples, terminal, async (parsed, asking) =>
        {
            var name = parsed.GetRequiredValue(node);
            var reply = await asking.Site.ChangeAsync(HttpMethod.Post, $"nodes/{SiteClient.Segment("NODE", name)}/{action}", body(parsed), asking.Cancel).ConfigureAwait(false);
            return asking.Answer<Done>(reply, at => terminal.Out.WriteLine($"{name} {done}, since {Times.When(at.At)}."));
        });
    }
}
