using System.IO.Compression;
using System.Security.Cryptography;

namespace Rhodes.Twin.Keeping;

/// <summary>
/// The file of a run that was interrupted: what kind of file it is, what the run is of, its fields, and a hash over all. It is written whole
/// under another name first, so that whatever ends the program leaves a whole one.
/// </summary>
public static class StateFile
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>Its last letter is the version of what comes behind it.</summary>
    private static ReadOnlySpan<byte> Kind => "rhodes replay state 1\n"u8;

    /// <param name="of">What the run is of: whoever takes it up must have the same, by name.</param>
    /// <param name="keep">Goes over all fields of the run.</param>
    public static void Write(string path, IReadOnlyDictionary<string, string> of, Action<Keeper> keep)
    {
        var part = path + ".part";
        using (FileStream file = new(part, FileMode.Create, FileAccess.ReadWrite))
        {
            file.Write(Kind);
            using (BrotliStream packed = new(file, CompressionLevel.Fastest, leaveOpen: true))
            using (BufferedStream buffered = new(packed, 1 << 16))
            using (var keeper = Keeper.To(buffered))
            {
                keeper.Map(new Dictionary<string, string>(of, StringComparer.Ordinal), keeper.Text, keeper.Text);
                keep(keeper);
            }

            file.Position = 0;
            var hash = SHA256.HashData(file);
            file.Write(hash);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }

    /// <param name="differs">Is told each name and the two values that are not the same; the kept one, or the present one, is empty where there is none.</param>
    /// <param name="keep">Goes over all fields of the run, when nothing differs.</param>
    /// <returns>What is wrong with the file, to be put behind its name; null when all is well, or something differs.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? Read(string path, IReadOnlyDictionary<string, string> of, Action<string, string, string> differs, Action<Keeper> keep)
    {
        var bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(Kind[..^2])) return "is no state of a replay";
        if (!bytes.AsSpan().StartsWith(Kind)) return "is a state of another version of rhodes";
        if (bytes.Length < Kind.Length + HashBytes || !SHA256.HashData(bytes.AsSpan(..^HashBytes)).AsSpan().SequenceEqual(bytes.AsSpan(^HashBytes..)))
            return "is damaged or cut off";
        using MemoryStream content = new(bytes, Kind.Length, bytes.Length - Kind.Length - HashBytes);
        using BrotliStream unpacked = new(content, CompressionMode.Decompress);
        using BufferedStream buffered = new(unpacked, 1 << 16);
        using var keeper = Keeper.From(buffered);
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        keeper.Map(kept, keeper.Text, keeper.Text);
        var same = true;
        foreach (var name in of.Keys.Union(kept.Keys).Order(StringComparer.Ordinal))
        {
            var (before, now) = (kept.GetValueOrDefault(name, ""), of.GetValueOrDefault(name, ""));
            if (before == now) continue;
            same = false;
            differs(name, before, now);
        }

        if (same) keep(keeper);
        return null;
    }
}
