using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Cli.Commands;
using Rhodes.Files;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary>Leases of a server: listed, asked for.</summary>
internal static class LiveLeases
{
    /// <summary>The name of a lease that is only asked about.</summary>
    private const string Asked = "asked";

    public static async Task<int> ListAsync(Asking asking) =>
        asking.Answer<LeaseList>(await asking.Site.GetAsync("leases", asking.Cancel).ConfigureAwait(false), list =>
        {
            if (list.Leases.Count == 0) asking.Terminal.Out.WriteLine("There are no leases that you may see.");
            else Show(list.Leases, asking.Terminal);
        });

    /// <param name="file">Null: the lease is in the options.</param>
    /// <param name="beside">When it is asked, and what a device costs for an hour; null: now, and it is not said.</param>
    public static async Task<int> QuoteAsync(Asking asking, string? file, List<(string Key, string Value)> options, (string? At, string? Price) beside)
    {
        if (file is null && options.Count > 0 && !options.Exists(option => option.Key == "tenant")) options = [("tenant", await asking.TenantAsync(null).ConfigureAwait(false)), .. options];
        var (document, told) = Read(file, options, Asked, asking.Terminal);
        return await Mistakes.ToldAsync(asking.Terminal, told, async () =>
        {
            var query = string.Join('&', new[] { ("at", beside.At), ("price", beside.Price) }.Where(pair => pair.Item2 is not null).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}"));
            var reply = await asking.Site.ChangeAsync(HttpMethod.Post, $"leases/quote{(query.Length > 0 ? "?" : "")}{query}", document, asking.Cancel).ConfigureAwait(false);
            asking.Answer<JsonObject>(reply, answer => LeaseQuoteView.Show(QuoteReader.Read(answer), asking.Terminal));
            return (string?)reply.Json()["answer"] == "yes" ? ExitCodes.Done : ExitCodes.Negative;
        }).ConfigureAwait(false);
    }

    /// <summary>The document to send, and how a problem of it is told.</summary>
    public static (byte[] Document, Func<Problem, Problem> Told) Read(string? file, List<(string Key, string Value)> options, string? name, Terminal terminal)
    {
        if (file is not null)
        {
            if (options.Count > 0) throw ClientException.BadInput($"--{options[0].Key}: is of no use with a file; write it into {Plain.Text(file)}");
            var shown = file == "-" ? "standard input" : Plain.Text(file);
            return (SubmitCommand.Bytes(file, terminal), problem => problem with { File = shown });
        }

        if (options.Count == 0) throw ClientException.BadInput("There is nothing to ask about; expected a site folder, a file that has one lease as leases.yaml would, or options such as --pool and --cells");
        FlagDocument document = new();
        if (name is not null) document.Value("name", null, name);
        foreach (var (key, value) in options)
        {
            if (key == "nominal") document.Written(key, $"--{key}", value.TrimStart().StartsWith('{') ? value : $"{{{value}}}");
            else document.Value(key, $"--{key}", value);
        }

        return (document.Bytes(), document.OfFlag);
    }

    public static void Show(IEnumerable<LeaseView> leases, Terminal terminal)
    {
        var table = Tables.WithColumns("lease", "tenant", "pool", "cells", "mode", "from", "until");
        foreach (var lease in leases)
        {
            table.Add(Plain.Cut(lease.Name, 24), Plain.Cut(lease.Tenant, 16), Plain.Text(lease.Pool), $"{Cells(lease)} x {Plain.Text(lease.Shape)}", Plain.Text(lease.Mode), Day(lease.Steps[0].From),
                Day(lease.Steps[^1].Until) + (lease.Steps.Count == 1 ? "" : $", in {lease.Steps.Count:#,0} steps"));
        }

        terminal.Tables.Write(table);
    }

    private static string Cells(LeaseView lease)
    {
        var (least, most) = (lease.Steps.Min(step => step.Cells), lease.Steps.Max(step => step.Cells));
        return least == most ? $"{most:#,0}" : $"{least:#,0}-{most:#,0}";
    }

    /// <summary>A date alone where it is midnight.</summary>
    private static string Day(string at) => Times.When(at).Replace(" 00:00:00", "", StringComparison.Ordinal);
}
