using System.Globalization;

namespace Rhodes.Server.Log;

/// <summary>An entry as it is kept: numbered, and linked to the one before it.</summary>
/// <param name="Body">Of <see cref="EntryEncoding"/>.</param>
public sealed record LogRecord(long Sequence, ChainHash Before, byte[] Body, ChainHash Hash)
{
    private static ReadOnlySpan<byte> Start => "{\"seq\":"u8;

    /// <summary>The record behind a place.</summary>
    public static LogRecord After(LogPlace place, byte[] body) =>
        new(place.Sequence + 1, place.Hash, body, place.Hash.Next(place.Sequence + 1, body));

    public LogPlace Place => new(Sequence, Hash);

    /// <summary>The canonical form, over which the chain goes: the body with its number, <c>{"seq":17,"at":…,"events":[…]}</c>.</summary>
    public static byte[] Line(long sequence, ReadOnlySpan<byte> body)
    {
        var line = new byte[MaxLineBytes(body)];
        return line[..WriteLine(sequence, body, line)];
    }

    /// <summary>The same into a buffer of at least <see cref="MaxLineBytes"/>.</summary>
    /// <returns>Its length in bytes.</returns>
    internal static int WriteLine(long sequence, ReadOnlySpan<byte> body, Span<byte> buffer)
    {
        Start.CopyTo(buffer);
        sequence.TryFormat(buffer[Start.Length..], out var digits, provider: CultureInfo.InvariantCulture);
        var length = Start.Length + digits;
        buffer[length++] = (byte)',';
        if (!body.IsEmpty) body = body[1..];
        body.CopyTo(buffer[length..]);
        return length + body.Length;
    }

    internal static int MaxLineBytes(ReadOnlySpan<byte> body) => Start.Length + "-9223372036854775808".Length + 1 + body.Length;
}
