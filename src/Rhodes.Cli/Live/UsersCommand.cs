using System.CommandLine;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes users</c>: who may do what.</summary>
internal static class UsersCommand
{
    public static Command Create(Terminal terminal) =>
        ClientCommand.Group("users", "List, add and remove users.", "rhodes users add ada --role member", terminal, List(terminal), Add(terminal), Remove(terminal));

    public static async Task<string> PathAsync(Asking asking, string? tenant, string rest) =>
        $"tenants/{SiteClient.Segment("--tenant", await asking.TenantAsync(tenant).ConfigureAwait(false))}/{rest}";

    public static Option<string?> Tenant() => ClientCommand.Tenant("Of this tenant. Default: your own.");

    private static Command List(Terminal terminal)
    {
        var tenant = Tenant();
        return ClientCommand.Create("list", "List a tenant's users.", [tenant], ["rhodes users list"], terminal, async (parsed, asking) =>
            asking.Answer<UserList>(await asking.Site.GetAsync(await PathAsync(asking, parsed.GetValue(tenant), "users").ConfigureAwait(false), asking.Cancel).ConfigureAwait(false), list =>
            {
                if (list.Users.Count == 0) terminal.Out.WriteLine("It has no users.");
                var table = Tables.WithColumns("user", "role");
                foreach (var user in list.Users) table.Add(Plain.Text(user.Name), Plain.Text(user.Role));
                if (list.Users.Count > 0) terminal.Tables.Write(table);
            }));
    }

    private static Command Add(Terminal terminal)
    {
        Argument<string> name = new("NAME") { Description = "What they are called." };
        Option<string> role = new("--role") { Description = "viewer (sees), member (submits), admin (has a say over users), operator (keeps machines) or owner (sells).", HelpName = "ROLE", DefaultValueFactory = _ => "member" };
        role.CompletionSources.Add("viewer", "member", "admin", "operator", "owner");
        var tenant = Tenant();
        return ClientCommand.Create("add", "Add a user.", [name, role, tenant], ["rhodes users add ada --role admin --tenant friend"], terminal, async (parsed, asking) =>
        {
            var body = Reply.Write(new NewUser(parsed.GetRequiredValue(name), parsed.GetRequiredValue(role)));
            return asking.Answer<UserView>(await asking.Site.ChangeAsync(HttpMethod.Post, await PathAsync(asking, parsed.GetValue(tenant), "users").ConfigureAwait(false), body, asking.Cancel).ConfigureAwait(false),
                added => terminal.Out.WriteLine($"{Plain.Text(added.Tenant)}/{Plain.Text(added.Name)} is {Plain.Text(added.Role)}. 'rhodes keys issue {Plain.Text(added.Name)} --tenant {Plain.Text(added.Tenant)}' gives a key."));
        });
    }

    private static Command Remove(Terminal terminal)
    {
        Argument<string> name = new("NAME") { Description = "The user." };
        var tenant = Tenant();
        return ClientCommand.Create("remove", "Remove a user with all of its keys.", [name, tenant], ["rhodes users remove ada"], terminal, async (parsed, asking) =>
        {
            var user = parsed.GetRequiredValue(name);
            var path = await PathAsync(asking, parsed.GetValue(tenant), $"users/{SiteClient.Segment("NAME", user)}").ConfigureAwait(false);
            return asking.Answer<Done>(await asking.Site.ChangeAsync(HttpMethod.Delete, path, null, asking.Cancel).ConfigureAwait(false), _ => terminal.Out.WriteLine($"{user} is removed, and its keys open nothing any more."));
        });
    }
}
