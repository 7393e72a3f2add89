using Rhodes.Cli.Client;
using Rhodes.Cli.Commands;
using Rhodes.Server.Explain;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes explain JOB</c>, of a server.</summary>
internal static class LiveExplain
{
    public static async Task<int> RunAsync(Asking asking, string job)
    {
        var path = await ShowCommand.PathAsync(asking, job).ConfigureAwait(false);
        return asking.Answer<Server.Explain.ExplanationView>(await asking.Site.GetAsync($"{path}/explanation", asking.Cancel).ConfigureAwait(false), told =>
        {
            var terminal = asking.Terminal;
            terminal.Out.WriteLine($"{Plain.Text(told.Tenant)}/{told.Job} ({Plain.Text(told.Name)}), at {Plain.Text(told.At)}:");
            foreach (var line in told.Lines) Spoken.Wrap(terminal, Plain.Text(line.TrimStart()), line.StartsWith(' ') ? "    " : "  ");
        });
    }
}
