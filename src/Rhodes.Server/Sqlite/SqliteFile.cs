using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Rhodes.Server.Sqlite;

/// <summary>The database file: how it is opened, and what its errors mean.</summary>
internal static class SqliteFile
{
    /// <summary>Two tables: the entries, and one row that says with which of them the log ends. A commit writes both.</summary>
    private const string Tables = """
        CREATE TABLE entry (seq INTEGER PRIMARY KEY, before BLOB NOT NULL, body BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE log_end (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
        INSERT INTO log_end VALUES (1, 0, zeroblob(32));
        """;

    /// <param name="tables">Whether the file is new.</param>
    public static SqliteConnection OpenToWrite(string path, bool tables)
    {
        if (tables) MakeOwn(path);
        var connection = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            // FULL: a commit returns when the disk has it. fullfsync: what that takes on macOS. No checkpoint but our own, which leaves nothing old in the WAL (see WalFile).
            Do(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA wal_autocheckpoint = 0;");
            if (tables) Do(connection, $"BEGIN; {Tables} COMMIT;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>An empty file that only its owner may read; SQLite gives what it makes beside it the same rights.</summary>
    public static void MakeOwn(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }

    /// <param name="alone">Whether nobody writes and there is no WAL: then not even the folder need be writable.</param>
    public static SqliteConnection OpenToRead(string path, bool alone) =>
        alone ? Open($"file:{Uri.EscapeDataString(path)}?immutable=1", SqliteOpenMode.ReadOnly) : Open(path, SqliteOpenMode.ReadOnly);

    public static void Do(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using var command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    public static SqliteCommand Command(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // every text comes from this room
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }

    /// <summary>Whatever damage made of a value, as bytes; they then have another checksum.</summary>
    public static byte[] Bytes(SqliteDataReader reader, int column) => reader.GetValue(column) as byte[] ?? [];

    /// <summary>What SQLite's error means for who runs Rhodes.</summary>
    /// <seealso href="https://sqlite.org/rescode.html"/>
    public static string Meaning(SqliteException error) => error.SqliteErrorCode switch
    {
        13 => "the disk is full",
        8 => "the file or its folder is read-only",
        14 => "the file cannot be opened",
        10 => string.Create(CultureInfo.InvariantCulture, $"the disk gave an error (SQLite {error.SqliteExtendedErrorCode})"),
        11 or 26 => "the database file is damaged",
        _ => string.Create(CultureInfo.InvariantCulture, $"{error.Message} (SQLite {error.SqliteExtendedErrorCode})"),
    };

    /// <summary>Whether what is in the file, not the disk around it, is wrong.</summary>
    public static bool IsDamage(SqliteException error) => error.SqliteErrorCode is 1 or 11 or 26;

    private static SqliteConnection Open(string source, SqliteOpenMode mode)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
