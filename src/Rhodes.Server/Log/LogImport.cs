using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rhodes.Server.Log;

/// <summary>Reads what <see cref="LogExport"/> wrote into a store that is empty, and follows the chain as it goes.</summary>
public static class LogImport
{
    private const string HashMember = ",\"hash\":\"";

    /// <summary>How many may wait to become durable: so much memory, and no more.</summary>
    private const int MostWaiting = 10_000;

    /// <summary>Restores all of it.</summary>
    /// <returns>The end; with what is wrong with the file, to be put behind its name, in place of it.</returns>
    /// <exception cref="LogException">The store does not take it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (LogPlace End, string? Problem) Read(Stream from, IEventStore store, Action<long> see)
    {
        Task<LogPlace>? last = null;
        var (end, problem) = Through(from, record =>
        {
            last = store.Append(record.Body);
            if (record.Sequence % MostWaiting == 0) last.GetAwaiter().GetResult();
            see(record.Sequence);
            return true;
        });
        if (problem is null && last is not null && last.GetAwaiter().GetResult() != end) problem = "was not restored as it is";
        return problem is null ? (end, null) : (default, problem);
    }

    /// <summary>Goes through the entries, each of which is sound and known. Lines are counted from 1.</summary>
    /// <param name="see">False ends it.</param>
    /// <returns>The last entry that was seen; what is wrong with the file, to be put behind its name.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (LogPlace End, string? Problem) Through(Stream from, Func<LogRecord, bool> see)
    {
        using StreamReader reader = new(from, new UTF8Encoding(false, throwOnInvalidBytes: true));
        if (reader.ReadLine() is var header && header != LogExport.Header) return (default, $"(1): found '{Cut(header)}'; expected an export of a log, which begins with {LogExport.Header}");
        ChainCheck check = new(LogPlace.Start);
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text == LogExport.EndLine(check.Place)) return (check.Place, reader.ReadLine() is { } more ? $"({line + 1}): found '{Cut(more)}' behind the end" : null);
            if (ParsedAfter(check.Place, text, out var record) is { } problem) return (default, $"({line}): {problem}");
            if (check.Follow(record!) is { } damage) return (default, $"({line}): {damage}");
            if (Unknown(record!) is { } unknown) return (default, $"({line}): {unknown}");
            if (!see(record!)) return (check.Place, null);
        }

        return (default, $"is cut off behind entry {check.Place.Sequence:#,0}: the line with the end is missing");
    }

    /// <returns>What is wrong with the line; null when it is an entry.</returns>
    private static string? ParsedAfter(LogPlace place, string text, out LogRecord? record)
    {
        record = null;
        var start = $"{{\"seq\":{(place.Sequence + 1).ToString(CultureInfo.InvariantCulture)},";
        var hashAt = text.Length - HashMember.Length - (2 * ChainHash.Bytes) - 2;
        if (!text.StartsWith(start, StringComparison.Ordinal)) return $"found '{Cut(text)}'; expected entry {place.Sequence + 1:#,0}, '{start}…', or the end, '{LogExport.EndLine(place)}'";
        if (hashAt < start.Length || !text.EndsWith("\"}", StringComparison.Ordinal) || string.CompareOrdinal(text, hashAt, HashMember, 0, HashMember.Length) != 0
            || !ChainHash.TryParse(text[(hashAt + HashMember.Length)..^2], out var hash))
            return $"entry {place.Sequence + 1:#,0} does not end with its hash";
        record = new(place.Sequence + 1, place.Hash, Encoding.UTF8.GetBytes("{" + text[start.Length..hashAt] + "}"), hash);
        return null;
    }

    private static string? Unknown(LogRecord record)
    {
        try
        {
            EntryEncoding.Decode(record.Body);
            return null;
        }
        catch (JsonException unknown)
        {
            return $"entry {record.Sequence:#,0} holds what this Rhodes does not know: {unknown.Message}";
        }
    }

    private static string Cut(string? text) => text is null ? "" : text.Length <= 60 ? text : text[..60] + "…";
}
