using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Rhodes.Server.Http;

namespace Rhodes.Server.Bench;

/// <summary>How quick a server takes work in.</summary>
/// <param name="Submits">That were acknowledged, and so are durable.</param>
/// <param name="Refused">Answers that were not as they should be; none in a run that counts.</param>
public sealed record ApiFigures(int Clients, long Submits, long Cancels, long Refused, string? FirstRefusal, decimal Seconds, decimal P50Ms, decimal P99Ms, decimal LongestMs)
{
    public decimal SubmitsPerSecond => decimal.Round(Submits / Seconds);
}

/// <summary>Loads a running server: many clients, each of which submits a job, waits for the answer, and cancels its oldest when it has many.</summary>
/// <remarks>Times are of this machine, on which the clients work too.</remarks>
public static class ApiBench
{
    /// <summary>Jobs of one client that are not cancelled yet: this bounds what waits.</summary>
    private const int Backlog = 60;

    private static readonly byte[] Job = """{"kind":"Job","name":"bench","claim":"loan","gang":{"devices-per-node":1},"time-limit":"1h","run":["true"]}"""u8.ToArray();

    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public static async Task<ApiFigures> RunAsync(Uri server, string key, string tenant, int clients, TimeSpan time, CancellationToken cancel)
    {
        Lock gate = new();
        List<long> ticks = [];
        long cancels = 0, refused = 0;
        string? first = null;
        var clock = Stopwatch.StartNew();

        async Task<byte[]?> SendAsync(HttpClient client, string path, byte[] body)
        {
            using ByteArrayContent content = new(body);
            content.Headers.ContentType = new("application/json");
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, cancel).ConfigureAwait(false);
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created) return bytes;
            lock (gate)
            {
                refused++;
                first ??= $"{(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(bytes)}";
            }

            return null;
        }

        async Task OneAsync()
        {
            using HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = server };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            Queue<int> mine = new();
            while (clock.Elapsed < time && !cancel.IsCancellationRequested)
            {
                var start = Stopwatch.GetTimestamp();
                var answer = await SendAsync(client, $"/api/v1/tenants/{tenant}/jobs", Job).ConfigureAwait(false);
                var took = Stopwatch.GetTimestamp() - start;
                if (answer is null) continue;
                mine.Enqueue(JsonSerializer.Deserialize<Submitted>(answer, Bodies.Json)!.Job);
                lock (gate) ticks.Add(took);
                if (mine.Count <= Backlog) continue;
                if (await SendAsync(client, string.Create(CultureInfo.InvariantCulture, $"/api/v1/tenants/{tenant}/jobs/{mine.Dequeue()}/cancel"), []).ConfigureAwait(false) is not null) Interlocked.Increment(ref cancels);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(OneAsync, cancel))).ConfigureAwait(false);
        var seconds = (decimal)clock.Elapsed.TotalSeconds;
        ticks.Sort();
        return new(clients, ticks.Count, cancels, refused, first, decimal.Round(seconds, 3), LogBench.Ms(ticks, 500), LogBench.Ms(ticks, 990), LogBench.Ms(ticks, 1_000));
    }
}
