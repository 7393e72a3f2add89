using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Rhodes.Files;
using Rhodes.Server.Bench;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes bench api</c>: durable submits to a running server.</summary>
internal static class BenchApi
{
    public static Command Create(Terminal terminal)
    {
        var url = new Argument<string>("URL") { Description = "Where the server is." };
        var keyFile = new Option<string>("--key-file") { Description = "A file with a key that may submit work.", HelpName = "FILE", Required = true };
        var tenant = new Option<string>("--tenant") { Description = "Whose work it is.", DefaultValueFactory = _ => "house", HelpName = "TENANT" };
        var clients = new Option<int>("--clients") { Description = "How many submit at once.", DefaultValueFactory = _ => 16, HelpName = "N" };
        var together = new Option<int>("--together") { Description = "Jobs that each submits by one request.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var seconds = new Option<int>("--seconds") { Description = "For how long.", DefaultValueFactory = _ => 60, HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("api", "Measure how many jobs a running server takes in by many clients, each of which cancels its oldest ones, many by one request. Do not use it on a site that people work on.") { url, keyFile, tenant, clients, together, seconds, json };
        HelpWithExample.AddTo(command, "rhodes bench api http://127.0.0.1:7463 --key-file DATA/owner.key");
        command.SetAction(async (parsed, cancel) =>
        {
            if (!Uri.TryCreate(parsed.GetRequiredValue(url), UriKind.Absolute, out var server) || server.Scheme != "http")
                return terminal.Refuse($"URL: found '{parsed.GetRequiredValue(url)}'; expected an address such as http://127.0.0.1:{UpCommand.UsualPort}");
            var path = parsed.GetRequiredValue(keyFile);
            if (!File.Exists(path)) return terminal.Refuse($"--key-file: there is no file '{path}'");
            if (parsed.GetValue(together) is < 1 or > JobFiles.MostTogether) return terminal.Refuse($"--together: 1 to {JobFiles.MostTogether:#,0} are possible");
            if (parsed.GetValue(clients) is < 1 or > 1_000 || parsed.GetValue(seconds) is < 1 or > 86_400) return terminal.Refuse("--clients: 1 to 1,000 are possible; --seconds: 1 to 86,400");
            try
            {
                var key = (await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false)).Trim();
                var figures = ApiBench.Run(server, key, parsed.GetValue(tenant)!, parsed.GetValue(clients), parsed.GetValue(together), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancel);
                Show(figures, parsed.GetValue(json), terminal);
                return figures.Refused == 0 ? ExitCodes.Done : ExitCodes.Negative;
            }
            catch (Exception unreachable) when (unreachable is SocketException or IOException)
            {
                return terminal.Refuse($"{server}: {unreachable.Message}");
            }
        });
        return command;
    }

    private static void Show(ApiFigures figures, bool asJson, Terminal terminal)
    {
        if (asJson)
        {
            terminal.Out.WriteLine(Json.Text(new JsonObject
            {
                ["clients"] = figures.Clients, ["submits"] = figures.Submits, ["submits_per_second"] = figures.SubmitsPerSecond, ["cancels"] = figures.Cancels, ["refused"] = figures.Refused,
                ["p50_ms"] = figures.P50Ms, ["p99_ms"] = figures.P99Ms, ["longest_ms"] = figures.LongestMs, ["wall_seconds"] = figures.Seconds,
            }));
            return;
        }

        terminal.Out.WriteLine($"{figures.Submits:#,0} jobs were submitted by {figures.Clients} clients in {figures.Seconds:0.0} s: {figures.SubmitsPerSecond:#,0} a second, all durable; {figures.Cancels:#,0} were cancelled meanwhile.");
        terminal.Out.WriteLine($"An answer took {figures.P50Ms:0.00} ms (p50), {figures.P99Ms:0.00} ms (p99), {figures.LongestMs:0.00} ms at the most.");
        if (figures.Refused > 0) terminal.Out.WriteLine($"{figures.Refused:#,0} answers were not as they should be. The first: {figures.FirstRefusal}");
    }
}
