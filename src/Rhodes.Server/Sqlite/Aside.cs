using Rhodes.Server.Log;

namespace Rhodes.Server.Sqlite;

/// <summary>What was damaged is kept, in files that nothing reads, for whoever wants to know what it was.</summary>
internal static class Aside
{
    /// <returns>The file.</returns>
    public static string Keep(string folder, string name, ReadOnlySpan<byte> bytes)
    {
        var path = NewFile(folder, name);
        using FileStream file = new(path, FileMode.CreateNew);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
        return path;
    }

    /// <summary>The end of a file.</summary>
    public static string KeepFrom(string folder, string of, long from)
    {
        try
        {
            var path = NewFile(folder, Path.GetFileName(of));
            using FileStream source = new(of, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), file = new(path, FileMode.CreateNew);
            source.Position = from;
            source.CopyTo(file);
            file.Flush(flushToDisk: true);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{folder}: what was damaged could not be kept aside, so nothing was changed: {error.Message}", error);
        }
    }

    private static string NewFile(string folder, string name)
    {
        var aside = Directory.CreateDirectory(Path.Combine(folder, "aside")).FullName;
        for (var number = 1; ; number++)
        {
            var path = Path.Combine(aside, $"{name}.{number}");
            if (!File.Exists(path)) return path;
        }
    }
}
