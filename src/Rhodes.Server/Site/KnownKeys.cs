using Rhodes.Core.Units;
using Rhodes.Server.Log;

namespace Rhodes.Server.Site;

/// <summary>
/// What became of requests that had a key, so that one that is sent again is not done again. Kept for a day, and for the newest <see cref="Most"/> entries of the log at the most; made
/// again from the log's end at a start.
/// </summary>
public sealed class KnownKeys
{
    internal const int Most = 200_000;

    private static readonly Duration Kept = Duration.FromHours(24);

    private readonly Dictionary<(string Who, string Key), (string Print, Decided Decided)> _known = [];
    private readonly Queue<(string Who, string Key)> _oldest = new();

    /// <returns>What became of it; null when it is new, or has no key.</returns>
    public Decided? Find(EntryHeader header)
    {
        if (header.Key.Length == 0) return null;
        var (key, print) = Split(header.Key);
        if (!_known.TryGetValue((header.Who, key), out var known)) return null;
        return string.Equals(known.Print, print, StringComparison.Ordinal) ? known.Decided : new(known.Decided.At, null, 0, 0) { IsKeyOfAnother = true };
    }

    public void Add(EntryHeader header, Decided decided)
    {
        if (header.Key.Length == 0) return;
        var (key, print) = Split(header.Key);
        if (!_known.TryAdd((header.Who, key), (print, decided))) return;
        _oldest.Enqueue((header.Who, key));
        while (_oldest.TryPeek(out var oldest) && (_oldest.Count > Most || _known[oldest].Decided.At + Kept < decided.At)) _known.Remove(_oldest.Dequeue());
    }

    /// <summary>From the newest entries of a log whose chain was checked.</summary>
    public static KnownKeys From(IEventStore store, LogPlace end)
    {
        KnownKeys keys = new();
        foreach (var record in store.Read(Math.Max(1, end.Sequence - Most + 1)))
        {
            if (!EntryEncoding.HasKey(record.Body)) continue;
            var entry = EntryEncoding.Decode(record.Body);
            keys.Add(entry.Header, Decided.Of(entry.At, entry.Events));
        }

        return keys;
    }

    private static (string Key, string Print) Split(string text)
    {
        var at = text.LastIndexOf(' ');
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
