using System.Buffers;
using System.Security.Cryptography;

namespace Rhodes.Server.Log;

/// <summary>A link of the chain: SHA-256 over the one before it and an entry's line (<see cref="LogRecord.Line"/>). <see cref="Start"/> comes before the first.</summary>
public readonly struct ChainHash : IEquatable<ChainHash>
{
    /// <summary>Length in bytes.</summary>
    public const int Bytes = SHA256.HashSizeInBytes;

    private static readonly byte[] Zeros = new byte[Bytes];
    private readonly byte[]? _bytes;

    /// <param name="bytes">Kept as they are; of another length only where they were damaged, and then equal to no true link.</param>
    public ChainHash(byte[] bytes) => _bytes = bytes;

    public static ChainHash Start => default;

    public byte[] ToArray() => _bytes ?? Zeros;

    /// <summary>The link behind this one.</summary>
    /// <param name="body">Of the entry that has this number.</param>
    /// <remarks>Hot: once for each entry that is written, and at a start for each that there is. In one go over one buffer: a hash that is fed by pieces is an object with a handle.</remarks>
    public ChainHash Next(long sequence, ReadOnlySpan<byte> body)
    {
        var before = ToArray();
        var buffer = ArrayPool<byte>.Shared.Rent(before.Length + LogRecord.MaxLineBytes(body));
        before.CopyTo(buffer, 0);
        var length = before.Length + LogRecord.WriteLine(sequence, body, buffer.AsSpan(before.Length));
        ChainHash next = new(SHA256.HashData(buffer.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(buffer);
        return next;
    }

    /// <returns>False when the text is not 64 hexadecimal digits.</returns>
    public static bool TryParse(string? text, out ChainHash hash)
    {
        hash = default;
        if (text?.Length != 2 * Bytes || !text.All(char.IsAsciiHexDigit)) return false;
        hash = new(Convert.FromHexString(text));
        return true;
    }

    public static bool operator ==(ChainHash a, ChainHash b) => a.Equals(b);

    public static bool operator !=(ChainHash a, ChainHash b) => !a.Equals(b);

    public bool Equals(ChainHash other) => ToArray().AsSpan().SequenceEqual(other.ToArray());

    public override bool Equals(object? obj) => obj is ChainHash other && Equals(other);

    public override int GetHashCode() => ToArray().Length < sizeof(int) ? 0 : BitConverter.ToInt32(ToArray());

    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
