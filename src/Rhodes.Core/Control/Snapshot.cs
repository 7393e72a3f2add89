using System.Security.Cryptography;
using System.Text.Json;

namespace Rhodes.Core.Control;

/// <summary>A site's state as bytes: the same state always gives the same ones, however it came about.</summary>
public static class Snapshot
{
    /// <summary>Taken between two instants, when everything is decided.</summary>
    public static byte[] Of(SiteState state) => JsonSerializer.SerializeToUtf8Bytes(state.ToImage(), ImageJson.Default.SiteImage);

    /// <summary>A state that behaves exactly as the one of which the snapshot was taken.</summary>
    /// <exception cref="JsonException">The bytes are not a snapshot that this Rhodes knows.</exception>
    public static SiteState Restore(ReadOnlySpan<byte> bytes) =>
        SiteState.From(JsonSerializer.Deserialize(bytes, ImageJson.Default.SiteImage) ?? throw new JsonException("a snapshot is never null"));

    /// <summary>SHA-256 of the snapshot, in hexadecimal.</summary>
    public static string Hash(SiteState state) => Convert.ToHexStringLower(SHA256.HashData(Of(state)));
}
