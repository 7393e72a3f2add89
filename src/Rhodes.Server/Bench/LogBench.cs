using System.Diagnostics;
using Rhodes.Core.Control;
using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Server.Bench;

/// <summary>How quick durable appends are.</summary>
/// <param name="Appenders">So many at once, each of which waits until its entry is durable.</param>
public sealed record AppendFigures(int Appenders, long Entries, long Events, decimal Seconds, decimal P50Ms, decimal P99Ms)
{
    public decimal EntriesPerSecond => decimal.Round(Entries / Seconds);
}

/// <summary>Measures the log on the disk of a folder.</summary>
/// <remarks>Times are of this machine.</remarks>
public static class LogBench
{
    /// <summary>Lets so many append for so long.</summary>
    /// <param name="tell">Gets each place as soon as it is durable, from any thread.</param>
    public static AppendFigures Append(IEventStore store, SubmitsAndEnds work, int appenders, TimeSpan time, Action<LogPlace> tell, CancellationToken cancel)
    {
        var gate = new Lock();
        long events = 0;
        List<long> ticks = [];
        var clock = Stopwatch.StartNew();

        async Task One()
        {
            while (clock.Elapsed < time && !cancel.IsCancellationRequested)
            {
                var start = Stopwatch.GetTimestamp();
                Task<LogPlace> append;
                lock (gate)
                {
                    var entry = work.Next();
                    events += entry.Events.Count;
                    append = store.Append(entry);
                }

                tell(await append.ConfigureAwait(false));
                var took = Stopwatch.GetTimestamp() - start;
                lock (gate) ticks.Add(took);
            }
        }

        Task.WhenAll(Enumerable.Range(0, appenders).Select(_ => Task.Run(One))).GetAwaiter().GetResult();
        var seconds = (decimal)clock.Elapsed.TotalSeconds;
        ticks.Sort();
        return new(appenders, ticks.Count, events, decimal.Round(seconds, 3), Ms(ticks, 500), Ms(ticks, 990));
    }

    /// <summary>Writes a log of so many events with a snapshot, and opens it.</summary>
    /// <param name="path">An empty folder.</param>
    /// <param name="behind">Whether the events are behind the snapshot, and so are replayed; else they are before it.</param>
    public static OpenedLog Open(string path, long events, bool behind)
    {
        SubmitsAndEnds work = new(new());
        using (var folder = DataFolder.Open(path, _ => { }))
        {
            long written = 0;
            Task<LogPlace>? last = null;
            for (var entries = 0; written < events; entries++)
            {
                var entry = work.Next();
                written += entry.Events.Count;
                last = folder.Store.Append(entry);
                if (entries % 10_000 == 0) last.GetAwaiter().GetResult();
                if (behind && entries == 10) Keep(folder.Store, last, work.State);
            }

            if (!behind) Keep(folder.Store, last!, work.State);
        }

        List<string> notes = [];
        using var again = DataFolder.Open(path, notes.Add);
        return LogOpening.Open(again.Store, notes);
    }

    private static void Keep(IEventStore store, Task<LogPlace> durable, SiteState state) => store.Keep(new(durable.GetAwaiter().GetResult(), Snapshot.Of(state)));

    internal static decimal Ms(List<long> sorted, int thousandths) => sorted.Count == 0 ? 0
        : decimal.Round((decimal)sorted[Math.Max(0, (int)((((long)sorted.Count * thousandths) + 999) / 1_000) - 1)] * 1_000 / Stopwatch.Frequency, 2);
}
