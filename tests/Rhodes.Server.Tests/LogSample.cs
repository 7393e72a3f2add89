using Rhodes.Server.Bench;
using Rhodes.Server.Log;

namespace Rhodes.Server.Tests;

/// <summary>Logs of real entries.</summary>
internal static class LogSample
{
    public static void Fill(IEventStore store, int entries) => Fill(store, new(new()), entries);

    public static void Fill(IEventStore store, SubmitsAndEnds work, int entries)
    {
        List<Task<LogPlace>> appends = [];
        for (var i = 0; i < entries; i++) appends.Add(store.Append(work.Next()));
        Task.WhenAll(appends).GetAwaiter().GetResult();
    }

    public static List<string> Lines(IEventStore store) => [.. store.Read(1).Select(record => $"{record.Sequence} {record.Hash} {System.Text.Encoding.UTF8.GetString(record.Body)}")];
}
