using System.Text.Json;
using Rhodes.Core.Control;

namespace Rhodes.Server.Log;

/// <summary>A state that is rebuilt from entries.</summary>
internal sealed class StateFold(SiteState state)
{
    public SiteState State { get; } = state;

    public long Events { get; private set; }

    /// <returns>Why not; null when it was done.</returns>
    public Damage? Apply(LogRecord record)
    {
        Entry entry;
        try
        {
            entry = EntryEncoding.Decode(record.Body);
        }
        catch (JsonException unknown)
        {
            return new(record.Sequence, $"holds what this Rhodes does not know; a newer one may have written it: {unknown.Message}");
        }

        if (entry.At < State.Now) return new(record.Sequence, $"is of {entry.At}, before the one before it");
        State.AdvanceTo(entry.At);
        for (var i = 0; i < entry.Events.Count; i++) State.Apply(entry.Events[i]);
        Events += entry.Events.Count;
        return null;
    }
}
