using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;

namespace Rhodes.Server.Log;

/// <summary>
/// A site as it was: entries of a log are replayed one after the other, up to an instant. Give it to <see cref="LogWalk"/> or <see cref="LogImport"/>.
/// </summary>
/// <param name="untilOf">Says until when, given the instant of the first entry; null: not at all.</param>
/// <param name="saw">Told of each event, right after it was applied.</param>
public sealed class PastSite(Func<Instant, Instant?> untilOf, Action<Instant, Event> saw)
{
    private readonly StateFold _fold = new(new());
    private Instant? _until;
    private bool _goesOn;

    public SiteState State => _fold.State;

    /// <summary>The last entry that was replayed.</summary>
    public long Entries { get; private set; }

    public long Events => _fold.Events;

    /// <summary>What keeps it from being replayed on: an entry that cannot follow the one before it.</summary>
    public string? Problem { get; private set; }

    /// <returns>Whether there may be more: false when the entry came later, or nothing is to be replayed.</returns>
    public bool See(LogRecord record)
    {
        var decoded = DecodedEntry.Of(record);
        if (decoded.Entry is { } entry)
        {
            _until ??= untilOf(entry.At);
            _goesOn = _until is { } until && entry.At > until;
            if (_until is null || _goesOn) return false;
        }

        if (_fold.Apply(decoded) is { } damage)
        {
            Problem = damage.ToString();
            return false;
        }

        Entries = record.Sequence;
        foreach (var @event in decoded.Entry!.Events) saw(decoded.Entry.At, @event);
        return true;
    }

    /// <summary>Nothing more is to be seen: time goes on to the instant that was asked for, if the log does.</summary>
    public void Finish()
    {
        if (_goesOn) State.AdvanceTo(_until!.Value);
    }
}
