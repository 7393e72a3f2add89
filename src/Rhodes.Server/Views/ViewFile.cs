using System.Globalization;
using Microsoft.Data.Sqlite;
using Rhodes.Server.Log;

namespace Rhodes.Server.Views;

/// <summary>
/// Tables that are made from the log, so that people can ask for work that is over too: <c>views.db</c>. It may be thrown away: what is not there, or of another version, is
/// made again from the first entry on. So no commit waits for the disk here.
/// </summary>
internal sealed class ViewFile : IDisposable
{
    internal const string FileName = "views.db";

    private const int Version = 2;

    private const string Tables = """
        CREATE TABLE through (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL) STRICT;
        INSERT INTO through VALUES (1, 0);
        CREATE TABLE tenant (idx INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE TABLE node (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        CREATE TABLE job (tenant INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, terms TEXT NOT NULL, submitted_at INTEGER NOT NULL, priority INTEGER NOT NULL,
          time_limit_ms INTEGER, held INTEGER NOT NULL, state TEXT NOT NULL, claim_now TEXT, started_at INTEGER, ended_at INTEGER, outcome TEXT, detail TEXT, attempts INTEGER NOT NULL,
          recalls INTEGER NOT NULL, kept_ms INTEGER NOT NULL, back_off_until INTEGER, PRIMARY KEY (tenant, number)) STRICT, WITHOUT ROWID;
        CREATE INDEX job_open ON job (submitted_at, tenant, number) WHERE state <> 'over';
        CREATE INDEX job_by_time ON job (submitted_at, tenant, number);
        CREATE INDEX job_of_tenant ON job (tenant, submitted_at, number);
        CREATE INDEX job_by_name ON job (tenant, name, number);
        CREATE TABLE attempt (tenant INTEGER NOT NULL, job INTEGER NOT NULL, ordinal INTEGER NOT NULL, claim TEXT NOT NULL, nodes TEXT NOT NULL, devices INTEGER NOT NULL,
          placed_at INTEGER NOT NULL, launched_at INTEGER, resume_from_ms INTEGER NOT NULL, stopping_at INTEGER, stopping_until INTEGER, stopping_for TEXT, ended_at INTEGER, how TEXT,
          kept_ms INTEGER, detail TEXT, PRIMARY KEY (tenant, job, ordinal)) STRICT, WITHOUT ROWID;
        CREATE INDEX attempt_open ON attempt (tenant, job, ordinal) WHERE ended_at IS NULL;
        """;

    private ViewFile(string path, SqliteConnection connection) => (Path, Connection) = (path, connection);

    public string Path { get; }

    /// <summary>The one that writes.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>The entry up to which the tables are made.</summary>
    public long Through => (long)Scalar(Connection, "SELECT seq FROM through")!;

    /// <exception cref="LogException">It cannot be written.</exception>
    public static ViewFile Open(string folder, LogPlace end)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        try
        {
            if (OpenAsItIs(path, end) is { } open) return open;
            foreach (var part in new[] { "", "-wal", "-shm" }) File.Delete(path + part);
            Sqlite.SqliteFile.MakeOwn(path);
            ViewFile made = new(path, Connect(path, SqliteOpenMode.ReadWrite));
            Do(made.Connection, $"BEGIN; {Tables} PRAGMA user_version = {Version}; COMMIT;");
            return made;
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LogException($"{path}: cannot be written: {(error is SqliteException of ? Sqlite.SqliteFile.Meaning(of) : error.Message)}", error);
        }
    }

    /// <summary>To look; many may at once, while one writes.</summary>
    public SqliteConnection OpenToLook() => Connect(Path, SqliteOpenMode.ReadOnly);

    public void Dispose() => Connection.Dispose();

    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteScalar();
    }

    public static void Do(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    public static SqliteCommand Command(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // every text comes from this room
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    /// <returns>Null when there is none that can be gone on with.</returns>
    private static ViewFile? OpenAsItIs(string path, LogPlace end)
    {
        if (!File.Exists(path)) return null;
        SqliteConnection? connection = null;
        try
        {
            connection = Connect(path, SqliteOpenMode.ReadWrite);
            ViewFile file = new(path, connection);
            if (Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture) == Version && file.Through <= end.Sequence) return file;
        }
        catch (SqliteException)
        {
            // Damaged: it is made again.
        }

        connection?.Dispose();
        return null;
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            if (mode != SqliteOpenMode.ReadOnly) Do(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
