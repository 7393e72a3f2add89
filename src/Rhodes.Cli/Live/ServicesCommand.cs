using System.CommandLine;
using System.Globalization;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes services</c> and <c>rhodes scale</c>: work without an end.</summary>
internal static class ServicesCommand
{
    public static Command Create(Terminal terminal)
    {
        var tenant = ClientCommand.Tenant("Whose. Default: your own tenant's.");
        return ClientCommand.Create("services", "List services and their replicas.", [tenant], ["rhodes services"], terminal, async (parsed, asking) =>
        {
            var whose = await asking.TenantAsync(parsed.GetValue(tenant)).ConfigureAwait(false);
            return asking.Answer<ServiceList>(await asking.Site.GetAsync($"tenants/{SiteClient.Segment("--tenant", whose)}/services", asking.Cancel).ConfigureAwait(false), list =>
            {
                if (list.Services.Count == 0)
                {
                    terminal.Out.WriteLine($"{Plain.Text(whose)} has no services; 'rhodes submit --replicas N -- COMMAND' makes one.");
                    return;
                }

                var table = Tables.WithColumns("service", "#replicas", "#running", "#waiting");
                foreach (var service in list.Services) table.Add(Plain.Text(service.Name), $"{service.Replicas:#,0}", $"{service.Running:#,0}", $"{service.Waiting:#,0}");
                terminal.Tables.Write(table);
            });
        });
    }

    public static Command Scale(Terminal terminal)
    {
        Argument<string> service = new("SERVICE") { Description = "Its name; of another tenant with the tenant's name and a slash before it." };
        Argument<string> replicas = new("N") { Description = "How many replicas there should be; 0 stops it." };
        return ClientCommand.Create("scale", "Set the number of a service's replicas.", [service, replicas], ["rhodes scale chat 8"], terminal, async (parsed, asking) =>
        {
            var (tenant, name) = await asking.ReadAsync("SERVICE", parsed.GetRequiredValue(service)).ConfigureAwait(false);
            var asked = parsed.GetRequiredValue(replicas);
            if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) throw ClientException.BadInput($"N: '{Plain.Text(asked)}'; expected a whole number of replicas, or 0 to stop it");
            var path = $"tenants/{SiteClient.Segment("SERVICE", tenant)}/services/{SiteClient.Segment("SERVICE", name)}/scale";
            return asking.Answer<Done>(await asking.Site.ChangeAsync(HttpMethod.Post, path, Reply.Write(new ScaleRequest(count)), asking.Cancel).ConfigureAwait(false),
                _ => terminal.Out.WriteLine(count == 0 ? $"{name} is stopped." : $"{name} is to have {count:#,0} replica{(count == 1 ? "" : "s")}."));
        });
    }
}
