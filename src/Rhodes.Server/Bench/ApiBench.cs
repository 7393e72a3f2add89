using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
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

/// <summary>Loads a running server: many clients, each of which submits a job, or some by one request, waits for the answer, and cancels its oldest ones, many by one request, when it has enough of them.</summary>
/// <remarks>Times are of this machine, on which the clients work too.</remarks>
public static class ApiBench
{
    /// <summary>Jobs of one client that are not cancelled yet: this bounds what waits. So many are left when as many again are cancelled.</summary>
    private const int Backlog = 30;

    private const string Job = """{"kind":"Job","name":"bench","claim":"loan","gang":{"devices-per-node":1},"time-limit":"1h","run":["true"]}""";

    /// <param name="server">By HTTP.</param>
    /// <exception cref="SocketException">The server cannot be reached.</exception>
    /// <exception cref="IOException">It broke off.</exception>
    /// <param name="together">Jobs of one request.</param>
    public static ApiFigures Run(Uri server, string key, string tenant, int clients, int together, TimeSpan time, CancellationToken cancel)
    {
        var work = Enumerable.Range(0, clients).Select(_ => new Client(server, key, tenant, together)).ToList();
        var clock = Stopwatch.StartNew();
        var threads = work.Select(client => new Thread(() => client.Work(() => clock.Elapsed < time && !cancel.IsCancellationRequested))).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        var seconds = (decimal)clock.Elapsed.TotalSeconds;
        if (work.Find(client => client.Broken is not null)?.Broken is { } broken) throw broken;
        List<long> ticks = [.. work.SelectMany(client => client.Ticks)];
        ticks.Sort();
        return new(clients, work.Sum(client => client.Submits), work.Sum(client => client.Cancels), work.Sum(client => client.Refused), work.Find(client => client.FirstRefusal is not null)?.FirstRefusal, decimal.Round(seconds, 3),
            LogBench.Ms(ticks, 500), LogBench.Ms(ticks, 990), LogBench.Ms(ticks, 1_000));
    }

    private sealed class Client(Uri server, string key, string tenant, int together)
    {
        private readonly Queue<int> _mine = new();

        public List<long> Ticks { get; } = [];

        public long Submits { get; private set; }

        public long Cancels { get; private set; }

        public long Refused { get; private set; }

        public string? FirstRefusal { get; private set; }

        public Exception? Broken { get; private set; }

        public void Work(Func<bool> goesOn)
        {
            try
            {
                using PlainConnection connection = new(server, key);
                var submit = together == 1 ? connection.Post($"/api/v1/tenants/{tenant}/jobs", Job)
                    : connection.Post($"/api/v1/tenants/{tenant}/jobs/submit", $"[{string.Join(',', Enumerable.Repeat(Job, together))}]");
                while (goesOn())
                {
                    var start = Stopwatch.GetTimestamp();
                    var answer = connection.Send(submit);
                    if (!IsWell(answer, together == 1 ? 201 : 200)) continue;
                    Ticks.Add(Stopwatch.GetTimestamp() - start);
                    foreach (var job in JobsOf(answer.Body.Span))
                    {
                        Submits++;
                        _mine.Enqueue(job);
                    }

                    while (_mine.Count >= 2 * Backlog) Cancel(connection);
                }
            }
            catch (Exception broken) when (broken is SocketException or IOException)
            {
                Broken = broken;
            }
        }

        private IEnumerable<int> JobsOf(ReadOnlySpan<byte> answer) => together == 1
            ? [JsonSerializer.Deserialize<Submitted>(answer, Bodies.Json)!.Job]
            : JsonSerializer.Deserialize<ManySubmitted>(answer, Bodies.Json)!.Jobs.Where(each => each.Job is not null).Select(each => each.Job!.Value);

        private void Cancel(PlainConnection connection)
        {
            var names = string.Join(',', Enumerable.Range(0, Backlog).Select(_ => $"\"{_mine.Dequeue()}\""));
            var answer = connection.Send(connection.Post($"/api/v1/tenants/{tenant}/jobs/cancel", $$"""{"jobs":[{{names}}]}"""));
            if (IsWell(answer, 200)) Cancels += JsonSerializer.Deserialize<ManyDone>(answer.Body.Span, Bodies.Json)!.Jobs.Count(job => job.Refused is null);
        }

        private bool IsWell((int Status, ReadOnlyMemory<byte> Body) answer, int expected)
        {
            if (answer.Status == expected) return true;
            Refused++;
            FirstRefusal ??= $"{answer.Status}: {Encoding.UTF8.GetString(answer.Body.Span)}";
            return false;
        }
    }
}
