using System.Text;
using Rhodes.Server.Log;
using Rhodes.Server.Sqlite;

namespace Rhodes.Server.Data;

/// <summary>
/// Where a site's log lives: <c>version</c> says how to read the rest, <c>lock</c> that a process has it, <c>log.db</c> is the log, <c>snapshots/</c> and <c>aside/</c> stand beside it.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string Kind = "rhodes data ";
    private const int Version = 1;

    private readonly string _path;
    private readonly FolderLock? _lock;

    private DataFolder(string path, IEventStore store, FolderLock? held) => (_path, Store, _lock) = (path, store, held);

    public IEventStore Store { get; }

    /// <summary>To write to it, alone. A folder that is empty or not there becomes a new one.</summary>
    /// <param name="say">Gets what was found damaged and put right, in a sentence each.</param>
    /// <exception cref="LogException">It cannot be; the message says why.</exception>
    public static DataFolder Open(string path, Action<string> say)
    {
        var isNew = IsEmpty(path);
        if (!isNew) CheckVersion(path);
        var held = Make(path);
        try
        {
            if (!isNew) return new(path, SqliteStore.Open(path, say), held);
            DataFolder folder = new(path, SqliteStore.Create(path), held);
            folder.Finish();
            return folder;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>To read it, also while a server writes to it.</summary>
    /// <exception cref="LogException">It cannot be; the message says why.</exception>
    public static DataFolder OpenToRead(string path, Action<string> say)
    {
        if (!Directory.Exists(path)) throw new LogException($"{path}: there is no such folder; expected a data folder");
        if (IsEmpty(path)) throw new LogException($"{path}: the folder is empty; expected a data folder");
        CheckVersion(path);
        return new(path, SqliteStore.OpenToRead(path, FolderLock.IsHeld(path), say), null);
    }

    /// <summary>A new one that is not finished: until <see cref="Finish"/> nobody takes it for a whole one.</summary>
    /// <exception cref="LogException">Something is there already, or it cannot be made.</exception>
    public static DataFolder Begin(string path)
    {
        if (!IsEmpty(path)) throw new LogException($"{path}: something is there already; expected an empty folder, or none");
        var held = Make(path);
        try
        {
            return new(path, SqliteStore.Create(path), held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Now it is whole.</summary>
    public void Finish()
    {
        var version = Path.Combine(_path, "version");
        using (FileStream file = new(version + ".part", FileMode.Create))
        {
            file.Write(Encoding.ASCII.GetBytes($"{Kind}{Version}\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(version + ".part", version);
    }

    public void Dispose()
    {
        Store.Dispose();
        _lock?.Dispose();
    }

    /// <summary>A lock of a process that went away before it made anything is nothing.</summary>
    private static bool IsEmpty(string path)
    {
        if (File.Exists(path)) throw new LogException($"{path}: is a file; expected a data folder");
        return !Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).All(entry => Path.GetFileName(entry) is "lock" or "lock.pid");
    }

    private static FolderLock Make(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            else Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{path}: the folder cannot be made: {error.Message}", error);
        }

        return FolderLock.Take(path);
    }

    private static void CheckVersion(string path)
    {
        var file = Path.Combine(path, "version");
        string text;
        try
        {
            text = File.ReadAllText(file).Trim();
        }
        catch (FileNotFoundException)
        {
            throw new LogException(File.Exists(Path.Combine(path, SqliteStore.FileName))
                ? $"{path}: the folder was never finished (it has no file 'version'): a first start or a restore broke off. Remove it, and begin again."
                : $"{path}: is no data folder: it has other files, and no file 'version'");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{file}: cannot be read: {error.Message}", error);
        }

        if (!text.StartsWith(Kind, StringComparison.Ordinal) || !int.TryParse(text.AsSpan(Kind.Length), out var version) || version < 1)
            throw new LogException($"{file}: found '{text}'; expected '{Kind}{Version}'");
        if (version > Version)
            throw new LogException($"{path}: the folder is of format {version}, from a newer Rhodes; this one reads up to {Version}. Nothing was changed. Use the newer Rhodes.");
    }
}
