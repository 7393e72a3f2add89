using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Rhodes.Cli.Live;
using Rhodes.Core.Units;
using Rhodes.Engines.Local;
using Rhodes.Files;
using Rhodes.Server.Hosting;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes up SITE</c>: the server on this machine.</summary>
internal static class UpCommand
{
    public const int UsualPort = 7463;   // "rhod" on a telephone

    private const string ScenarioFile = "scenario.yaml";

    private static readonly Lazy<LocalMachine> Machine = new(LocalMachine.Discover);

    public static Command Create(Terminal terminal)
    {
        var site = new Argument<string?>("SITE")
        {
            Description = "A site folder; without one, this machine is the site. With a scenario.yaml in the folder, its hardware is simulated and what the scenario says happens there; else all of its nodes are this machine.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var listen = new Option<string>("--listen") { Description = $"Where to listen: a port, or an address and a port. Default: 127.0.0.1:{UsualPort}.", HelpName = "ADDRESS:PORT" };
        var data = new Option<string>("--data") { Description = "The data folder: the log, keys, snapshots. Default: a folder of the site's name below ~/.local/share/rhodes, or /var/lib/rhodes for root.", HelpName = "FOLDER" };
        var speed = new Option<string>("--speed") { Description = "Seconds of a simulated site in one of ours. Default: 60.", HelpName = "N" };
        var certificate = new Option<string>("--tls-certificate") { Description = "A certificate in a PEM file, to be reached from other machines.", HelpName = "FILE" };
        var certificateKey = new Option<string>("--tls-key") { Description = "Its key in a PEM file, when it is not in the certificate's.", HelpName = "FILE" };
        var plain = new Option<bool>("--plain-http") { Description = "Let other machines in without TLS: keys and all else cross the network in the clear." };
        var rate = new Option<int>("--requests-per-second") { Description = "How many requests one tenant may make in a second.", DefaultValueFactory = _ => new SiteOptions { Data = "" }.RequestsPerSecond, HelpName = "N" };
        var jobs = new Option<int>("--jobs-per-tenant") { Description = "How many jobs that are not over one tenant may have.", DefaultValueFactory = _ => new SiteOptions { Data = "" }.JobsPerTenant, HelpName = "N" };
        var keep = new Option<string>("--keep-output") { Description = $"How long what programs wrote is kept after they ended, and a job's own folder after it is over. Default: {new SiteOptions { Data = "" }.KeepOutput}.", HelpName = "D" };
        var snapshots = new Option<long>("--snapshot-every") { Description = "Events between two snapshots.", HelpName = "N", DefaultValueFactory = _ => new SiteOptions { Data = "" }.SnapshotEvery };
        var runAs = new Option<string[]>("--run-as") { Description = "The system's user as whom a tenant's programs run; may be given again. Default: whoever runs the server, and nobody where that is root.", HelpName = "TENANT=USER", DefaultValueFactory = _ => [] };
        var command = new Command("up", "Run the server of a site on this machine, until Ctrl-C.") { site, listen, data, speed, certificate, certificateKey, plain, rate, jobs, keep, snapshots, runAs };
        HelpWithExample.AddTo(command, "rhodes up", "rhodes up examples/colossus-1", "rhodes up examples/colossus-1 --speed 3600 --listen 8080");
        command.SetAction(async (parsed, cancel) => await LogCommand.GuardedAsync(terminal, async () =>
        {
            if (!TryReadListen(parsed.GetValue(listen), parsed.GetValue(certificate), parsed.GetValue(certificateKey), parsed.GetValue(plain), terminal, out var where)) return ExitCodes.BadInput;
            if (parsed.GetValue(rate) is < 1 and var low) return terminal.Refuse($"--requests-per-second: found {low}; expected at least 1");
            if (parsed.GetValue(jobs) is < 1 and var none) return terminal.Refuse($"--jobs-per-tenant: found {none}; expected at least 1");
            var kept = new SiteOptions { Data = "" }.KeepOutput;
            if (parsed.GetValue(keep) is { } howLong && (!Quantities.TryParseDuration(howLong, out kept, out _) || kept <= Duration.Zero)) return terminal.Refuse($"--keep-output: found '{howLong}'; expected {Quantities.DurationForm}, above none");
            if (parsed.GetValue(snapshots) is < 1 and var few) return terminal.Refuse($"--snapshot-every: found {few}; expected at least 1");
            if (!TryReadUsers(parsed.GetValue(runAs)!, terminal, out var users)) return ExitCodes.BadInput;
            if (!TryReadSite(parsed.GetValue(site), parsed.GetValue(speed), terminal, out var options)) return ExitCodes.BadInput;
            var folder = Path.GetFullPath(parsed.GetValue(data) ?? UsualData((options.Site ?? options.Scenario!.Site).Fabric.Site));
            options = options with { Data = folder, Listen = where, RequestsPerSecond = parsed.GetValue(rate), JobsPerTenant = parsed.GetValue(jobs), KeepOutput = kept, SnapshotEvery = parsed.GetValue(snapshots) };
            if (options.Site is { } real) options = options with { RealEngine = _ => LocalSite.EngineOf(real, Machine.Value, folder, users) };
            return await RunAsync(options, terminal, cancel).ConfigureAwait(false);
        }).ConfigureAwait(false));
        return command;
    }

    private static async Task<int> RunAsync(SiteOptions options, Terminal terminal, CancellationToken cancel)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        var server = await SiteServer.StartAsync(options, terminal.Error.WriteLine).ConfigureAwait(false);
        string? why = null;
        try
        {
            terminal.Out.WriteLine(server.Found);
            if (server.Engine.IsSimulated) terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The hardware of this site is SIMULATED: no program runs here. {options.Speed} seconds pass there in one of ours."));
            else ShowMachine(server, options, terminal);
            terminal.Out.WriteLine($"Rhodes keeps {server.SiteName} at {server.Address}. The owner's key is in {Path.Combine(options.Data, "owner.key")}.");
            terminal.Out.WriteLine(OwnContext.Keep(server.SiteName, server.Address, server.OwnerKey, terminal));
            terminal.Out.WriteLine("Ctrl-C stops the server; the site goes on where it was at the next start.");
            await terminal.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);   // Ctrl-C during the start is no mistake
            var stopped = server.StoppedAsync();
            if (await Task.WhenAny(stopped, Task.Delay(Timeout.Infinite, stop.Token)).ConfigureAwait(false) == stopped) why = await stopped.ConfigureAwait(false);
        }
        finally
        {
            // What cannot be made durable is not decided: then there is nothing to end in good order.
            if (why is null) await server.DisposeAsync().ConfigureAwait(false);
        }

