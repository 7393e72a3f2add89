using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>What stands in a rank's folder is read as it was meant, and nonsense, as a power cut leaves it, as nothing.</summary>
public sealed class RankFolderTests
{
    [Fact]
    public void A_process_is_known_by_its_number_its_start_and_the_boot()
    {
        var row = ProcessTable.Find(Environment.ProcessId)!;
        var own = new ProcessIdentity(row.Number, row.Started, ProcessIdentity.ThisBoot);
        Assert.True(own.IsAlive);
        Assert.False((own with { Started = own.Started - 1 }).IsAlive);
        Assert.False((own with { Boot = "another" }).IsAlive);
        Assert.False((own with { Number = int.MaxValue }).IsAlive);
        Assert.Equal(own, ProcessIdentity.Parse($"{own.Number} {own.Started} {own.Boot}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12 x boot")]
    [InlineData("-1 5 boot")]
    [InlineData("1 5 boot")] // signals to 1 and 0 reach others than its own
    public void Nonsense_is_no_process(string text) => Assert.Null(ProcessIdentity.Parse(text));

    [Fact]
    public void What_a_rank_was_given_is_read_as_it_was_written()
    {
        using var folder = new ScratchFolder();
        var rank = new RankFolder(folder.Path);
        foreach (var holding in new RankHolding[] { new("a", [0, 3], "/sys/fs/cgroup/x"), new("a", [], "/x"), new("a", [1], null), new("a", [], null) })
        {
            rank.Holding = holding;
            Assert.Equal((holding.Node, DeviceBook.Write(holding.Devices), holding.Group), (rank.Holding!.Node, DeviceBook.Write(rank.Holding.Devices), rank.Holding.Group));
        }
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("x", null)]
    [InlineData("0\n\n", "exit code 0")]
    [InlineData("143\n", "killed by SIGTERM")]
    [InlineData("200\n", "exit code 200")]
    [InlineData("125\nuser ana cannot enter the folder /x\n", "user ana cannot enter the folder /x")]
    public void An_exit_is_read_or_there_is_none(string text, string? said)
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.File("exit"), text);
        Assert.Equal(said, new RankFolder(folder.Path).Exit?.ToString());
    }
}
