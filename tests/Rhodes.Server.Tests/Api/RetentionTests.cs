using System.Collections.Immutable;
using System.Net.Http.Headers;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Engines.Local;
using Rhodes.Server.Hosting;

namespace Rhodes.Server.Tests.Api;

/// <summary>Real programs, and what they wrote: it goes once it is old, and what is known of the job stays.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task What_a_program_wrote_goes_when_it_is_old_and_never_of_what_runs()
    {
        using ScratchFolder folder = new();
        // Where this is root, programs run as nobody, and must get through to what is theirs.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var data = Path.Combine(folder.Path, "data");
        var machine = LocalMachine.Discover();
        var site = LocalSite.Of(machine);
        await using var server = await SiteServer.StartAsync(
            new() { Data = data, Site = site, RealEngine = _ => LocalSite.EngineOf(site, machine, data, ImmutableDictionary<string, string>.Empty), KeepOutput = Duration.FromSeconds(1) }, _ => { });
        using HttpClient owner = new() { BaseAddress = new(server.Address) };
        owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.OwnerKey);
        const string Jobs = $"/api/v1/tenants/{ControlCore.House}/jobs";
        await owner.Done(Jobs, TestSite.Json("""{"kind":"Job","name":"ends","gang":{"devices-per-node":1},"run":["sh","-c","echo over"]}"""));
        await owner.Done(Jobs, TestSite.Json("""{"kind":"Job","name":"runs","gang":{"devices-per-node":1},"run":["sh","-c","echo still; exec sleep 300"]}"""));
        await UntilAsync(async () => (string)(await owner.Found($"{Jobs}/ends"))["state"]! == "over" && await TextAsync(owner, "runs") == "still\n");
        Assert.Equal("over\n", await TextAsync(owner, "ends"));
        Assert.Equal("no_attempt", await TestSite.NoAsync(await owner.Get($"{Jobs}/ends/output?attempt=2"), 404));
        Assert.Equal("no_rank", await TestSite.NoAsync(await owner.Get($"{Jobs}/ends/output?rank=1"), 404));

        await UntilAsync(async () =>
        {
            server.RemoveOldOutput();
            return await TextAsync(owner, "ends") is null;
        });
        var ended = await owner.Found($"{Jobs}/ends");
        Assert.Equal("completed", (string)ended["outcome"]!);
        Assert.Single(ended["history"]!.AsArray());
        using var gone = await owner.Get($"{Jobs}/ends/output");
        Assert.Contains("is kept for 1s after it ended", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("still\n", await TextAsync(owner, "runs"));
        await owner.Done($"{Jobs}/runs/cancel");
        await UntilAsync(async () =>
        {
            server.RemoveOldOutput();
            return await TextAsync(owner, "runs") is null;
        });
    }

    /// <returns>Null: there is none.</returns>
    private static async Task<string?> TextAsync(HttpClient owner, string job)
    {
        using var answer = await owner.Get($"/api/v1/tenants/{ControlCore.House}/jobs/{job}/output");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : null;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(60));
        while (!await isSo()) await Task.Delay(50, soon.Token);
    }
}
