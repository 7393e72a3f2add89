namespace Rhodes.Engines.Local;

/// <summary>Reads what a rank wrote, while it writes and after.</summary>
internal static class OutputReader
{
    /// <inheritdoc cref="IEngine.Read"/>
    public static OutputPiece? Read(RankFolder rank, OutputKind kind, long from, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        try
        {
            while (true)
            {
                var isOver = rank.IsOver; // asked first: what is read after it is all there is
                var start = Math.Max(from, rank.Gone(kind));
                var bytes = ReadAt(rank.Output(kind), start, most);
                if (rank.Gone(kind) <= start) return new OutputPiece(start, bytes, isOver && bytes.Length < most);
                // It was given back while it was read: what was read may be the hole.
            }
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static byte[] ReadAt(string path, long start, int most)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var length = Math.Min(RandomAccess.GetLength(file) - start, most);
        if (length <= 0) return [];
        var bytes = new byte[length];
        var read = RandomAccess.Read(file, bytes, start);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
