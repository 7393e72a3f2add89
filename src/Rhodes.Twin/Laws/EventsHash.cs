using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Laws;

/// <summary>One number for all that became so: SHA-256 over each event's instant and encoding, in order.</summary>
public sealed class EventsHash : IRunObserver, IDisposable
{
    /// <summary>Bytes: hashing many events at once costs less than one by one.</summary>
    private const int EnoughToHash = 1 << 15;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly Utf8JsonWriter _writer;

    public EventsHash() => _writer = new(_buffer);

    public long Events { get; private set; }

    public void Saw(Instant at, Event @event)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), at.Milliseconds);
        _buffer.Advance(8);
        _writer.Reset(_buffer);
        EventEncoding.Encode(@event, _writer);
        _writer.Flush();
        if (_buffer.WrittenCount > EnoughToHash) HashBuffer();
        Events++;
    }

    public void Settled(Instant at, ControlCore core)
    {
    }

    /// <summary>Of all so far, in hexadecimal.</summary>
    public string Value
    {
        get
        {
            HashBuffer();
            return Convert.ToHexStringLower(_hash.GetCurrentHash());
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _hash.Dispose();
    }

    private void HashBuffer()
    {
        _hash.AppendData(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
