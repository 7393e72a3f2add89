namespace Rhodes.Server.Tests.Api;

/// <summary>A server that is stopped goes on where it was.</summary>
public sealed class RestartTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task What_ran_runs_on_what_is_over_is_known_and_keys_open_as_before()
    {
        using var before = await site.AsAsync("lab", "member");
        var key = before.DefaultRequestHeaders.Authorization!.Parameter;
        before.DefaultRequestHeaders.Add("Idempotency-Key", "k");
        var running = await before.Done("/api/v1/tenants/lab/jobs", TestSite.Job("runs-on"));
        before.DefaultRequestHeaders.Remove("Idempotency-Key");
        await before.Done("/api/v1/tenants/lab/jobs", TestSite.Json("""{"kind":"Job","name":"quick","gang":{"devices-per-node":1},"run":["simulate","1ms"]}"""));
        await Eventually.IsAsync(async () => (string?)(await before.Found("/api/v1/tenants/lab/jobs/quick"))["outcome"] == "completed");
        await site.RestartAsync();
        using var after = site.With(key);
        Assert.Equal("running", (string)(await after.Found("/api/v1/tenants/lab/jobs/runs-on"))["state"]!);
        Assert.Equal("completed", (string)(await after.Found("/api/v1/tenants/lab/jobs/quick"))["outcome"]!);
        after.DefaultRequestHeaders.Add("Idempotency-Key", "k");
        Assert.Equal(running.ToJsonString(), (await after.Done("/api/v1/tenants/lab/jobs", TestSite.Job("runs-on"))).ToJsonString());
    }
}

/// <summary>Waits for something that comes by itself.</summary>
internal static class Eventually
{
    public static async Task IsAsync(Func<Task<bool>> what)
    {
        for (var until = DateTime.UtcNow.AddSeconds(20); !await what();)
        {
            Assert.True(DateTime.UtcNow < until, "it did not come to be in 20 seconds");
            await Task.Delay(20);
        }
    }
}
