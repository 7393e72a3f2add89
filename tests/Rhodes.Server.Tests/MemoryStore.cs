using Rhodes.Server.Log;

namespace Rhodes.Server.Tests;

/// <summary>The simplest store there is, to hold the conformance suite against: it keeps lists.</summary>
internal sealed class MemoryStore : IEventStore
{
    public List<LogRecord> Records { get; } = [];

    public SortedDictionary<long, KeptSnapshot> Kept { get; } = [];

    public LogPlace Noted { get; set; }

    public string Name => "memory";

    public LogPlace End() => Noted;

    public Task<LogPlace> Append(byte[] body)
    {
        lock (Records)
        {
            var record = LogRecord.After(Noted, body);
            Records.Add(record);
            Noted = record.Place;
            return Task.FromResult(record.Place);
        }
    }

    public IEnumerable<LogRecord> Read(long from)
    {
        lock (Records) return [.. Records.Where(record => record.Sequence >= from)];
    }

    public string SetAside(long last, LogPlace sound)
    {
        Records.RemoveAll(record => record.Sequence == last);
        Noted = sound;
        return "nothing";
    }

    public void Keep(LogSnapshot snapshot)
    {
        Kept[snapshot.Place.Sequence] = new($"{snapshot.Place.Sequence:D19}.snapshot", snapshot, null);
        while (Kept.Count > 3) Kept.Remove(Kept.Keys.First());
    }

    public IEnumerable<KeptSnapshot> Snapshots() => Kept.Values.Reverse();

    public void Dispose()
    {
    }
}

public sealed class MemoryStoreTests : EventStoreConformance, IDisposable
{
    private readonly MemoryStore _store = new();

    public void Dispose() => _store.Dispose();

    protected override IEventStore Open() => _store;

    protected override void Remove(long sequence) => _store.Records.RemoveAt((int)sequence - 1);

    protected override void Exchange(long a, long b)
    {
        var (first, second) = (_store.Records[(int)a - 1], _store.Records[(int)b - 1]);
        (_store.Records[(int)a - 1], _store.Records[(int)b - 1]) = (second with { Sequence = a }, first with { Sequence = b });
    }

    protected override void ChangeByte(long sequence, int at) => _store.Records[(int)sequence - 1].Body[at] ^= 1;

    protected override void ChangeSnapshot(long sequence) => _store.Kept[sequence] = new($"{sequence:D19}.snapshot", null, "is damaged: its checksum differs");
}
