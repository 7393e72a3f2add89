using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Rhodes.Server.Tests.Api;

/// <summary>Requests made from the OpenAPI document, with random and hostile values in every place: no answer is a 5xx, none takes long, and none tells of another tenant.</summary>
public sealed class FuzzTests(TestSite site) : IClassFixture<TestSite>
{
    private const int Short = 3_000, Long = 25_000;

    private static readonly string[] Texts =
    [
        "", " ", "0", "-1", "1", "2147483648", "99999999999999999999", "1e9", "NaN", "null", "true", "lab", "rival", "nobody", "../../etc/passwd", "%2e%2e%2f", "a/b", "a\\b", "..", "\u0000", "\u001b[31m",
        "\u202e", "é", "😀", "'; DROP TABLE job; --", "<script>alert(1)</script>", "${jndi:ldap://x}", "{{7*7}}", new('a', 300), new('9', 40), "2026-01-01", "9999-12-31T23:59:59Z", "30d", "1ms", "0s", "h100-sxm",
    ];

    private static readonly string[] Bodies =
    [
        "", "{}", "[]", "null", "1", "\"x\"", "{", "}", "{\"a\":", "\u0000", "- - - -", "&a [*a]", "!!python/object:os.system x", "kind: Job", "kind: [Job]", "kind: Service\nname: s\nreplicas: 99999999999\ngang: {devices-per-node: 1}",
        "kind: Job\nname: x\ngang: {nodes: 1000000, devices-per-node: 1024}", "kind: Job\nname: x\narray: 100000000\ngang: {devices-per-node: 1}", "kind: Job\nname: x\ngang: {devices-per-node: 1}\nafter: [1, 2, nobody]",
        "kind: Job\nname: \"\\u001b[2J\"\ngang: {devices-per-node: 1}", "kind: Job\nname: x\ntenant: lab\ngang: {devices-per-node: 1}", "kind: Job\nname: x\ntime-limit: 999999999999d\ngang: {devices-per-node: 1}",
        "{\"replicas\":1e400}", "{\"priority\":1.5}", "{\"priority\":99999999999}", "{\"name\":null}", "{\"user\":{\"a\":[]}}", "{\"projects\":[null]}", "{\"name\":\"a\",\"projects\":[{\"name\":null}]}", "{\"weight\":-1,\"name\":\"w\"}",
        "{\"name\":\"l\",\"tenant\":\"lab\",\"pool\":\"h100\",\"cells\":\"99999 x rack\",\"from\":\"2030-01-01\",\"until\":\"2031-01-01\"}", "{\"from\":\"yesterday\"}", "{\"until\":\"1d\",\"user\":\"x\"}",
    ];

    [Fact]
    public async Task No_request_however_odd_breaks_the_server_or_learns_of_others()
    {
        var count = Environment.GetEnvironmentVariable("RHODES_LONG") == "1" ? Long : Short;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("RHODES_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 4;
        Random chance = new(seed);
        var document = await site.Owner.Found("/openapi/v1.json");
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (Path: path.Key, Method: operation.Key, What: operation.Value!))).ToList();
        using var lab = await site.AsAsync("lab", "member");
        await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("classified-work", ""","held":true"""));
        using var rival = await site.AsAsync("rival", "admin");
        using var nobody = site.With(null);
        HttpClient[] clients = [rival, rival, rival, site.Owner, nobody];
        for (var i = 0; i < count; i++)
        {
            var client = clients[chance.Next(clients.Length)];
            var (path, method, what) = operations[chance.Next(operations.Count)];
            if (path.EndsWith("/changes", StringComparison.Ordinal)) continue;   // it does not end
            using var request = Make(path, method, what, chance, client == site.Owner);
            if (request is null) continue;
            using var answer = await client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var told = $"seed {seed}, request {i}: {request.Method} {request.RequestUri}: {(int)answer.StatusCode} {text}";
            Assert.True((int)answer.StatusCode < 500, told);
            if (client == rival) Assert.False(text.Contains("classified", StringComparison.Ordinal) || text.Contains("lab-rack", StringComparison.Ordinal), told);
            if ((int)answer.StatusCode >= 400 && request.Method != HttpMethod.Head) Assert.True(text.Length == 0 || JsonNode.Parse(text)!["code"] is not null, told);
        }

        Assert.Equal("waiting", ((string)(await lab.Found("/api/v1/tenants/lab/jobs/classified-work"))["state"]!).Replace("held", "waiting", StringComparison.Ordinal));
    }

    private static HttpRequestMessage? Make(string path, string method, JsonNode what, Random chance, bool isOwner)
    {
        StringBuilder query = new();
        foreach (var parameter in what["parameters"]?.AsArray() ?? [])
        {
            var name = (string)parameter!["name"]!;
            var value = Texts[chance.Next(Texts.Length)];
            switch ((string)parameter["in"]!)
            {
                case "path" when name == "tenant" && isOwner: path = path.Replace("{tenant}", "rival", StringComparison.Ordinal); break;
                case "path": path = path.Replace($"{{{name}}}", Uri.EscapeDataString(name == "tenant" && chance.Next(2) == 0 ? "rival" : name == "job" && chance.Next(2) == 0 ? "1" : value), StringComparison.Ordinal); break;
                case "query" when chance.Next(2) == 0: query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value)); break;
            }
        }

        // The owner may end what the test stands on.
        if (isOwner && (method is "delete" || path.Contains("/end", StringComparison.Ordinal))) return null;
        HttpRequestMessage request = new(new HttpMethod(method.ToUpperInvariant()), new Uri(path + query, UriKind.Relative));
        if (method is "post" or "patch" or "put")
        {
            request.Content = new ByteArrayContent(BodyOf(chance));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(chance.Next(3) == 0 ? "application/json" : chance.Next(2) == 0 ? "application/yaml" : "text/plain");
        }

        var key = Texts[chance.Next(Texts.Length)];
        if (chance.Next(4) == 0 && key.All(char.IsAscii)) request.Headers.TryAddWithoutValidation("Idempotency-Key", key.Replace("\u0000", "", StringComparison.Ordinal).Replace("\u001b", "", StringComparison.Ordinal));
        return request;
    }

    private static byte[] BodyOf(Random chance)
    {
        var body = Encoding.UTF8.GetBytes(Bodies[chance.Next(Bodies.Length)]);
        switch (chance.Next(8))
        {
            case 0 when body.Length > 0: body[chance.Next(body.Length)] = (byte)chance.Next(256); break;
            case 1: body = [.. body, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", chance.Next(2_000))))]; break;
            case 2: chance.NextBytes(body = new byte[chance.Next(200)]); break;
            case 3: body = [.. Enumerable.Repeat((byte)' ', chance.Next(10_000)), .. body]; break;
        }

        return body;
    }
}
