using System.CommandLine;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes lease end</c>: ends a lease early.</summary>
internal static class LeaseEndCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> lease = new("LEASE") { Description = "Its name." };
        Option<string?> from = new("--from") { Description = "From when on nothing of it is left; now if not given.", HelpName = "T" };
        return ClientCommand.Create("end", "End a lease early.", [lease, from], ["rhodes lease end summer", "rhodes lease end summer --from 2027-03-01"], terminal, async (parsed, asking) =>
        {
            var name = parsed.GetRequiredValue(lease);
            var body = Reply.Write(new EndRequest(parsed.GetValue(from)));
            return asking.Answer<Done>(await asking.Site.ChangeAsync(HttpMethod.Post, $"leases/{SiteClient.Segment("LEASE", name)}/end", body, asking.Cancel).ConfigureAwait(false),
                done => terminal.Out.WriteLine($"{name} ends {(parsed.GetValue(from) is { } at ? $"at {Plain.Text(at)}" : $"now, at {Times.When(done.At)}")}."));
        });
    }
}
