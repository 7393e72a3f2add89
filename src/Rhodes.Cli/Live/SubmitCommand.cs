using System.CommandLine;
using System.CommandLine.Parsing;
using Rhodes.Cli.Client;
using Rhodes.Cli.Commands;
using Rhodes.Files;
using Rhodes.Server.Explain;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes submit</c>: work from a file, or from options and a command.</summary>
internal static class SubmitCommand
{
    /// <summary>What a server takes at the most.</summary>
    private const int MostBytes = 1 << 20;

    public static Command Create(Terminal terminal)
    {
        Argument<string[]> what = new("FILE") { Description = "A job file ('-': standard input). Without one: options, then -- and the command to run with its arguments.", Arity = ArgumentArity.ZeroOrMore };
        var tenant = ClientCommand.Tenant("For whom. Default: your own tenant.");
        Option<bool> dryRun = new("--dry-run") { Description = "Submit nothing; tell when and where it would start." };
        JobFlags flags = new();
        return ClientCommand.Create("submit", "Submit a job or a service, and print what it is called: TENANT/NUMBER.", [what, tenant, dryRun, .. flags.All],
            ["rhodes submit train.yaml", "rhodes submit --nodes 4 --devices 8 --time-limit 2h -- python train.py --epochs 3", "rhodes submit train.yaml --dry-run"], terminal, async (parsed, asking) =>
            {
                var (document, told) = Read(parsed, parsed.GetRequiredValue(what), flags, terminal);
                var path = $"tenants/{SiteClient.Segment("--tenant", await asking.TenantAsync(parsed.GetValue(tenant)).ConfigureAwait(false))}/jobs";
                return await Mistakes.ToldAsync(terminal, told, () => parsed.GetValue(dryRun) ? DryRunAsync(asking, path, document) : SubmitAsync(asking, path, document)).ConfigureAwait(false);
            });
    }

    /// <returns>The document, and how a problem of it is told.</returns>
    private static (byte[] Document, Func<Problem, Problem> Told) Read(ParseResult parsed, string[] words, JobFlags flags, Terminal terminal)
    {
        var behind = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Count() - 1;   // -1: there are no two dashes
        var isCommand = behind >= 0;
        if (isCommand && words.Length > behind) throw ClientException.BadInput($"'{Plain.Text(words[0])}' stands before --, and a command behind; expected a job file or a command, not both");
        if (isCommand || words.Length == 0)
        {
            var document = flags.Document(parsed, words);
            return (document.Bytes(), document.OfFlag);
        }

        if (words.Length > 1) throw ClientException.BadInput($"'{Plain.Text(words[1])}' is one file too many; a command to run stands behind --");
        if (flags.Given(parsed).FirstOrDefault() is { } given) throw ClientException.BadInput($"{given}: is of no use with a file; write it into {Plain.Text(words[0])}, or give a command behind -- in its place");
        var name = words[0] == "-" ? "standard input" : Plain.Text(words[0]);
        return (Bytes(words[0], terminal), problem => problem with { File = name });
    }

    public static byte[] Bytes(string path, Terminal terminal)
    {
        if (path == "-") return System.Text.Encoding.UTF8.GetBytes(terminal.In().ReadToEnd());
        try
        {
            FileInfo file = new(path);
            if (!file.Exists) throw ClientException.BadInput($"{Plain.Text(path)}: there is no such file; {(Directory.Exists(path) ? "it is a folder" : "a command to run stands behind --")}");
            if (file.Length > MostBytes) throw ClientException.BadInput($"{path}: has {file.Length:#,0} bytes; expected a job file, of at most {MostBytes:#,0}");
            return File.ReadAllBytes(path);
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ClientException.BadInput($"{Plain.Text(path)}: cannot be read: {Plain.Text(no.Message)}");
        }
    }

    private static async Task<int> SubmitAsync(Asking asking, string path, byte[] document)
    {
        var reply = await asking.Site.ChangeAsync(HttpMethod.Post, path, document, asking.Cancel).ConfigureAwait(false);
        return asking.Answer<Submitted>(reply, done =>
        {
            // Alone on standard output, so that a script can keep it.
            asking.Terminal.Out.WriteLine(done.Job == 0 ? $"{done.Tenant}/{done.Name}" : done.Jobs == 1 ? $"{done.Tenant}/{done.Job}" : $"{done.Tenant}/{done.Job}..{done.Job + done.Jobs - 1}");
        });
    }

    private static async Task<int> DryRunAsync(Asking asking, string path, byte[] document)
    {
        var reply = await asking.Site.ChangeAsync(HttpMethod.Post, $"{path}?dry_run=true", document, asking.Cancel).ConfigureAwait(false);
        return asking.Answer<DryRunAnswer>(reply, answer =>
        {
            if (answer.StartsNow) Spoken.Wrap(asking.Terminal, $"It would start now, {(answer.RunsOn == "loan" ? "on loan" : "on its tenant's own cells")}, on {Plain.Text(NameRanges.Of(answer.Nodes))}.", "");
            else asking.Terminal.Out.WriteLine(answer.StartsBy is { } by ? $"It would wait, and start by {Times.When(by)} at the latest, as far as is known now." : "It would wait; when it starts is not known now.");
            if (!answer.StartsNow) foreach (var line in answer.Lines.Skip(1)) Spoken.Wrap(asking.Terminal, Plain.Text(line.TrimStart()), line.StartsWith(' ') ? "    " : "  ");
        });
    }
}
