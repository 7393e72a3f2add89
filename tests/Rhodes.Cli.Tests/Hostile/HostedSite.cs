using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rhodes.Cli.Tests.Hostile;

/// <summary>A site of one machine whose server is the real program, in a folder of its own, and who asks it over HTTP. Its jobs are held: nothing runs.</summary>
internal sealed class HostedSite : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly List<RealProcess> _started = [];

    public HostedSite()
    {
        Directory.CreateDirectory(Site);
        File.WriteAllText(Path.Combine(Site, "fabric.yaml"), "site: hostile\npools: [{ name: p, kind: rtx-5090, devices-per-node: 4, cores-per-node: 4, memory-per-node: 4 GiB }]\nnodes: { pool: p, name: n }\n");
        File.WriteAllText(Path.Combine(Site, "tenants.yaml"), "tenants: [{ name: house }]\n");
        File.WriteAllText(Path.Combine(Site, "leases.yaml"), "leases: []\n");
        Data = _scratch.File("data");
    }

    public string Data { get; set; }

    public string Url { get; private set; } = "";

    public string Key => File.ReadAllText(Path.Combine(Data, "owner.key")).Trim();

    private string Site => _scratch.File("site");

    public string InScratch(string name) => _scratch.File(name);

    public Dictionary<string, string?> Environment => new() { ["XDG_CONFIG_HOME"] = _scratch.File("config"), ["RHODES_CONTEXT"] = null, ["RHODES_URL"] = null, ["RHODES_KEY"] = null };

    /// <summary>Starts the server, and waits until it listens.</summary>
    public RealProcess Up(params string[] more) => UpUnder([], Environment, more);

    public RealProcess UpUnder(string[] tool, Dictionary<string, string?> environment, params string[] more)
    {
        var server = Start(tool, environment, more);
        server.WaitUntil(() => server.Out.Contains("Ctrl-C", StringComparison.Ordinal));
        Url = server.Out.Split("at http", 2)[1].Split(' ')[0].TrimEnd('.').Insert(0, "http");
        return server;
    }

    /// <summary>What a start says that must not succeed: in sentences, without a word of the code.</summary>
    public Session Refused(params string[] more) => RefusedUnder([], more);

    public Session RefusedUnder(string[] tool, params string[] more)
    {
        var session = Start(tool, Environment, more).End();
        Assert.DoesNotContain("   at ", session.Out + session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Ctrl-C", session.Out, StringComparison.Ordinal);
        Assert.Equal(2, session.ExitCode);
        return session;
    }

    /// <summary>Ends a server in good order, whatever it runs under.</summary>
    public Session Stop(RealProcess server)
    {
        Process.Start("kill", ["-TERM", File.ReadAllText(Path.Combine(Data, "lock.pid")).Trim()]).WaitForExit();
        return server.End();
    }

    public HttpClient Client(HttpMessageHandler? handler = null)
    {
        HttpClient client = new(handler ?? new HttpClientHandler()) { BaseAddress = new(Url), Timeout = TimeSpan.FromSeconds(40) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    /// <returns>The answer's status and body; 0 when the connection broke off.</returns>
    public static async Task<(HttpStatusCode Status, string Body)> SubmitAsync(HttpClient client, string name, int padding = 0)
    {
        var body = $$"""{"kind":"Job","name":"{{name}}","held":true,"gang":{"devices-per-node":1},"run":["true","{{new string('x', padding + 1)}}"]}""";
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        try
        {
            using var answer = await client.PostAsync(new Uri("/api/v1/tenants/house/jobs", UriKind.Relative), content);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            return (0, "");
        }
    }

    public void Submit(params string[] names)
    {
        using var client = Client();
        foreach (var name in names) Assert.Equal(HttpStatusCode.Created, SubmitAsync(client, name).GetAwaiter().GetResult().Status);
    }

    /// <summary>Names of all jobs, oldest first.</summary>
    public List<string> Jobs()
    {
        using var client = Client();
        var page = JsonNode.Parse(client.GetStringAsync(new Uri("/api/v1/jobs?state=all&limit=1000", UriKind.Relative)).GetAwaiter().GetResult())!;
        return [.. page["jobs"]!.AsArray().Select(job => (Number: (int)job!["job"]!, Name: (string)job["name"]!)).OrderBy(job => job.Number).Select(job => job.Name)];
    }

    /// <summary>Every file with its content, but for what says who has the folder.</summary>
    public List<string> Content() =>
    [
        .. Directory.GetFiles(Data, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    public void Dispose()
    {
        foreach (var server in _started)
        {
            // Under a tool the server is not the process that was started.
            if (!server.HasExited && File.Exists(Path.Combine(Data, "lock.pid")))
                Process.Start("kill", ["-KILL", File.ReadAllText(Path.Combine(Data, "lock.pid")).Trim()]).WaitForExit();
            server.Dispose();
        }

        _scratch.Dispose();
    }

    private RealProcess Start(string[] tool, Dictionary<string, string?> environment, string[] more)
    {
        string[] listen = more.Contains("--listen") ? [] : ["--listen", "0"];
        var server = RealProcess.Under(tool, environment, ["up", Site, "--data", Data, .. listen, .. more]);
        _started.Add(server);
        return server;
    }
}
