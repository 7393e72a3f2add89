using System.CommandLine;
using System.Globalization;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes tenants</c>: who has work here.</summary>
internal static class TenantsCommand
{
    public static Command Create(Terminal terminal) =>
        ClientCommand.Group("tenants", "List and add tenants.", "rhodes tenants add startup --weight 2", terminal, List(terminal), Add(terminal));

    private static Command List(Terminal terminal) => ClientCommand.Create("list", "List tenants: your own, or all to who keeps the site.", [], ["rhodes tenants list"], terminal, async (_, asking) =>
        asking.Answer<TenantList>(await asking.Site.GetAsync("tenants", asking.Cancel).ConfigureAwait(false), list =>
        {
            var table = Tables.WithColumns("tenant", "#weight", "projects");
            foreach (var tenant in list.Tenants) table.Add(Plain.Text(tenant.Name), $"{tenant.Weight:#,0}", Plain.Text(string.Join(", ", tenant.Projects.Select(Of))));
            terminal.Tables.Write(table);
        }));

    private static string Of(ProjectView project) =>
        $"{project.Name}{(project.Weight == 1 ? "" : $" (weight {project.Weight})")}{(project.DeviceLimit is { } limit ? $" (at most {limit:#,0} device{(limit == 1 ? "" : "s")})" : "")}";

    private static Command Add(Terminal terminal)
    {
        Argument<string> name = new("NAME") { Description = "What it is called." };
        Option<int?> weight = new("--weight") { Description = "Its share of what is lent, against others'; 1 if not given.", HelpName = "N" };
        Option<string[]> project = new("--project") { Description = "A project of it, with its weight and its most devices where they matter; may be given again.", HelpName = "NAME[:WEIGHT[:DEVICES]]", DefaultValueFactory = _ => [] };
        return ClientCommand.Create("add", "Add a tenant.", [name, weight, project], ["rhodes tenants add startup --weight 2", "rhodes tenants add lab --project training:3 --project evaluation:1:64"], terminal, async (parsed, asking) =>
        {
            NewTenant tenant = new(parsed.GetRequiredValue(name), parsed.GetValue(weight), [.. parsed.GetRequiredValue(project).Select(ReadProject)]);
            return asking.Answer<TenantView>(await asking.Site.ChangeAsync(HttpMethod.Post, "tenants", Reply.Write(tenant), asking.Cancel).ConfigureAwait(false),
                added => terminal.Out.WriteLine($"{Plain.Text(added.Name)} is a tenant. 'rhodes users add NAME --role admin --tenant {Plain.Text(added.Name)}' makes its first user."));
        });
    }

    private static NewProject ReadProject(string text)
    {
        var parts = text.Split(':');
        return parts.Length > 3 ? throw Wrong(text) : new(parts[0], Number(parts, 1, text), Number(parts, 2, text));
    }

    private static int? Number(string[] parts, int index, string text) => parts.Length <= index ? null
        : int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(text);

    private static ClientException Wrong(string text) =>
        ClientException.BadInput($"--project: '{Plain.Text(text)}'; expected a name, such as training, or with a weight and a limit of devices, such as training:3:64");
}
