using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rhodes.Server.Tests.Api;

/// <summary>Where a collector is named, traces and figures really arrive there.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_collector_gets_traces_of_requests_and_figures_of_the_site()
    {
        var address = $"http://127.0.0.1:{FreePort()}/";
        using HttpListener collector = new();
        collector.Prefixes.Add(address);
        collector.Start();
        ConcurrentDictionary<string, string> got = new();
        var listening = ListenAsync(collector, got);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", address);
        try
        {
            using TestSite site = new();
            await site.InitializeAsync();
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
            await site.Owner.Found("/api/v1/whoami");
            await site.DisposeAsync();   // sends what is left
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
        }

        collector.Stop();
        await listening;
        Assert.Contains("whoami", got["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("rhodes.watchers", got["/v1/metrics"], StringComparison.Ordinal);
    }

    private static async Task ListenAsync(HttpListener collector, ConcurrentDictionary<string, string> got)
    {
        while (collector.IsListening)
        {
            try
            {
                var request = await collector.GetContextAsync();
                using MemoryStream body = new();
                await request.Request.InputStream.CopyToAsync(body);
                got.AddOrUpdate(request.Request.Url!.AbsolutePath, _ => Encoding.UTF8.GetString(body.ToArray()), (_, before) => before + Encoding.UTF8.GetString(body.ToArray()));
                request.Response.Close();
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
