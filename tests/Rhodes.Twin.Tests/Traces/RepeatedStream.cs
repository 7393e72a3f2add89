using System.Text;

namespace Rhodes.Twin.Tests.Traces;

/// <summary>A text again and again, without ever holding all of it.</summary>
internal sealed class RepeatedStream(string text, long times) : MemoryStream
{
    private readonly byte[] _unit = Encoding.UTF8.GetBytes(text);
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, (_unit.Length * times) - _at);
        for (var i = 0; i < count; i++) buffer[i] = _unit[(int)((_at + i) % _unit.Length)];
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
