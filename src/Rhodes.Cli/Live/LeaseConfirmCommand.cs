using System.CommandLine;
using Rhodes.Cli.Client;
using Rhodes.Cli.Commands;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes lease confirm</c>: promises a lease.</summary>
internal static class LeaseConfirmCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string?> file = new("FILE") { Description = "A file that has one lease as leases.yaml would ('-': standard input). Or say it with options.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> name = new("--name") { Description = "What it is called.", HelpName = "NAME" };
        var options = LeaseQuoteCommand.Keys.Select(key => (key.Key, Option: new Option<string?>($"--{key.Key}") { Description = key.Description, HelpName = key.Value })).ToList();
        return ClientCommand.Create("confirm", "Promise a lease. It is refused when it cannot be kept beside every other.", [file, name, .. options.Select(pair => pair.Option)],
            ["rhodes lease confirm lease.yaml", "rhodes lease confirm --name summer --tenant friend --pool desk --cells \"1 x node\" --from 2027-01-01 --until 2027-07-01"], terminal, async (parsed, asking) =>
            {
                List<(string Key, string Value)> given = [.. options.Select(pair => (pair.Key, Value: parsed.GetValue(pair.Option))).Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!))];
                if (parsed.GetValue(name) is { } called) given.Insert(0, ("name", called));
                var (document, told) = LiveLeases.Read(parsed.GetValue(file), given, null, terminal);
                return await Mistakes.ToldAsync(terminal, told, () => ConfirmAsync(asking, document)).ConfigureAwait(false);
            });
    }

    private static async Task<int> ConfirmAsync(Asking asking, byte[] document) =>
        asking.Answer<LeaseView>(await asking.Site.ChangeAsync(HttpMethod.Post, "leases", document, asking.Cancel).ConfigureAwait(false), lease =>
        {
            asking.Terminal.Out.WriteLine($"{Plain.Text(lease.Name)} is confirmed.");
            LiveLeases.Show([lease], asking.Terminal);
        });
}
