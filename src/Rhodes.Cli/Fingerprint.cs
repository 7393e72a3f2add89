using System.Security.Cryptography;

namespace Rhodes.Cli;

/// <summary>Tells whether what was kept earlier is of this program and of these files.</summary>
internal static class Fingerprint
{
    /// <summary>Of the program: the version, and the content of everything that decides or reads. Equal sources give equal ones.</summary>
    public static string Program { get; } = $"{Application.Version}-{Of(string.Concat(
        new[] { typeof(Core.Control.ControlCore), typeof(Files.ScenarioSpec), typeof(Twin.Replay.TwinRun), typeof(Application) }.Select(type => type.Module.ModuleVersionId)))}";

    /// <returns>Null when the file cannot be read.</returns>
    public static string? OfFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Of a text, in as many letters as a file's name may well have.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];
}
