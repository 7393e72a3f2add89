using System.Text.Json;
using Rhodes.Core.Control;

namespace Rhodes.Server.Log;

/// <summary>An entry that was read.</summary>
/// <param name="Entry">Null when this Rhodes does not know what is in it; then <paramref name="Why"/> says so.</param>
internal sealed record DecodedEntry(long Sequence, Entry? Entry, Damage? Why)
{
    public static DecodedEntry Of(LogRecord record)
    {
        try
        {
            return new(record.Sequence, EntryEncoding.Decode(record.Body), null);
        }
        catch (JsonException unknown)
        {
            return new(record.Sequence, null, new(record.Sequence, $"holds what this Rhodes does not know; a newer one may have written it: {unknown.Message}"));
        }
    }
}

/// <summary>A state that is rebuilt from entries.</summary>
internal sealed class StateFold(SiteState state)
{
    public SiteState State { get; } = state;

    public long Events { get; private set; }

    /// <returns>Why not; null when it was done.</returns>
    public Damage? Apply(DecodedEntry decoded)
    {
        if (decoded.Entry is not { } entry) return decoded.Why;
        if (entry.At < State.Now) return new(decoded.Sequence, $"is of {entry.At}, before the one before it");
        State.AdvanceTo(entry.At);
        for (var i = 0; i < entry.Events.Count; i++) State.Apply(entry.Events[i]);
        Events += entry.Events.Count;
        return null;
    }
}
