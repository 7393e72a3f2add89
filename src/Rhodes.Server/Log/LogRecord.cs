using System.Text;

namespace Rhodes.Server.Log;

/// <summary>An entry as it is kept: numbered, and linked to the one before it.</summary>
/// <param name="Body">Of <see cref="EntryEncoding"/>.</param>
public sealed record LogRecord(long Sequence, ChainHash Before, byte[] Body, ChainHash Hash)
{
    /// <summary>The record behind a place.</summary>
    public static LogRecord After(LogPlace place, byte[] body) =>
        new(place.Sequence + 1, place.Hash, body, place.Hash.Next(Line(place.Sequence + 1, body)));

    public LogPlace Place => new(Sequence, Hash);

    /// <summary>The canonical form, over which the chain goes: the body with its number, <c>{"seq":17,"at":…,"events":[…]}</c>.</summary>
    public static byte[] Line(long sequence, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes($"{{\"seq\":{sequence}"), (byte)',', .. body.IsEmpty ? body : body[1..]];
}
