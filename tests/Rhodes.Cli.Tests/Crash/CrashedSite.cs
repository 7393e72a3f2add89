using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Rhodes.Engines;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests.Crash;

/// <summary>
/// A site of real programs whose server is killed again and again, and clients who send their requests until they are acknowledged: what must hold afterwards is asked of it then.
/// </summary>
internal sealed class CrashedSite : IDisposable
{
    private const int Clients = 4;

    /// <summary>Each run of a job leaves a line; so it is seen how often user code started.</summary>
    private const string Program = "echo \\\"$RHODES_JOB $RHODES_ATTEMPT\\\" >> RAN";

    private readonly ScratchFolder _scratch = new();
    private readonly ConcurrentDictionary<string, int> _acknowledged = new();
    private readonly ConcurrentQueue<string> _unanswered = new();
    private int _names;
    private Process? _server;
    private string _address = "";

    public CrashedSite()
    {
        Directory.CreateDirectory(Site);
        File.WriteAllText(Path.Combine(Site, "fabric.yaml"), "site: crash\npools: [{ name: p, kind: rtx-5090, devices-per-node: 4, cores-per-node: 4, memory-per-node: 4 GiB }]\nnodes: { pool: p, name: n }\n");
        File.WriteAllText(Path.Combine(Site, "tenants.yaml"), "tenants: [{ name: house }]\n");
        File.WriteAllText(Path.Combine(Site, "leases.yaml"), "leases: [{ name: all, tenant: house, pool: p, cells: 1 x node, from: 2020-01-01, until: 2090-01-01 }]\n");
        File.WriteAllText(Ran, "");
        // Programs run as nobody where the server is root.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Ran, (UnixFileMode)0b110_110_110);
            File.SetUnixFileMode(_scratch.Path, (UnixFileMode)0b111_101_101);
        }
    }

    public int Acknowledged => _acknowledged.Count;

    private string Site => _scratch.File("site");

    private string Data => _scratch.File("data");

    private string Ran => _scratch.File("ran");

    public string OwnerKeyFile => Path.Combine(Data, "owner.key");

    /// <summary>Starts the server.</summary>
    /// <param name="crashAt">As <see cref="CrashPoint.Variable"/> has it; empty: it is not to crash.</param>
    /// <returns>False when it was gone before it listened.</returns>
    public bool Start(string crashAt)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "rhodes.dll"), "up", Site, "--data", Data, "--listen", "0", "--snapshot-every", "40", "--requests-per-second", "100000"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root,
        };
        start.Environment["XDG_CONFIG_HOME"] = _scratch.File("config");
        if (crashAt.Length > 0) start.Environment[CrashPoint.Variable] = crashAt;
        _server = Process.Start(start)!;
        StringBuilder said = new();
        _server.ErrorDataReceived += (_, line) =>
        {
            lock (said) said.AppendLine(line.Data);
        };
        _server.BeginErrorReadLine();
        while (_server.StandardOutput.ReadLine() is { } line)
        {
            said.AppendLine(line);
            if (line.IndexOf(" at http", StringComparison.Ordinal) is not (>= 0 and var at)) continue;
            _address = line[(at + 4)..].Split(' ')[0].TrimEnd('.');
            _ = _server.StandardOutput.ReadToEndAsync();
            return true;
        }

        _server.WaitForExit();
        Assert.True(crashAt.Length > 0 && _server.ExitCode == 137, $"it did not start: {said}");
        return false;
    }

    /// <summary>Clients send requests, those without an answer first, until the server is gone or so much time is.</summary>
    public void Load(TimeSpan most)
    {
        var until = DateTime.UtcNow + most;
        var key = File.ReadAllText(OwnerKeyFile).Trim();
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            using var client = Client(key);
            while (DateTime.UtcNow < until && !_server!.HasExited)
            {
                var name = _unanswered.TryDequeue(out var old) ? old : string.Create(CultureInfo.InvariantCulture, $"j{Interlocked.Increment(ref _names)}");
                if (!await SubmitAsync(client, name)) _unanswered.Enqueue(name);
            }
        }))).GetAwaiter().GetResult();
    }

    /// <summary>Whether it was killed, and not otherwise ended.</summary>
    public bool WaitUntilKilled(TimeSpan most)
    {
        var ended = _server!.WaitForExit(most);
        if (ended) Assert.Equal(137, _server.ExitCode);
        return ended;
    }

    public void Kill()
    {
        _server!.Kill();
        _server.WaitForExit();
    }

    /// <summary>Once more without a crash: everything is acknowledged, everything runs to its end, and what is there is what was said.</summary>
    public void CheckAll()
    {
        Start("");
        var key = File.ReadAllText(OwnerKeyFile).Trim();
        using var client = Client(key);
        while (_unanswered.TryDequeue(out var name)) Assert.True(SubmitAsync(client, name).GetAwaiter().GetResult(), $"{name} was not acknowledged");
        WaitForAllWork(client);
        var jobs = Jobs(client, "all");
        Assert.Equal(_acknowledged.OrderBy(each => each.Value).Select(each => $"{each.Key} {each.Value}"), jobs.OrderBy(job => (int)job["job"]!).Select(job => $"{job["name"]} {job["job"]}"));
        Assert.All(jobs, job => Assert.Equal("completed", (string)job["outcome"]!));
        var ran = File.ReadAllLines(Ran);
        Assert.Equal(ran.Length, ran.Distinct().Count());
        Assert.Equal(jobs.Count, ran.Select(line => line.Split(' ')[0]).Distinct().Count());
        Assert.Empty(Orphans());
        _server!.Kill();
        _server.WaitForExit();
        Ledger.IsExact(Data);
    }

    public void Dispose()
    {
        if (_server is { HasExited: false }) Kill();
        _server?.Dispose();
        foreach (var orphan in Orphans()) Process.GetProcessById(orphan).Kill();
        _scratch.Dispose();
    }

    /// <summary>However much there is: it must only go on.</summary>
    private static void WaitForAllWork(HttpClient client)
    {
        var (least, since) = (int.MaxValue, DateTime.UtcNow);
        while (Jobs(client, "open").Count is > 0 and var open)
        {
            if (open < least) (least, since) = (open, DateTime.UtcNow);
            Assert.True(DateTime.UtcNow < since.AddSeconds(60), $"{open} jobs do not come to their end");
            Thread.Sleep(100);
        }
    }

    private HttpClient Client(string key)
    {
        HttpClient client = new() { BaseAddress = new(_address), Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private async Task<bool> SubmitAsync(HttpClient client, string name)
    {
        var body = $$"""{"kind":"Job","name":"{{name}}","gang":{"devices-per-node":1},"run":["sh","-c","{{Program.Replace("RAN", Ran, StringComparison.Ordinal)}}"]}""";
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/api/v1/tenants/house/jobs", UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", name);
        try
        {
            using var answer = await client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{name}: {(int)answer.StatusCode} {text}");
            var number = (int)JsonNode.Parse(text)!["job"]!;
            Assert.Equal(number, _acknowledged.GetOrAdd(name, number));
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    private static List<JsonNode> Jobs(HttpClient client, string state)
    {
        List<JsonNode> jobs = [];
        string? next = null;
        do
        {
            var page = JsonNode.Parse(client.GetStringAsync(new Uri($"/api/v1/jobs?state={state}&limit=1000{(next is null ? "" : $"&cursor={next}")}", UriKind.Relative)).GetAwaiter().GetResult())!;
            jobs.AddRange(page["jobs"]!.AsArray().Select(job => job!));
            next = (string?)page["next"];
        }
        while (next is not null);

        return jobs;
    }

    /// <summary>Processes that belong to an attempt of this site.</summary>
    private List<int> Orphans() => [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id =>
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ").Contains($"={Data}/attempts", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    })];
}
