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
        Option<string?> grace = new("--grace") { Description = "How long what runs there may take to save and leave. Default: the longest recall notice of its pool's leases.", HelpName = "D" };
        Option<bool> now = new("--now") { Description = "At once: what runs there is lost back to its last save." };
        return Act<Drained>("drain", "Take a node out of use: what runs there is told to leave, saves, and goes on elsewhere.", [cause, grace, now],
            ["rhodes drain desk --cause \"new fan\"", "rhodes drain desk --grace 30m", "rhodes drain desk --now"], terminal,
            parsed => Reply.Write(new DrainRequest(parsed.GetValue(cause), parsed.GetValue(grace), parsed.GetValue(now) ? true : null)),
            (name, drained) => drained.At == drained.OutOfUseBy ? $"{name} is out of use."
                : $"{name} goes out of use: as soon as nothing runs there, and by {Times.When(drained.OutOfUseBy)} at the latest.");
    }

    public static Command Undrain(Terminal terminal) => Act<Done>("undrain", "Take a node back into use, or keep one that was to go.", [], ["rhodes undrain desk"], terminal, _ => null,
        (name, done) => $"{name} is in use, since {Times.When(done.At)}.");

    private static Command Act<T>(string action, string description, Option[] options, string[] examples, Terminal terminal, Func<ParseResult, byte[]?> body, Func<string, T, string> sentence)
    {
        Argument<string> node = new("NODE") { Description = "Its name, as 'rhodes fabric nodes' lists it." };
        return ClientCommand.Create(action, description, [node, .. options], examples, terminal, async (parsed, asking) =>
        {
            var name = parsed.GetRequiredValue(node);
            var reply = await asking.Site.ChangeAsync(HttpMethod.Post, $"nodes/{SiteClient.Segment("NODE", name)}/{action}", body(parsed), asking.Cancel).ConfigureAwait(false);
            return asking.Answer<T>(reply, answer => terminal.Out.WriteLine(sentence(Plain.Text(name), answer)));
        });
    }
}
