using Rhodes.Server.Hosting;

namespace Rhodes.Server.Tests.Api;

/// <summary>A tenant's stream of changes shows nothing of how busy others are.</summary>
public sealed class ChangesOfOthersTests(TestSite site) : IClassFixture<TestSite>
{
    /// <summary>More than is remembered, and than one who watches may be behind.</summary>
    private const int Many = 21_000;

    [Fact]
    public async Task A_stream_is_neither_ended_nor_called_incomplete_because_of_another_tenant()
    {
        using ScratchFolder folder = new();
        await using var server = await SiteServer.StartAsync(site.Options() with { Data = Path.Combine(folder.Path, "data"), JobsPerTenant = Many }, _ => { });
        using var owner = At(server, server.OwnerKey);
        using var rival = At(server, await KeyAsync(owner, "rival"));
        using var lab = At(server, await KeyAsync(owner, "lab"));
        using var stream = await OpenAsync(rival, null);
        await rival.Done("/api/v1/tenants/rival/jobs", TestSite.Job("before"));
        var place = await PlaceAsync(stream, "before");
        await lab.Done("/api/v1/tenants/lab/jobs", TestSite.Job("many", $",\"array\":{Many}"));
        await rival.Done("/api/v1/tenants/rival/jobs", TestSite.Job("behind"));
        await PlaceAsync(stream, "behind");
        using var again = await OpenAsync(rival, place);
        await PlaceAsync(again, "behind");
    }

    private static HttpClient At(SiteServer server, string? key)
    {
        HttpClient client = new() { BaseAddress = new(server.Address), Timeout = TimeSpan.FromSeconds(100) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    private static async Task<string> KeyAsync(HttpClient owner, string tenant)
    {
        await owner.Done($"/api/v1/tenants/{tenant}/users", TestSite.Json("""{"name":"ada","role":"member"}"""));
        return (string)(await owner.Done($"/api/v1/tenants/{tenant}/keys", TestSite.Json("""{"user":"ada"}""")))["key"]!;
    }

    private static async Task<StreamReader> OpenAsync(HttpClient client, string? place) =>
        new(await client.GetStreamAsync(new Uri($"/api/v1/changes{(place is null ? "" : $"?after={place}")}", UriKind.Relative)));

    /// <returns>The place of the next change of a job, before which the stream neither ended nor said that something was missed.</returns>
    private static async Task<string> PlaceAsync(StreamReader stream, string job)
    {
        var place = "";
        while (await stream.ReadLineAsync() is { } line)
        {
            Assert.NotEqual("event: lost", line);
            if (line.StartsWith("id: ", StringComparison.Ordinal)) place = line[4..];
            if (line.Contains($"\"name\":\"{job}\"", StringComparison.Ordinal)) return place;
        }

        throw new Xunit.Sdk.XunitException($"the stream ended before it told of '{job}'");
    }
}
