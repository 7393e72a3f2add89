using System.Text;

namespace Rhodes.Files.Yaml;

/// <summary>Gets a file's text, and says in plain words what keeps it from being text.</summary>
internal static class SourceText
{
    /// <summary>Far above any site that people write by hand, and small enough to read at once.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when it cannot be read; then the findings say why.</returns>
    public static string? Read(string path, string what, Findings findings)
    {
        if (Directory.Exists(path)) findings.AddToWhole("is a folder", $"{what}, a file");
        else if (!File.Exists(path)) findings.AddToWhole("no such file", what);
        else return ReadExisting(path, what, findings);
        return null;
    }

    private static string? ReadExisting(string path, string what, Findings findings)
    {
        try
        {
            using var bytes = Unpacked(path);
            if (bytes.Length <= MostBytes) return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), findings);
            findings.AddToWhole($"the file is larger than {MostBytes / 1024 / 1024} MiB", what);
            return null;
        }
        catch (InvalidDataException)
        {
            findings.AddToWhole("damaged or cut-off gzip data", $"{what}, compressed with gzip or not");
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            findings.AddToWhole($"cannot be read: {failure.Message}", what);
            return null;
        }
    }

    /// <summary>No more than shows that it is too large: gzip can make gigabytes out of a few bytes.</summary>
    private static MemoryStream Unpacked(string path)
    {
        using var file = File.OpenRead(path);
        using var content = Gzip.UnpackIfPacked(file);
        MemoryStream bytes = new();
        var buffer = new byte[64 * 1024];
        while (bytes.Length <= MostBytes && content.Read(buffer) is > 0 and var count) bytes.Write(buffer, 0, count);
        return bytes;
    }

    /// <returns>Null when the bytes are not UTF-8 text.</returns>
    public static string? Decode(ReadOnlySpan<byte> bytes, Findings findings)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException failure)
        {
            var before = bytes[..Math.Clamp(failure.Index, 0, bytes.Length)];
            var line = before.Count((byte)'\n') + 1;
            findings.Add(new Mark(line, before.Length - before.LastIndexOf((byte)'\n')), "bytes that are not UTF-8", "text saved as UTF-8");
            return null;
        }
    }
}
