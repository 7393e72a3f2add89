using Microsoft.Data.Sqlite;
using Rhodes.Engines;
using Rhodes.Server.Log;

namespace Rhodes.Server.Sqlite;

/// <summary>Makes records durable. Used by one thread.</summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Pages of the WAL after which it is written into the database and emptied: 16 MiB.</summary>
    private const int WalPages = 4_096;

    private readonly string _folder;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin, _insert, _end, _commit, _checkpoint;

    public SqliteWriter(string folder, SqliteConnection connection)
    {
        (_folder, _connection) = (folder, connection);
        _begin = SqliteFile.Command(connection, "BEGIN IMMEDIATE");
        _insert = SqliteFile.Command(connection, "INSERT INTO entry VALUES ($seq, $before, $body, $hash)", ("$seq", 0L), ("$before", Array.Empty<byte>()), ("$body", Array.Empty<byte>()), ("$hash", Array.Empty<byte>()));
        _end = SqliteFile.Command(connection, "UPDATE log_end SET seq = $seq, hash = $hash", ("$seq", 0L), ("$hash", Array.Empty<byte>()));
        _commit = SqliteFile.Command(connection, "COMMIT");
        // Emptied, never begun anew over what is old: so whatever is in it belongs to it. While somebody reads, it stays and grows.
        _checkpoint = SqliteFile.Command(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        _checkpoint.CommandTimeout = 1;
    }

    /// <exception cref="LogException">They may not be durable.</exception>
    public void Commit(IReadOnlyList<LogRecord> records)
    {
        try
        {
            _begin.ExecuteNonQuery();
            CrashPoint.Reach("commit_begun");
            foreach (var record in records)
            {
                _insert.Parameters[0].Value = record.Sequence;
                _insert.Parameters[1].Value = record.Before.ToArray();
                _insert.Parameters[2].Value = record.Body;
                _insert.Parameters[3].Value = record.Hash.ToArray();
                _insert.ExecuteNonQuery();
            }

            _end.Parameters[0].Value = records[^1].Sequence;
            _end.Parameters[1].Value = records[^1].Hash.ToArray();
            _end.ExecuteNonQuery();
            CrashPoint.Reach("commit_written");
            _commit.ExecuteNonQuery();   // returns when the WAL is on the disk
            CrashPoint.Reach("committed");
            if (WalIsLong()) _checkpoint.ExecuteNonQuery();
        }
        catch (SqliteException error)
        {
            throw new LogException($"{_folder}: the log refuses all writes, because one failed: {SqliteFile.Meaning(error)}. Nothing that was acknowledged is lost. "
                + "Once that is put right, start again: what is durable will be found.", error);
        }
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_begin, _insert, _end, _commit, _checkpoint]) command.Dispose();
    }

    private bool WalIsLong()
    {
        FileInfo wal = new(_connection.DataSource + "-wal");
        return wal.Exists && wal.Length > (long)WalPages * SqliteStore.PageBytes;
    }
}
