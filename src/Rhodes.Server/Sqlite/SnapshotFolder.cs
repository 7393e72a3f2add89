using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Rhodes.Engines;
using Rhodes.Server.Log;

namespace Rhodes.Server.Sqlite;

/// <summary>
/// Snapshots as files, named by the entry that they are of: a line that says what it is, a line with the number and the chain's link, the state packed with gzip, and
/// SHA-256 over all of it. Written whole under another name first.
/// </summary>
internal sealed class SnapshotFolder(string folder)
{
    private const int Kept = 3;
    private const string Ending = ".snapshot";
    private const string Unfinished = Ending + ".part";
    private const string Kind = "rhodes snapshot 1";

    public void Keep(LogSnapshot snapshot)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var number = Path.Combine(folder, snapshot.Place.Sequence.ToString("D19", CultureInfo.InvariantCulture));
            Write(number + Unfinished, snapshot);
            CrashPoint.Reach("snapshot_written");
            File.Move(number + Unfinished, number + Ending, overwrite: true);
            CrashPoint.Reach("snapshot_kept");
            foreach (var old in Names().Skip(Kept)) File.Delete(old);
            foreach (var unfinished in Directory.GetFiles(folder, "*" + Unfinished)) File.Delete(unfinished);   // a server that was killed left it
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{folder}: a snapshot could not be kept: {error.Message}", error);
        }
    }

    public IEnumerable<KeptSnapshot> All() => Names().Select(Read);

    private List<string> Names() => !Directory.Exists(folder) ? [] : [.. Directory.GetFiles(folder, "*" + Ending).OrderDescending(StringComparer.Ordinal)];

    private static void Write(string path, LogSnapshot snapshot)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.ReadWrite);
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Kind}\n{snapshot.Place.Sequence} {snapshot.Place.Hash}\n")));
        using (GZipStream packed = new(file, CompressionLevel.Fastest, leaveOpen: true)) packed.Write(snapshot.State);
        file.Position = 0;
        var hash = SHA256.HashData(file);
        file.Write(hash);
        file.Flush(flushToDisk: true);
    }

    private static KeptSnapshot Read(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            var bytes = File.ReadAllBytes(path);
            var content = bytes.AsSpan(0, Math.Max(0, bytes.Length - SHA256.HashSizeInBytes));
            if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length))) return new(name, null, "is damaged: its checksum differs");
            var lines = Encoding.ASCII.GetString(content[..Math.Min(content.Length, 128)]).Split('\n');
            if (lines[0] != Kind || lines.Length < 3) return new(name, null, $"is no snapshot that this Rhodes knows: it begins with '{lines[0]}'");
            var words = lines[1].Split(' ');
            if (!long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) || words.Length != 2 || !ChainHash.TryParse(words[1], out var hash))
                return new(name, null, "does not say what it is of");
            var start = lines[0].Length + lines[1].Length + 2;
            using GZipStream packed = new(new MemoryStream(bytes, start, content.Length - start), CompressionMode.Decompress);
            using MemoryStream state = new();
            packed.CopyTo(state);
            return new(name, new(new(sequence, hash), state.ToArray()), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new(name, null, $"cannot be read: {error.Message}");
        }
    }
}
