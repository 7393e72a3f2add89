using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Server.Tests;

/// <summary>
/// A small log with one byte after the other damaged. It opens as it was, or without its last entry, which is said, or not at all, which is said too. With RHODES_LONG=1 every byte; else
/// every 211th of the database and every 409th of the WAL.
/// </summary>
public sealed class ByteDamageTests : IDisposable
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("RHODES_LONG") == "1";

    private readonly ScratchFolder _scratch = new();
    private readonly List<string> _silent = [];

    private string Sound => _scratch.File("sound");

    private string Damaged => _scratch.File("damaged");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void No_byte_of_the_database_can_be_changed_in_silence()
    {
        using (var folder = DataFolder.Open(Sound, Assert.Fail)) LogSample.Fill(folder.Store, 12);
        DamageEach("log.db", Long ? 1 : 211);
    }

    [Fact]
    public void No_byte_of_the_WAL_can_be_changed_in_silence()
    {
        LeaveWal();
        DamageEach("log.db-wal", Long ? 1 : 409);
    }

    [Fact]
    public void A_WAL_that_is_cut_off_loses_its_last_commit_and_what_is_left_of_it_is_kept()
    {
        LeaveWal();
        var bytes = File.ReadAllBytes(Path.Combine(Sound, "log.db-wal"));
        ScratchFolder.Copy(Sound, Damaged);
        File.WriteAllBytes(Path.Combine(Damaged, "log.db-wal"), bytes[..^1]);
        List<string> notes = [];
        using var folder = DataFolder.Open(Damaged, notes.Add);
        Assert.Equal(7, LogOpening.Open(folder.Store, notes).End.Sequence);
        Assert.Contains("the last write was cut off: ", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal(notes[0][(notes[0].IndexOf("kept in ", StringComparison.Ordinal) + 8)..], Assert.Single(Directory.GetFiles(Path.Combine(Damaged, "aside"))));
    }

    /// <summary>As kill -9 would leave it.</summary>
    private void LeaveWal()
    {
        using (var folder = DataFolder.Open(_scratch.File("live"), Assert.Fail))
        {
            Rhodes.Server.Bench.SubmitsAndEnds work = new(new());
            for (var i = 0; i < 8; i++) LogSample.Fill(folder.Store, work, 1);   // a commit each
            ScratchFolder.Copy(_scratch.File("live"), Sound);
        }
    }

    private void DamageEach(string name, int step)
    {
        using var whole = DataFolder.OpenToRead(Sound, Assert.Fail);
        var lines = LogSample.Lines(whole.Store);
        var bytes = File.ReadAllBytes(Path.Combine(Sound, name));
        var (refused, recovered, same) = (0, 0, 0);
        for (var at = 0; at < bytes.Length; at += step)
        {
            if (Directory.Exists(Damaged)) Directory.Delete(Damaged, recursive: true);
            ScratchFolder.Copy(Sound, Damaged);
            bytes[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(Path.Combine(Damaged, name), bytes);
            bytes[at] ^= (byte)(1 << (at % 8));
            switch (Found(lines))
            {
                case "refused": refused++; break;
                case "recovered": recovered++; break;
                case "same": same++; break;
                default: _silent.Add($"byte {at} of {name}: {Found(lines)}"); break;
            }
        }

        Assert.Empty(_silent);
        Assert.True(refused > 0 && recovered > 0, $"{refused} refused, {recovered} recovered, {same} not touched");
    }

    private string Found(List<string> lines)
    {
        List<string> notes = [];
        try
        {
            using var folder = DataFolder.Open(Damaged, notes.Add);
            var opened = LogOpening.Open(folder.Store, notes);
            var left = LogSample.Lines(folder.Store);
            if (left.SequenceEqual(lines)) return "same";
            return left.SequenceEqual(lines[..^1]) && opened.Notes.Count > 0 ? "recovered" : $"{left.Count} entries, notes: {string.Join("; ", opened.Notes)}";
        }
        catch (LogException)
        {
            return "refused";
        }
    }
}