        if (why is null) return ExitCodes.Done;
        terminal.Error.WriteLine($"The server stopped: {why}");
        await server.GiveUpAsync().ConfigureAwait(false);
        return ExitCodes.Negative;
    }

    private static void ShowMachine(SiteServer server, SiteOptions options, Terminal terminal)
    {
        foreach (var problem in Machine.Value.Problems) terminal.Error.WriteLine(problem);
        var devices = options.Site!.Fabric.Nodes.Count * options.Site.Fabric.Pools[0].DevicesPerNode;
        terminal.Out.WriteLine(Machine.Value.Gpus.Count > 0 ? $"Programs run on this machine, on {Machine.Value.Gpus.Count} GPUs." : $"Programs run on this machine. It has no GPU: its {devices} devices are only counted.");
        if (server.Engine is LocalEngine { Limits: { Length: > 0 } limits }) terminal.Out.WriteLine(limits);
    }

    private static bool TryReadUsers(string[] texts, Terminal terminal, out Dictionary<string, string> users)
    {
        users = new(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text.Split('=') is [{ Length: > 0 } tenant, { Length: > 0 } user] && users.TryAdd(tenant, user)) continue;
            terminal.Refuse($"--run-as: found '{text}'; expected TENANT=USER, each tenant once");
            return false;
        }

        return true;
    }

    private static bool TryReadSite(string? path, string? speedText, Terminal terminal, out SiteOptions options)
    {
        options = null!;
        var speed = 60m;
        if (speedText is not null && (!decimal.TryParse(speedText, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out speed) || speed is <= 0 or > 1_000_000))
        {
            terminal.Refuse($"--speed: found '{speedText}'; expected a number above 0, at most 1000000");
            return false;
        }

        if (path is null)
        {
            options = new() { Data = "", Site = LocalSite.Of(Machine.Value) };
            return true;
        }

        if (File.Exists(path) || File.Exists(Path.Combine(path, ScenarioFile)))
        {
            if (!Loading.TryLoadScenario(path, [], terminal, out var scenario)) return false;
            options = new() { Data = "", Scenario = scenario, Speed = speed };
            return true;
        }

        if (!Loading.TryLoadSite(path, terminal, out var site)) return false;
        options = new() { Data = "", Site = site };
        return true;
    }

    private static bool TryReadListen(string? text, string? certificate, string? certificateKey, bool plain, Terminal terminal, out ListenOptions listen)
    {
        listen = new() { Port = UsualPort, Certificate = certificate, CertificateKey = certificateKey };
        if (text is not null)
        {
            var colon = text.LastIndexOf(':');
            var (address, port) = colon < 0 ? ("127.0.0.1", text) : (text[..colon].Trim('[', ']'), text[(colon + 1)..]);
            if (!IPAddress.TryParse(address == "localhost" ? "127.0.0.1" : address, out var ip) || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65_535)
            {
                terminal.Refuse($"--listen: found '{text}'; expected a port such as 8080, or an IP address and a port such as 0.0.0.0:8080");
                return false;
            }

            listen = listen with { Address = ip.ToString(), Port = number };
        }

        if (certificate is "" || certificateKey is "")
        {
            terminal.Refuse($"{(certificate is "" ? "--tls-certificate" : "--tls-key")}: found ''; expected a PEM file");
            return false;
        }

        if (certificateKey is not null && certificate is null)
        {
            terminal.Refuse("--tls-key: is of no use without --tls-certificate");
            return false;
        }

        if (certificate is not null || plain || IPAddress.IsLoopback(IPAddress.Parse(listen.Address))) return true;
        terminal.Refuse($"--listen: other machines would reach {listen.Address} without TLS, and keys would cross the network in the clear; expected --tls-certificate FILE, or --plain-http if the network is to be trusted");
        return false;
    }

    private static string UsualData(string site) => Path.Combine(
        Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? "/var/lib" : Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } home ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"),
        "rhodes", site);
}
