using Rhodes.Core.Control;

namespace Rhodes.Server.Http;

/// <summary>Questions of a kind that changes what it is asked of are asked of a copy of the site.</summary>
internal static class SiteCopy
{
    /// <summary>A copy of a large site takes a part of a second and memory: one is made at a time, whoever asks.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static async Task<T> AskAsync<T>(SiteServices site, Func<ControlCore, T> ask, CancellationToken cancel)
    {
        await OneAtATime.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var bytes = await site.Writer.Read(core => Snapshot.Of(core.State)).ConfigureAwait(false);
            return await Task.Run(() => ask(ControlCore.From(Snapshot.Restore(bytes))), cancel).ConfigureAwait(false);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
