using System.CommandLine;
using System.CommandLine.Parsing;
using Rhodes.Cli.Client;
using Rhodes.Cli.Commands;
using Rhodes.Files;
using Rhodes.Server.Explain;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes submit</c>: work from files, or from options and a command.</summary>
internal static class SubmitCommand
{
    /// <summary>What a server takes at the most.</summary>
    private const int MostBytes = 1 << 20;

    public static Command Create(Terminal terminal)
    {
        Argument<string[]> what = new("FILE") { Description = "Job files ('-': standard input); of several all are submitted, or, when one has a mistake, none. Without one: options, then -- and the command to run with its arguments.", Arity = ArgumentArity.ZeroOrMore };
        var tenant = ClientCommand.Tenant("For whom. Default: your own tenant.");
        Option<bool> dryRun = new("--dry-run") { Description = "Submit nothing; tell when and where it would start." };
        JobFlags flags = new();
        return ClientCommand.Create("submit", "Submit jobs or a service, and print what each is called: TENANT/NUMBER.", [what, tenant, dryRun, .. flags.All],
            ["rhodes submit train.yaml", "rhodes submit sweep/*.yaml", "rhodes submit --nodes 4 --devices 8 --time-limit 2h -- python train.py --epochs 3", "rhodes submit train.yaml --dry-run"], terminal, async (parsed, asking) =>
            {
                var words = parsed.GetRequiredValue(what);
                var files = IsCommand(parsed) ? [] : words.Select(word => (Name: NameOf(word), Bytes: Bytes(word, terminal))).ToList();
                if (files.Count > 0 && flags.Given(parsed).FirstOrDefault() is { } given)
                    throw ClientException.BadInput($"{given}: is of no use with a file; write it into {files[0].Name}, or give a command behind -- in its place");
                if (files.Count > 1 || (files.Count == 1 && JobFileList.HasSeveral(files[0].Bytes)))
                {
                    var many = ListOf(files);
                    if (parsed.GetValue(dryRun)) throw ClientException.BadInput($"--dry-run: is of one job, and {many.Jobs.Count} were given");
                    return await Mistakes.ToldAsync(terminal, many.OfFile, async () => await SubmitManyAsync(asking, await PathAsync().ConfigureAwait(false), many).ConfigureAwait(false)).ConfigureAwait(false);
                }

                var (document, told) = files.Count == 1 ? (files[0].Bytes, problem => problem with { File = files[0].Name }) : OfFlags(parsed, words, flags);
                var path = await PathAsync().ConfigureAwait(false);
                return await Mistakes.ToldAsync(terminal, told, () => parsed.GetValue(dryRun) ? DryRunAsync(asking, path, document) : SubmitAsync(asking, path, document)).ConfigureAwait(false);

                async Task<string> PathAsync() => $"tenants/{SiteClient.Segment("--tenant", await asking.TenantAsync(parsed.GetValue(tenant)).ConfigureAwait(false))}/jobs";
            });
    }

    private static bool IsCommand(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash);

    private static string NameOf(string word) => word == "-" ? "standard input" : Plain.Text(word);

    private static JobFileList ListOf(List<(string Name, byte[] Bytes)> files)
    {
        JobFileList many = new();
        foreach (var (name, bytes) in files) many.Add(name, bytes);
        if (many.Jobs.Count > JobFiles.MostTogether) throw ClientException.BadInput($"{many.Jobs.Count:#,0} jobs were given; expected {JobFiles.MostTogether:#,0} at the most. An array ('array: N') is many jobs alike");
        return many;
    }

    /// <returns>The document of the options and the command, and how a problem of it is told.</returns>
    private static (byte[] Document, Func<Problem, Problem> Told) OfFlags(ParseResult parsed, string[] words, JobFlags flags)
    {
        var behind = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Count() - 1;   // -1: there are no two dashes
        if (behind >= 0 && words.Length > behind) throw ClientException.BadInput($"'{Plain.Text(words[0])}' stands before --, and a command behind; expected a job file or a command, not both");
        var document = flags.Document(parsed, words);
        return (document.Bytes(), document.OfFlag);
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

    private static async Task<int> SubmitManyAsync(Asking asking, string path, JobFileList many)
    {
        var reply = await asking.Site.ChangeAsync(HttpMethod.Post, $"{path}/submit", many.Bytes, asking.Cancel).ConfigureAwait(false);
        var done = reply.As<ManySubmitted>();
        asking.Answer<ManySubmitted>(reply, _ =>
        {
            for (var i = 0; i < done.Jobs.Count; i++)
            {
                if (done.Jobs[i] is { Job: { } job, Jobs: var jobs }) asking.Terminal.Out.WriteLine(jobs == 1 ? $"{done.Tenant}/{job}" : $"{done.Tenant}/{job}..{job + jobs - 1}");
                else asking.Terminal.Error.WriteLine($"{many.Jobs[i]}: {Plain.Text(done.Jobs[i].Name)}: {Plain.Text(done.Jobs[i].Refused ?? "")}");
            }
        });
        return done.Jobs.Any(job => job.Refused is not null) ? ExitCodes.Negative : ExitCodes.Done;
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
