using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Server.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private string Data => _scratch.File("data");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_second_one_is_refused_with_the_pid_of_the_first_and_may_read_beside_it()
    {
        using (var first = DataFolder.Open(Data, Assert.Fail))
        {
            LogSample.Fill(first.Store, 10);
            Refused($"another rhodes process has this data folder: pid {Environment.ProcessId}.", () => DataFolder.Open(Data, Assert.Fail));
            using var reading = DataFolder.OpenToRead(Data, Assert.Fail);
            Assert.Equal(10, LogVerification.Verify(reading.Store, _ => { }).End.Sequence);
            LogSample.Fill(first.Store, new(LogOpening.Open(first.Store, []).State), 10);
            Assert.Equal(20, LogVerification.Verify(reading.Store, _ => { }).End.Sequence);
        }

        using var second = DataFolder.Open(Data, Assert.Fail);
        Assert.Equal(20, second.Store.End().Sequence);
    }

    [Fact]
    public void A_folder_of_a_newer_version_is_refused_and_left_alone()
    {
        DataFolder.Open(Data, Assert.Fail).Dispose();
        File.WriteAllText(Path.Combine(Data, "version"), "rhodes data 2\n");
        var before = Directory.GetFiles(Data).Order().ToList();
        Refused("the folder is of format 2, from a newer Rhodes; this one reads up to 1. Nothing was changed.", () => DataFolder.Open(Data, Assert.Fail));
        Refused("format 2", () => DataFolder.OpenToRead(Data, Assert.Fail));
        Assert.Equal(before, Directory.GetFiles(Data).Order());
    }

    [Fact]
    public void What_is_no_data_folder_is_refused()
    {
        Refused("there is no such folder", () => DataFolder.OpenToRead(Data, Assert.Fail));
        Directory.CreateDirectory(Data);
        Refused("the folder is empty", () => DataFolder.OpenToRead(Data, Assert.Fail));
        File.WriteAllText(Path.Combine(Data, "thesis.txt"), "mine");
        Refused("is no data folder: it has other files", () => DataFolder.Open(Data, Assert.Fail));
        Refused("something is there already", () => DataFolder.Begin(Data));
        Refused("is a file", () => DataFolder.Open(Path.Combine(Data, "thesis.txt"), Assert.Fail));
        File.WriteAllText(Path.Combine(Data, "version"), "mine");
        Refused("found 'mine'; expected 'rhodes data 1'", () => DataFolder.Open(Data, Assert.Fail));
    }

    [Fact]
    public void One_that_was_never_finished_is_not_taken_for_a_log()
    {
        using (var begun = DataFolder.Begin(Data)) LogSample.Fill(begun.Store, 3);
        Refused("was never finished", () => DataFolder.Open(Data, Assert.Fail));
    }

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        if (OperatingSystem.IsWindows()) return;
        DataFolder.Open(Data, Assert.Fail).Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
    }

    private static void Refused(string says, Func<DataFolder> open) =>
        Assert.Contains(says, Assert.ThrowsAny<LogException>(() => open().Dispose()).Message, StringComparison.Ordinal);
}
