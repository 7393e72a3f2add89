namespace Rhodes.Server.Log;

/// <summary>Follows the chain record by record: nothing missing, nothing exchanged, no byte changed.</summary>
public sealed class ChainCheck(LogPlace from)
{
    /// <summary>The last record that was sound.</summary>
    public LogPlace Place { get; private set; } = from;

    /// <returns>What is wrong with the record; null when it is the next one and as it was written.</returns>
    public Damage? Follow(LogRecord record)
    {
        var expected = Place.Sequence + 1;
        if (record.Sequence > expected) return new(expected, $"is missing: {record.Sequence:#,0} follows {Place.Sequence:#,0}");
        if (record.Sequence < expected) return new(expected, $"is not there: {record.Sequence:#,0} stands in its place");
        if (record.Before != Place.Hash) return new(expected, "does not follow from the one before it: one of the two was exchanged or changed");
        if (Place.Hash.Next(record.Sequence, record.Body) != record.Hash) return new(expected, "is not as it was written: its checksum differs");
        Place = record.Place;
        return null;
    }
}
