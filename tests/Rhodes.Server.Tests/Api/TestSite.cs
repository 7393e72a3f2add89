using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Rhodes.Core.Model;
using Rhodes.Files;
using Rhodes.Server.Hosting;
using Rhodes.Server.Simulation;

namespace Rhodes.Server.Tests.Api;

/// <summary>A small site that really runs, on simulated hardware at real speed: two racks of four nodes, a lab with a lease, and a rival without one.</summary>
public sealed class TestSite : IAsyncLifetime, IDisposable
{
    private const string Fabric = """
        site: test
        pools:
          - { name: h100, kind: h100, devices-per-node: 8, cores-per-node: 64, memory-per-node: 1 TiB }
        racks:
          count: 2
          name: "r{n}"
          nodes: { pool: h100, count: 4, name: "{rack}-n{n}" }
        """;

    private const string Tenants = """
        tenants:
          - name: house
          - name: lab
          - name: rival
        """;

    private const string Leases = """
        leases:
          - { name: lab-rack, tenant: lab, pool: h100, cells: 1 x rack, from: 2020-01-01, until: 2090-01-01, recall-notice: 1m }
        """;

    private readonly ScratchFolder _folder = new();

    public SiteServer Server { get; private set; } = null!;

    public HttpClient Owner { get; private set; } = null!;

    public int RequestsPerSecond { get; init; } = 1_000_000;

    public string Data => Path.Combine(_folder.Path, "data");

    public async Task InitializeAsync()
    {
        Server = await SiteServer.StartAsync(Options(), _ => { });
        Owner = With(Server.OwnerKey);
    }

    public SiteOptions Options()
    {
        var site = Path.Combine(_folder.Path, "site");
        Directory.CreateDirectory(site);
        File.WriteAllText(Path.Combine(site, "fabric.yaml"), Fabric);
        File.WriteAllText(Path.Combine(site, "tenants.yaml"), Tenants);
        File.WriteAllText(Path.Combine(site, "leases.yaml"), Leases);
        var loaded = SiteFiles.Load(site, [.. Catalogue.Kinds.Select(kind => kind.Id)]);
        Assert.True(loaded.IsSound, string.Join('\n', loaded.Problems));
        return new() { Data = Data, Site = loaded.Value, RealEngine = clock => new TwinEngine(clock), RequestsPerSecond = RequestsPerSecond, JobsPerTenant = 1_000 };
    }

    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        Owner.Dispose();
        await InitializeAsync();
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose()
    {
        Owner.Dispose();
        _folder.Dispose();
    }

    /// <summary>A client with a key; null: with none.</summary>
    public HttpClient With(string? key)
    {
        HttpClient client = new() { BaseAddress = new(Server.Address), Timeout = TimeSpan.FromSeconds(20) };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A client of a new user.</summary>
    public async Task<HttpClient> AsAsync(string tenant, string role)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{role}-{Guid.NewGuid():n}");
        await OkAsync(await Owner.PostAsync(new Uri($"/api/v1/tenants/{tenant}/users", UriKind.Relative), Json($$"""{"name":"{{name}}","role":"{{role}}"}""")));
        var issued = await OkAsync(await Owner.PostAsync(new Uri($"/api/v1/tenants/{tenant}/keys", UriKind.Relative), Json($$"""{"user":"{{name}}"}""")));
        return With((string)issued["key"]!);
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static StringContent Job(string name, string more = "") => Json($$"""{"kind":"Job","name":"{{name}}","gang":{"devices-per-node":8},"run":["simulate","1h"]{{more}}}""");

    public static async Task<JsonNode> OkAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <returns>The word for programs of an answer that says no.</returns>
    public static async Task<string> NoAsync(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode}, expected {status}: {text}");
        return (string)JsonNode.Parse(text)!["code"]!;
    }
}

internal static class Clients
{
    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, HttpContent? body = null) => client.PostAsync(new Uri(path, UriKind.Relative), body);

    public static async Task<JsonNode> Found(this HttpClient client, string path) => await TestSite.OkAsync(await client.Get(path));

    public static async Task<JsonNode> Done(this HttpClient client, string path, HttpContent? body = null) => await TestSite.OkAsync(await client.Post(path, body));
}
