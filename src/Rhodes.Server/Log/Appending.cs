namespace Rhodes.Server.Log;

public static class Appending
{
    /// <summary>As <see cref="IEventStore.Append"/>. The events are encoded before it returns, so their list may be used again.</summary>
    public static Task<LogPlace> Append(this IEventStore store, Entry entry) => store.Append(EntryEncoding.Encode(entry));
}
