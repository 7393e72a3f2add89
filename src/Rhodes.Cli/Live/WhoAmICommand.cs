using System.CommandLine;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes whoami</c>: which server is asked, and who one is to it.</summary>
internal static class WhoAmICommand
{
    public static Command Create(Terminal terminal) => ClientCommand.Create("whoami", "Tell which server is asked, and who you are to it.", [], ["rhodes whoami"], terminal, async (_, asking) =>
        asking.Answer<WhoAmI>(await asking.Site.GetAsync("whoami", asking.Cancel).ConfigureAwait(false), me =>
        {
            Line(terminal, "you are", $"{me.Tenant}/{me.User}, {me.Role}");
            Line(terminal, "at", $"{me.Site}, {asking.Site.Context.Shown}, rhodes {me.Version}");
            Line(terminal, "context", asking.Site.Context.Name.Length == 0 ? "of RHODES_URL and RHODES_KEY" : asking.Site.Context.Name);
            Line(terminal, "key", me.Key);
            Line(terminal, "work runs", me.HardwareIsSimulated ? "nowhere: the hardware is simulated" : $"as {me.Engine}");
            Line(terminal, "it is", $"{Times.When(me.Now)} UTC there");
        }));

    private static void Line(Terminal terminal, string name, string value) => terminal.Out.WriteLine($"{name,-11}{Plain.Text(value)}");
}
