using Rhodes.Server.Log;

namespace Rhodes.Server.Site;

/// <summary>Keeps snapshots beside the log, one at a time, while deciding goes on. One that cannot be kept is no loss, only a longer start: it is said, and the next is tried in its turn.</summary>
internal sealed class SnapshotKeeper(IEventStore store, Action<string> say)
{
    private Task _keeping = Task.CompletedTask;

    public bool IsBusy => !_keeping.IsCompleted;

    /// <param name="state">What all entries up to the last that was appended add up to.</param>
    /// <param name="durable">Ends when that entry is durable: a snapshot must not be of what the log may never have.</param>
    public void Keep(byte[] state, Task<LogPlace> durable) => _keeping = KeepAsync(state, durable);

    /// <summary>Waits for the one that is being kept.</summary>
    public void Finish() => _keeping.GetAwaiter().GetResult();

    private async Task KeepAsync(byte[] state, Task<LogPlace> durable)
    {
        try
        {
            var place = await durable.ConfigureAwait(false);
            await Task.Run(() => store.Keep(new(place, state))).ConfigureAwait(false);
        }
        catch (LogException failure)
        {
            say($"{failure.Message}. Nothing is lost by that; the next start takes longer.");
        }
    }
}
