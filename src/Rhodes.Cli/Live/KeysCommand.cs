using System.CommandLine;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes keys</c>: what opens a server.</summary>
internal static class KeysCommand
{
    public static Command Create(Terminal terminal) =>
        ClientCommand.Group("keys", "List, issue and revoke keys.", "rhodes keys issue ada > ada.key", terminal, List(terminal), Issue(terminal), Revoke(terminal));

    private static Command List(Terminal terminal)
    {
        var tenant = UsersCommand.Tenant();
        return ClientCommand.Create("list", "List a tenant's keys by their ids; the keys themselves only their users have.", [tenant], ["rhodes keys list"], terminal, async (parsed, asking) =>
            asking.Answer<KeyList>(await asking.Site.GetAsync(await UsersCommand.PathAsync(asking, parsed.GetValue(tenant), "keys").ConfigureAwait(false), asking.Cancel).ConfigureAwait(false), list =>
            {
                if (list.Keys.Count == 0) terminal.Out.WriteLine("There are no keys.");
                var table = Tables.WithColumns("key", "user", "until", "label");
                foreach (var key in list.Keys) table.Add(Plain.Text(key.Id), Plain.Text(key.User), key.Until is null ? "for good" : Times.When(key.Until), Plain.Text(key.Label));
                if (list.Keys.Count > 0) terminal.Tables.Write(table);
            }));
    }

    private static Command Issue(Terminal terminal)
    {
        Argument<string> user = new("USER") { Description = "Whose it is." };
        var tenant = UsersCommand.Tenant();
        Option<string?> label = new("--label") { Description = "What it is for.", HelpName = "TEXT" };
        Option<string?> until = new("--until") { Description = "When it ends: an instant, or a duration from now such as 30d. For good if not given.", HelpName = "T" };
        return ClientCommand.Create("issue", "Issue a key, and print it this once, alone on standard output.", [user, tenant, label, until], ["rhodes keys issue ada --label laptop > ada.key", "rhodes keys issue ci --until 90d"], terminal,
            async (parsed, asking) =>
            {
                var body = Reply.Write(new NewKey(parsed.GetRequiredValue(user), parsed.GetValue(label), parsed.GetValue(until)));
                var path = await UsersCommand.PathAsync(asking, parsed.GetValue(tenant), "keys").ConfigureAwait(false);
                return asking.Answer<IssuedKey>(await asking.Site.ChangeOnceAsync(path, body, asking.Cancel).ConfigureAwait(false), issued =>
                {
                    terminal.Error.WriteLine($"Key {Plain.Text(issued.Id)} of {Plain.Text(issued.Tenant)}/{Plain.Text(issued.User)}. It is shown this once:");
                    terminal.Out.WriteLine(Plain.Text(issued.Key));
                });
            });
    }

    private static Command Revoke(Terminal terminal)
    {
        Argument<string> key = new("KEY") { Description = "Its id, as 'rhodes keys list' shows it; not the key itself." };
        var tenant = UsersCommand.Tenant();
        return ClientCommand.Create("revoke", "Revoke a key: from now on it opens nothing.", [key, tenant], ["rhodes keys revoke llf4dd0ezi"], terminal, async (parsed, asking) =>
        {
            var id = parsed.GetRequiredValue(key);
            if (Server.Access.ApiKey.IdOf(id) is { } inside) throw ClientException.BadInput($"KEY: is a whole key, which should stand in no command; expected its id: {inside}");
            var path = await UsersCommand.PathAsync(asking, parsed.GetValue(tenant), $"keys/{SiteClient.Segment("KEY", id)}").ConfigureAwait(false);
            return asking.Answer<Done>(await asking.Site.ChangeAsync(HttpMethod.Delete, path, null, asking.Cancel).ConfigureAwait(false), _ => terminal.Out.WriteLine($"{id} opens nothing any more."));
        });
    }
}
