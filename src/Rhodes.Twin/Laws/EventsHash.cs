using System.Buffers.Binary;
using System.Security.Cryptography;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Laws;

/// <summary>One number for all that became so: SHA-256 over each event's instant and encoding, in order.</summary>
public sealed class EventsHash : IRunObserver, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _at = new byte[8];

    public long Events { get; private set; }

    public void Saw(Instant at, Event @event)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_at, at.Milliseconds);
        _hash.AppendData(_at);
        _hash.AppendData(EventEncoding.Encode(@event));
        Events++;
    }

    public void Settled(Instant at, ControlCore core)
    {
    }

    /// <summary>Of all so far, in hexadecimal.</summary>
    public string Value => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
