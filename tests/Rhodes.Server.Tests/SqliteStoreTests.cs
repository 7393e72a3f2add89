using Microsoft.Data.Sqlite;
using Rhodes.Server.Log;
using Rhodes.Server.Sqlite;

namespace Rhodes.Server.Tests;

public sealed class SqliteStoreTests : EventStoreConformance, IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private bool _isThere;

    public void Dispose() => _scratch.Dispose();

    protected override IEventStore Open()
    {
        if (_isThere) return SqliteStore.Open(_scratch.Path, Assert.Fail);
        _isThere = true;
        return SqliteStore.Create(_scratch.Path);
    }

    protected override void Remove(long sequence) => Do($"DELETE FROM entry WHERE seq = {sequence}");

    protected override void Exchange(long a, long b) =>
        Do($"UPDATE entry SET seq = -1 WHERE seq = {a}; UPDATE entry SET seq = {a} WHERE seq = {b}; UPDATE entry SET seq = {b} WHERE seq = -1");

    protected override void ChangeByte(long sequence, int at) =>
        Do($"UPDATE entry SET body = CAST(substr(body, 1, {at}) || X'01' || substr(body, {at + 2}) AS BLOB) WHERE seq = {sequence}");

    protected override void ChangeSnapshot(long sequence)
    {
        var path = _scratch.File("snapshots", $"{sequence:D19}.snapshot");
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    [Fact]
    public void Snapshots_are_damaged_byte_by_byte_and_none_is_taken_for_whole()
    {
        using var store = Open();
        SnapshotFolder folder = new(_scratch.File("some"));
        folder.Keep(new(new(7, ChainHash.Start.Next(1, [1])), [1, 2, 3, 4, 5]));
        var path = Assert.Single(Directory.GetFiles(_scratch.File("some")));
        var bytes = File.ReadAllBytes(path);
        Assert.Equal([1, 2, 3, 4, 5], Assert.Single(folder.All()).Snapshot!.State);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 0x10;
            File.WriteAllBytes(path, bytes);
            bytes[at] ^= 0x10;
            Assert.Null(Assert.Single(folder.All()).Snapshot);
        }
    }

    [Fact]
    public void What_a_killed_server_left_of_a_snapshot_is_gone_with_the_next_one()
    {
        SnapshotFolder folder = new(_scratch.File("some"));
        Directory.CreateDirectory(_scratch.File("some"));
        File.WriteAllBytes(_scratch.File("some", $"{6:D19}.snapshot.part"), [1]);
        folder.Keep(new(new(7, ChainHash.Start.Next(1, [1])), [1, 2, 3, 4, 5]));
        Assert.Equal($"{7:D19}.snapshot", Path.GetFileName(Assert.Single(Directory.GetFiles(_scratch.File("some")))));
    }

    private void Do(string sql)
    {
        using SqliteConnection connection = new($"Data Source={_scratch.File("log.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }
}
