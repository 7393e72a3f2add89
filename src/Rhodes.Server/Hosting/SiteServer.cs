using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Server.Access;
using Rhodes.Server.Data;
using Rhodes.Server.Http;
using Rhodes.Server.Log;
using Rhodes.Server.Simulation;
using Rhodes.Server.Site;
using Rhodes.Server.Views;

namespace Rhodes.Server.Hosting;

/// <summary>A site that runs: its log, the one who decides, its engine, and the HTTP API. Made whole or not at all.</summary>
public sealed class SiteServer : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly SiteWriter _writer;
    private readonly Follower _follower;
    private readonly IEngine _engine;
    private readonly JobViews _jobs;
    private readonly WebApplication _web;
    private readonly ScenarioFeed? _feed;
    private readonly Timer _clockCheck;
    private readonly Telemetry? _telemetry;
    private readonly Retention _retention;
    private readonly X509Certificate2? _certificate;

    private SiteServer(DataFolder folder, SiteWriter writer, Follower follower, IEngine engine, JobViews jobs, WebApplication web, ScenarioFeed? feed, Timer clockCheck, Telemetry? telemetry, Retention retention, X509Certificate2? certificate) =>
        (_folder, _writer, _follower, _engine, _jobs, _web, _feed, _clockCheck, _telemetry, _retention, _certificate) = (folder, writer, follower, engine, jobs, web, feed, clockCheck, telemetry, retention, certificate);

    /// <summary>Where it listens: <c>http://127.0.0.1:7463</c>.</summary>
    public string Address => _web.Urls.First();

    public IEngine Engine => _engine;

    /// <summary>Every endpoint: its method and path, and what it lets one do; null: it was forgotten, and is closed.</summary>
    internal IReadOnlyList<(string Method, string Path, Right? Right)> Endpoints =>
    [
        .. _web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint =>
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (method, $"/{endpoint.RoutePattern.RawText!.Trim('/')}", endpoint.Metadata.GetMetadata<Needs>()?.Right))),
    ];

    /// <summary>Removes what is too old, now.</summary>
    internal void RemoveOldOutput() => _retention.Look();

    /// <summary>What opening the log found, in one line.</summary>
    public required string Found { get; init; }

    /// <summary>The owner's key, which stands in the data folder too.</summary>
    public required string OwnerKey { get; init; }

    public required string SiteName { get; init; }

    /// <summary>Ends when the server cannot go on, with the reason.</summary>
    public async Task<string> StoppedAsync()
    {
        var done = _writer.Done;
        if (await Task.WhenAny(done, _follower.Failed).ConfigureAwait(false) != done) return (await _follower.Failed.ConfigureAwait(false)).Message;
        return done.Exception?.InnerException switch
        {
            LogException failure => failure.Message,
            { } bug => $"this is a bug in rhodes, and nothing was decided after it: {bug.Message}",
            _ => "it was stopped",
        };
    }

    /// <param name="say">Gets sentences for who looks after the site.</param>
    /// <exception cref="LogException">It cannot start; the message says why.</exception>
    public static async Task<SiteServer> StartAsync(SiteOptions options, Action<string> say)
    {
        var certificate = WebHost.CertificateOf(options.Listen);   // first: without it there is no site to be made
        List<string> notes = [];
        var folder = DataFolder.Open(options.Data, notes.Add);
        try
        {
            return await StartAsync(options, certificate, folder, notes, say).ConfigureAwait(false);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>When it cannot go on: whoever waits for an answer still gets it. Nothing else is ended in good order, for nothing that is decided now would be durable.</summary>
    public async Task GiveUpAsync()
    {
        using CancellationTokenSource longest = new(TimeSpan.FromSeconds(2));
        try
        {
            await _web.StopAsync(longest.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Streams of changes never end by themselves.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync().ConfigureAwait(false);
        _telemetry?.Dispose();
        _retention.Dispose();
        await _clockCheck.DisposeAsync().ConfigureAwait(false);
        _feed?.Dispose();
        _writer.Dispose();
        _follower.Dispose();
        await _engine.DisposeAsync().ConfigureAwait(false);
        _jobs.Dispose();
        await _web.DisposeAsync().ConfigureAwait(false);
        _certificate?.Dispose();
        _folder.Dispose();
    }

    private static async Task<SiteServer> StartAsync(SiteOptions options, X509Certificate2? certificate, DataFolder folder, List<string> notes, Action<string> say)
    {
        var opened = LogOpening.Open(folder.Store, notes);
        var secrets = Secrets.Open(options.Data);
        var clock = options.Scenario is { } scenario
            ? SiteClock.Simulated(TimeProvider.System, Instant.Later(scenario.From, opened.State.Now), options.Speed)
            : SiteClock.Real(TimeProvider.System, opened.State.Now);
        SiteFacts facts = new(opened.State);
        var jobs = JobViews.Open(options.Data, folder.Store, opened.End, _ => { });
        ChangeFeed changes = new(jobs);
        changes.Start(opened.End.Sequence);
        var engine = options.Scenario is null ? options.RealEngine!(clock) : new TwinEngine(clock);
        Follower follower = new([facts, jobs], engine);
        var running = EngineOrders.Running(opened.State);
        SiteWriter writer = new(opened, folder.Store, clock, KnownKeys.From(folder.Store, opened.End), follower, new(folder.Store, say), options.SnapshotEvery);
        engine.Start(new EngineReports(writer), running);
        writer.Start();
        // Leases of a scenario are confirmed when it says so.
        await SiteSetup.BringInAsync(options.Site ?? options.Scenario!.Site with { Leases = [] }, writer, say).ConfigureAwait(false);
        var ownerKey = await OwnerAccess.EnsureAsync(options.Data, writer, facts, secrets).ConfigureAwait(false);
        SiteServices services = new(writer, clock, folder.Store, jobs, facts, secrets, new(secrets), changes, engine, options.JobsPerTenant, options.KeepOutput);
        var web = await WebHost.StartAsync(services, options, certificate).ConfigureAwait(false);
        ScenarioFeed? feed = null;
        if (options.Scenario is { } played)
        {
            feed = new(played, writer, clock, ScenarioFeed.Taken(folder.Store), say);
            feed.Start();
        }

        Timer clockCheck = new(_ =>
        {
            if (clock.Check() is { } note) say(note);
        }, null, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        return new(folder, writer, follower, engine, jobs, web, feed, clockCheck, Telemetry.Start(services, options.Data), new(engine, jobs, clock, options.KeepOutput), certificate) { Found = $"{options.Data}: {opened}", OwnerKey = ownerKey, SiteName = options.Site?.Fabric.Site ?? options.Scenario!.Site.Fabric.Site };
    }
}
