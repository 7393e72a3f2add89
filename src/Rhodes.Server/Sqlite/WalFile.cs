using System.Buffers.Binary;

namespace Rhodes.Server.Sqlite;

/// <summary>
/// SQLite's write-ahead log, read as SQLite would. SQLite ends it at the first frame that is not sound and says nothing; what it would drop may have been acknowledged, so it is
/// looked at first. Format: https://sqlite.org/fileformat2.html#the_write_ahead_log
/// </summary>
/// <param name="SoundBytes">Up to here every frame is sound.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Commits">How many commits are, at least, in what is not sound. One may be a write that never ended: nothing in it was acknowledged
/// unless the disk lost what it had. Of two, the first was acknowledged.</param>
internal sealed record WalFile(long SoundBytes, long Bytes, int Commits)
{
    private const int HeaderBytes = 32, FrameHeaderBytes = 24;

    public bool IsSound => SoundBytes == Bytes;

    public static WalFile Read(string path)
    {
        if (!File.Exists(path)) return new(0, 0, 0);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes) return new(0, file.Length, 0);
        var bigEndian = (header[3] & 1) == 1;
        var sum = Sum(bigEndian, header.AsSpan(0, 24), default);
        var isSound = BinaryPrimitives.ReadUInt32BigEndian(header) is 0x377f0682 or 0x377f0683 && sum == Sums(header.AsSpan(24));
        var pageBytes = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8));
        // With a header that cannot be believed, the size that this store uses.
        if (!isSound) pageBytes = SqliteStore.PageBytes;
        return Frames(file, header, pageBytes, bigEndian, isSound, sum);
    }

    private static WalFile Frames(FileStream file, byte[] header, int pageBytes, bool bigEndian, bool isSound, (uint, uint) sum)
    {
        var frame = new byte[FrameHeaderBytes + pageBytes];
        long sound = isSound ? HeaderBytes : 0;
        var commits = 0;
        Dictionary<uint, int> pages = [];
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            if (isSound)
            {
                sum = Sum(bigEndian, frame.AsSpan(FrameHeaderBytes), Sum(bigEndian, frame.AsSpan(0, 8), sum));
                isSound = frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8)) && sum == Sums(frame.AsSpan(16));
                if (isSound) sound = file.Position;
            }

            if (isSound) continue;
            // A commit writes a page once, and each writes the page with the log's end: a page that comes twice tells of two commits, should the mark be what is damaged.
            var page = BinaryPrimitives.ReadUInt32BigEndian(frame);
            if (page != 0) pages[page] = pages.GetValueOrDefault(page) + 1;
            if (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0) commits++;
        }

        return new(sound, file.Length, Math.Max(commits, pages.Count == 0 ? 0 : pages.Values.Max()));
    }

    private static (uint, uint) Sums(ReadOnlySpan<byte> bytes) => (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    private static (uint, uint) Sum(bool bigEndian, ReadOnlySpan<byte> bytes, (uint A, uint B) sum)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            unchecked
            {
                sum.A += Word(bigEndian, bytes) + sum.B;
                sum.B += Word(bigEndian, bytes[4..]) + sum.A;
            }
        }

        return sum;
    }

    private static uint Word(bool bigEndian, ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
