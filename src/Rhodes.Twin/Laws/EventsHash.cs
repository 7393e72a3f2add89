using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Laws;

/// <summary>
/// One number for all that became so, over each event's instant and encoding, in order. It is a chain of SHA-256: a block ends with the
/// event that fills it, and its hash is that of the hash before it, then the block. So a run that is interrupted can keep where it is.
/// </summary>
public sealed class EventsHash : IRunObserver, IDisposable
{
    /// <summary>Bytes of a block: hashing many events at once costs less than one by one.</summary>
    private const int FullBlock = 1 << 15;

    /// <summary>The hash before, and then the block so far.</summary>
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly Utf8JsonWriter _writer;

    public EventsHash() => _writer = new(_buffer, new() { SkipValidation = true });

    public long Events { get; private set; }

    public void Saw(Instant at, Event @event)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), at.Milliseconds);
        _buffer.Advance(8);
        _writer.Reset(_buffer);
        EventEncoding.Encode(@event, _writer);
        _writer.Flush();
        if (_buffer.WrittenCount > FullBlock) EndBlock();
        Events++;
    }

    public void Settled(Instant at, ControlCore core)
    {
    }

    /// <summary>Of all so far, in hexadecimal.</summary>
    public string Value => Convert.ToHexStringLower(SHA256.HashData(_buffer.WrittenSpan));

    public void Keep(Keeper keeper)
    {
        Events = keeper.Number(Events);
        var open = keeper.Bytes(_buffer.WrittenSpan.ToArray());
        _buffer.ResetWrittenCount();
        _buffer.Write(open);
    }

    public void Dispose() => _writer.Dispose();

    private void EndBlock()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.WrittenSpan, hash);
        _buffer.ResetWrittenCount();
        _buffer.Write(hash);
    }
}
