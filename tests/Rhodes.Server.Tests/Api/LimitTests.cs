namespace Rhodes.Server.Tests.Api;

/// <summary>What one tenant may take of what all share.</summary>
public sealed class LimitTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task A_jobs_document_is_no_place_for_a_large_program()
    {
        using var lab = await site.AsAsync("lab", "member");
        var program = new string('x', 70_000);
        using var job = TestSite.Json($$"""{"kind":"Job","name":"large","gang":{"devices-per-node":8},"run":["sh","-c","{{program}}"]}""");
        Assert.Equal("too_large", await TestSite.NoAsync(await lab.Post("/api/v1/tenants/lab/jobs", job), 413));
        Assert.Empty((await lab.Found("/api/v1/tenants/lab/jobs?state=all&name=large"))["jobs"]!.AsArray());
    }

    /// <summary>Small ones beside it make no room for it.</summary>
    [Fact]
    public async Task One_of_many_jobs_is_no_place_for_a_large_program_either()
    {
        using var lab = await site.AsAsync("lab", "member");
        const string Small = """{"kind":"Job","name":"small","gang":{"devices-per-node":8},"run":["true"]}""";
        using var jobs = TestSite.Json($"[{string.Join(',', Enumerable.Repeat(Small, 20))},{Small.Replace("true", new string('x', 70_000), StringComparison.Ordinal)}]");
        Assert.Equal("document", await TestSite.NoAsync(await lab.Post("/api/v1/tenants/lab/jobs/submit", jobs), 400));
        Assert.Empty((await lab.Found("/api/v1/tenants/lab/jobs?state=all&name=small"))["jobs"]!.AsArray());
    }

    /// <summary>Also of more jobs than a tenant may ever ask for at once.</summary>
    [Fact]
    public async Task Many_jobs_by_one_request_count_as_many_requests()
    {
        using TestSite slow = new() { RequestsPerSecond = 10 };
        await slow.InitializeAsync();
        try
        {
            using var lab = await slow.AsAsync("lab", "member");
            using var jobs = TestSite.Json($"[{string.Join(',', Enumerable.Repeat("""{"kind":"Job","name":"one","gang":{"devices-per-node":1},"run":["true"]}""", 30))}]");
            Assert.Equal("too_many_requests", await TestSite.NoAsync(await lab.Post("/api/v1/tenants/lab/jobs/submit", jobs), 429));
            using var names = TestSite.Json($$"""{"jobs":[{{string.Join(',', Enumerable.Range(1, 30).Select(i => $"\"{i}\""))}}]}""");
            Assert.Equal("too_many_requests", await TestSite.NoAsync(await lab.Post("/api/v1/tenants/lab/jobs/cancel", names), 429));
        }
        finally
        {
            await slow.DisposeAsync();
        }
    }

    [Fact]
    public async Task Streams_of_one_tenant_leave_connections_for_another()
    {
        using var lab = await site.AsAsync("lab", "viewer");
        using var rival = await site.AsAsync("rival", "viewer");
        List<HttpResponseMessage> streams = [];
        try
        {
            for (var i = 0; i < 200; i++) streams.Add(await OpenAsync(lab));
            Assert.All(streams, stream => Assert.Equal(200, (int)stream.StatusCode));
            using var more = await OpenAsync(lab);
            Assert.Equal("too_many_requests", await TestSite.NoAsync(more, 429));
            streams.Add(await OpenAsync(rival));
            Assert.Equal(200, (int)streams[^1].StatusCode);
        }
        finally
        {
            foreach (var stream in streams) stream.Dispose();
        }
    }

    [Fact]
    public async Task A_tenants_quote_has_no_endless_calendar()
    {
        using var lab = await site.AsAsync("lab", "admin");
        var steps = string.Join(',', Enumerable.Range(0, 401).Select(i => $$"""{"from":"{{new DateTime(2040, 1, 1).AddDays(2 * i):yyyy-MM-dd}}","until":"{{new DateTime(2040, 1, 2).AddDays(2 * i):yyyy-MM-dd}}","cells":"1 x node"}"""));
        using var asked = TestSite.Json($$"""{"name":"much","tenant":"lab","pool":"h100","recall-notice":"0s","steps":[{{steps}}]}""");
        Assert.Equal("steps", await TestSite.NoAsync(await lab.Post("/api/v1/leases/quote", asked), 400));
    }

    private static Task<HttpResponseMessage> OpenAsync(HttpClient client) => client.GetAsync(new Uri("/api/v1/changes", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
}
