using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes audit</c>: who did what.</summary>
internal static class AuditCommand
{
    private const int UsualLimit = 50;

    public static Command Create(Terminal terminal)
    {
        Option<int> limit = new("--limit") { Description = "At most so many, the newest.", HelpName = "N", DefaultValueFactory = _ => UsualLimit };
        return ClientCommand.Create("audit", "Tell who did what, newest first.", [limit], ["rhodes audit --limit 10"], terminal, async (parsed, asking) =>
        {
            if (parsed.GetValue(limit) < 1) throw ClientException.BadInput($"--limit: found {parsed.GetValue(limit)}; expected at least 1");
            var (items, hasMore) = await ListPages.ReadAsync(asking, "audit", "entries", parsed.GetValue(limit)).ConfigureAwait(false);
            if (asking.AsJson) terminal.Out.WriteLine(Json.Text(new JsonObject { ["entries"] = items, ["has_more"] = hasMore }));
            else Show(items.As<AuditEntry>(), terminal);
            return ExitCodes.Done;
        });
    }

    private static void Show(List<AuditEntry> entries, Terminal terminal)
    {
        if (entries.Count == 0)
        {
            terminal.Out.WriteLine("Nobody has done anything yet.");
            return;
        }

        var table = Tables.WithColumns("#entry", "at", "who", "what", "");
        foreach (var entry in entries) table.Add($"{entry.Sequence:#,0}", Times.When(entry.At), Plain.Text(entry.Who), JobTable.Words(entry.Command), entry.Refused ? "refused" : "");
        terminal.Tables.Write(table);
    }
}
