using System.Globalization;
using Rhodes.Server.Log;

namespace Rhodes.Server.Data;

/// <summary>
/// Says that a process has a data folder for itself. The system frees it when that process ends, however it ends. Its id stands in a file beside the lock, since a locked
/// file cannot be read by others everywhere.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="LogException">Another process has it, or the folder cannot be written to.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            var held = new FolderLock(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            File.WriteAllText(path + ".pid", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
            return held;
        }
        catch (IOException) when (IsHeld(folder))
        {
            throw new LogException($"{folder}: another rhodes process has this data folder: pid {PidOf(path)}. One at a time may write to it; end that one first, or name another folder.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{folder}: the data folder cannot be written to: {error.Message}", error);
        }
    }

    /// <summary>Whether a process has the folder now.</summary>
    public static bool IsHeld(string folder)
    {
        var path = Path.Combine(folder, "lock");
        if (!File.Exists(path)) return false;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string PidOf(string path)
    {
        try
        {
            return File.ReadAllText(path + ".pid").Trim() is { Length: > 0 } pid ? pid : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
