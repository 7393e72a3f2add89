using Microsoft.Data.Sqlite;
using Rhodes.Server.Log;

namespace Rhodes.Server.Sqlite;

/// <summary>The log in a SQLite file of its own, with snapshots and what was damaged in folders beside it.</summary>
public sealed class SqliteStore : IEventStore
{
    /// <summary>SQLite's own choice, written down because <see cref="WalFile"/> must know it.</summary>
    internal const int PageBytes = 4_096;

    internal const string FileName = "log.db";

    private readonly string _folder;
    private readonly SnapshotFolder _snapshots;
    private readonly bool _readAlone;
    private readonly SqliteConnection? _connection;
    private SqliteWriter? _writer;
    private GroupCommit? _commits;

    private SqliteStore(string folder, SqliteConnection? connection, bool readAlone)
    {
        (_folder, _connection, _readAlone, _snapshots) = (folder, connection, readAlone, new(Path.Combine(folder, "snapshots")));
    }

    public string Name => _folder;

    private string File => Path.Combine(_folder, FileName);

    /// <summary>An empty log in a folder that has none.</summary>
    /// <exception cref="LogException">It cannot be made there.</exception>
    public static SqliteStore Create(string folder) => Opened(folder, isNew: true);

    /// <param name="say">Gets what was lost, in a sentence, when the last write was cut off.</param>
    /// <exception cref="LogException">It cannot be written to, or is damaged so that an export is needed.</exception>
    public static SqliteStore Open(string folder, Action<string> say)
    {
        CheckWal(folder, say, keep: true);
        return Opened(folder, isNew: false);
    }

    /// <summary>To read only.</summary>
    /// <param name="isLive">Whether a server may write to it meanwhile: then its WAL is its own business.</param>
    /// <exception cref="LogException">It cannot be read, or is damaged so that an export is needed.</exception>
    public static SqliteStore OpenToRead(string folder, bool isLive, Action<string> say)
    {
        if (!isLive) CheckWal(folder, say, keep: false);
        FileInfo wal = new(WalOf(folder));
        return new(folder, null, readAlone: !isLive && (!wal.Exists || wal.Length == 0));
    }

    public LogPlace End() => Reading("reading where the log ends", connection =>
    {
        using var command = SqliteFile.Command(connection, "SELECT seq, hash FROM log_end");
        using var reader = command.ExecuteReader();
        if (!reader.Read() || reader.GetValue(0) is not long sequence || SqliteFile.Bytes(reader, 1) is not { Length: ChainHash.Bytes } hash)
            throw new LogUnreadableException("the note of where the log ends is damaged");
        return new LogPlace(sequence, new(hash));
    });

    public Task<LogPlace> Append(byte[] body)
    {
        if (_connection is null) throw new InvalidOperationException("the log was opened to be read");
        return (_commits ??= NewCommits(_connection)).Append(body);
    }

    public IEnumerable<LogRecord> Read(long from)
    {
        using var connection = Reading("reading", connection => connection, keepOpen: true);
        using var command = SqliteFile.Command(connection, "SELECT seq, before, body, hash FROM entry WHERE seq >= $from ORDER BY seq", ("$from", from));
        using var reader = Guard("reading", () => command.ExecuteReader());
        while (Guard("reading", reader.Read))
            yield return Guard("reading", () => new LogRecord(reader.GetInt64(0), new(SqliteFile.Bytes(reader, 1)), SqliteFile.Bytes(reader, 2), new(SqliteFile.Bytes(reader, 3))));
    }

    public string SetAside(long last, LogPlace sound)
    {
        if (_connection is null) throw new InvalidOperationException("the log was opened to be read");
        return Guard("setting the last entry aside", () =>
        {
            using var command = SqliteFile.Command(_connection, "SELECT body FROM entry WHERE seq = $last", ("$last", last));
            using (var reader = command.ExecuteReader())
            {
                var left = reader.Read() ? SqliteFile.Bytes(reader, 0) : [];
                var kept = Aside.Keep(_folder, $"entry-{last}", left);
                reader.Close();
                SqliteFile.Do(_connection, "BEGIN; DELETE FROM entry WHERE seq = $last; UPDATE log_end SET seq = $seq, hash = $hash; COMMIT;",
                    ("$last", last), ("$seq", sound.Sequence), ("$hash", sound.Hash.ToArray()));
                return kept;
            }
        });
    }

    public void Keep(LogSnapshot snapshot) => _snapshots.Keep(snapshot);

    public IEnumerable<KeptSnapshot> Snapshots() => _snapshots.All();

    /// <summary>Writes what waits, and leaves one file without a WAL.</summary>
    public void Dispose()
    {
        _commits?.Dispose();
        _writer?.Dispose();
        _connection?.Dispose();
    }

    private static SqliteStore Opened(string folder, bool isNew)
    {
        try
        {
            return new(folder, SqliteFile.OpenToWrite(Path.Combine(folder, FileName), isNew), readAlone: false);
        }
        catch (SqliteException error)
        {
            throw Failure(folder, "opening", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{folder}: the log cannot be made: {error.Message}", error);
        }
    }

    private static string WalOf(string folder) => Path.Combine(folder, FileName + "-wal");

    private static void CheckWal(string folder, Action<string> say, bool keep)
    {
        var wal = WalFile.Read(WalOf(folder));
        if (wal.IsSound) return;
        if (wal.Commits > 1)
            throw new LogException($"{folder}: {FileName}-wal is damaged at byte {wal.SoundBytes:#,0}, and at least {wal.Commits} commits are behind it, which would be lost. "
                + $"Restore {FileName}-wal from a copy, or the whole log from an export with 'rhodes log restore FILE NEW-FOLDER'.");
        var kept = keep ? Aside.KeepFrom(folder, WalOf(folder), wal.SoundBytes) : "";
        say($"the last write was cut off: {wal.Bytes - wal.SoundBytes:#,0} bytes at the end of {FileName}-wal are not sound and were left out"
            + (keep ? $"; they are kept in {kept}" : ""));
    }

    private GroupCommit NewCommits(SqliteConnection connection)
    {
        _writer = new(_folder, connection);
        return new(_folder, End(), _writer.Commit);
    }

    private T Reading<T>(string doing, Func<SqliteConnection, T> read, bool keepOpen = false) => Guard(doing, () =>
    {
        var connection = SqliteFile.OpenToRead(File, _readAlone);
        try
        {
            return read(connection);
        }
        finally
        {
            if (!keepOpen) connection.Dispose();
        }
    });

    private T Guard<T>(string doing, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException error)
        {
            throw Failure(_folder, doing, error);
        }
    }

    private static LogException Failure(string folder, string doing, SqliteException error) => SqliteFile.IsDamage(error)
        ? new LogUnreadableException($"{FileName} is damaged (SQLite: {error.Message.TrimEnd('.')})", error)
        : new LogException($"{folder}: {doing}: {SqliteFile.Meaning(error)}", error);
}
