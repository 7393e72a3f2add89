using System.Buffers;
using System.Text.Json;
using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Replay;

namespace Rhodes.Cli.Commands;

/// <summary>Every event as a line of JSON: its instant in milliseconds since 1970, then the event as the log would have it.</summary>
internal sealed class EventLines(Stream stream) : IRunObserver, IDisposable
{
    private readonly BufferedStream _buffered = new(stream, 1 << 16);
    private readonly ArrayBufferWriter<byte> _line = new();

    public void Saw(Instant at, Event @event)
    {
        _line.ResetWrittenCount();
        using (Utf8JsonWriter start = new(_line))
        {
            start.WriteStartObject();
            start.WriteNumber("at", at.Milliseconds);
            start.Flush();
        }

        _buffered.Write(_line.WrittenSpan);
        _buffered.WriteByte((byte)',');
        _buffered.Write(EventEncoding.Encode(@event).AsSpan(1));   // without its own brace
        _buffered.WriteByte((byte)'\n');
    }

    public void Settled(Instant at, ControlCore core)
    {
    }

    /// <summary>Why it cannot go on with its file; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whatever was written after the state was kept is written again.</summary>
    public void Keep(Keeper keeper)
    {
        _buffered.Flush();
        stream.Flush();
        var length = keeper.Number(stream.Position);
        if (!keeper.TakesUp) return;
        if (stream.Length < length)
        {
            Problem = $"its file has {stream.Length:#,0} bytes, and had {length:#,0} when the state was kept; expected the file of the run that was interrupted";
            return;
        }

        stream.SetLength(length);
        stream.Position = length;
    }

    public void Dispose() => _buffered.Dispose();
}
