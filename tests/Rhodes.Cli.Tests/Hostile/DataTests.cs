using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using static Rhodes.Cli.Tests.Hostile.HostedSite;

namespace Rhodes.Cli.Tests.Hostile;

/// <summary>The real server on data folders that are somebody else's, damaged, full, or not to be written to.</summary>
public sealed class DataTests
{
    [Fact]
    public void A_second_server_on_one_data_folder_refuses_and_the_first_goes_on()
    {
        using HostedSite site = new();
        using var first = site.Up();
        site.Submit("a");
        Assert.Equal($"{site.Data}: another rhodes process has this data folder: pid {first.Id}. One at a time may write to it; end that one first, or name another folder.\n", site.Refused().Error);
        site.Submit("b");
        Assert.Equal(["a", "b"], site.Jobs());
        Assert.Equal(0, site.Stop(first).ExitCode);
        Assert.Equal(0, Session.Of("log", "verify", site.Data).ExitCode);
    }

    [Fact]
    public void A_data_folder_of_a_newer_version_is_refused_and_not_touched()
    {
        using HostedSite site = new();
        site.Stop(site.Up());
        File.WriteAllText(Path.Combine(site.Data, "version"), "rhodes data 2\n");
        var before = site.Content();
        Assert.Equal($"{site.Data}: the folder is of format 2, from a newer Rhodes; this one reads up to 1. Nothing was changed. Use the newer Rhodes.\n", site.Refused().Error);
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public void A_damaged_last_record_is_taken_out_aloud_kept_aside_and_all_before_it_goes_on()
    {
        using HostedSite site = new();
        using (var server = site.Up())
        {
            site.Submit("a", "b", "last");
            server.Kill();
        }

        var last = Change(site, "\"last\"", "\"lost\"");
        using var again = site.Up();
        Assert.Contains($"the last entry was damaged (entry {last} is not as it was written: its checksum differs) and was taken out; what was left of it is kept in {site.Data}/aside/entry-{last}.1", again.Out, StringComparison.Ordinal);
        Assert.Contains("\"lost\"", File.ReadAllText($"{site.Data}/aside/entry-{last}.1"), StringComparison.Ordinal);
        Assert.Equal(["a", "b"], site.Jobs());
        site.Submit("c");
        Assert.Equal(["a", "b", "c"], site.Jobs());
        site.Stop(again);
        Assert.Equal(0, Session.Of("log", "verify", site.Data).ExitCode);
    }

    [Fact]
    public void A_damaged_record_in_the_middle_is_refused_with_what_to_do_and_that_can_be_done()
    {
        using HostedSite site = new();
        using (var server = site.Up())
        {
            site.Submit("a", "middle", "c");
            server.Kill();
        }

        SqliteConnection.ClearAllPools();
        var damaged = Change(site, "\"middle\"", "\"muddle\"");
        var before = site.Content();
        var said = site.Refused().Error;
        Assert.StartsWith($"{site.Data}: the log is damaged: entry {damaged} is not as it was written: its checksum differs. The {damaged - 1} before it are sound: ", said, StringComparison.Ordinal);
        Assert.Equal(before, site.Content());
        var export = site.InScratch("export");
        var exported = Session.Of("log", "export", site.Data, "--out", export);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"entry {damaged} is not as it was written"), exported.Out + exported.Error, StringComparison.Ordinal);
        var restored = site.InScratch("restored");
        Assert.Equal(0, Session.Of("log", "restore", export, restored).ExitCode);
        site.Data = restored;
        using var again = site.Up();
        Assert.Equal(["a"], site.Jobs());
    }

    /// <summary>Each file may be so long: the log's, the tables', and the disk's end is reached by one of them while it serves.</summary>
    [Fact]
    public async Task Where_files_may_not_grow_it_stops_with_the_reason_and_what_it_acknowledged_is_there()
    {
        using HostedSite site = new();
        var environment = site.Environment;
        environment["DOTNET_EnableWriteXorExecute"] = "0";   // the runtime's own memory is a file, too
        await FillAsync(site, site.UpUnder(["bash", "-c", "trap '' XFSZ; ulimit -f 2000; exec \"$@\"", "bash"], environment), () => { });
    }

    [Fact]
    public async Task On_a_full_disk_it_stops_with_the_reason_and_with_space_what_it_acknowledged_is_there()
    {
        using HostedSite site = new();
        var disk = site.InScratch("disk");
        if (!Mounted(disk, "size=1m")) return;   // only root may
        try
        {
            site.Data = Path.Combine(disk, "data");
            await FillAsync(site, site.Up(), () =>
            {
                Assert.Matches("the disk is full|No space left", site.Refused().Error);
                Assert.True(Mounted(disk, "remount,size=50m"));
            });
        }
        finally
        {
            Run("umount", "-l", disk);
        }
    }

    [Fact]
    public void A_read_only_data_folder_is_refused_and_can_be_verified_all_the_same()
    {
        using HostedSite site = new();
        var disk = site.InScratch("disk");
        if (!Mounted(disk, "size=50m")) return;
        try
        {
            site.Data = Path.Combine(disk, "data");
            using (var server = site.Up())
            {
                site.Submit("a");
                site.Stop(server);
            }

            Assert.True(Mounted(disk, "remount,ro"));
            Assert.StartsWith($"{site.Data}: the data folder cannot be written to: Read-only file system", site.Refused().Error, StringComparison.Ordinal);
            Assert.Contains("and the chain is whole", Session.Of("log", "verify", site.Data).Out, StringComparison.Ordinal);
        }
        finally
        {
            Run("umount", "-l", disk);
        }
    }

    /// <summary>Submits until it is refused or gone; then the next start has all that was acknowledged.</summary>
    private static async Task FillAsync(HostedSite site, RealProcess server, Action makeRoom)
    {
        List<string> acknowledged = [];
        using (var client = site.Client())
        {
            for (var job = 1; ; job++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"j{job}");
                var (status, body) = await SubmitAsync(client, name, padding: 4_000);
                if (status != HttpStatusCode.Created)
                {
                    Assert.True(status is 0 or HttpStatusCode.ServiceUnavailable, $"{status}: {body}");
                    break;
                }

                acknowledged.Add(name);
                Assert.True(job < 5_000, "nothing was ever full");
            }
        }

        var ended = server.End();
        Assert.Equal(1, ended.ExitCode);
        Assert.Matches("^The server stopped: .*(the disk is full|the disk gave an error).* Nothing that was acknowledged is lost", ended.Error);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.NotEmpty(acknowledged);
        makeRoom();
        using var again = site.Up();
        Assert.Empty(acknowledged.Except(site.Jobs()));
        site.Submit("after");
        site.Stop(again);
        Assert.Equal(0, Session.Of("log", "verify", site.Data).ExitCode);
    }

    /// <summary>Changes a word in the log's file, as a disk would.</summary>
    /// <returns>The entry that has it.</returns>
    private static long Change(HostedSite site, string word, string other)
    {
        using SqliteConnection connection = new($"Data Source={site.Data}/log.db;Pooling=False");
        connection.Open();
        using var find = connection.CreateCommand();
        find.CommandText = "SELECT seq, body FROM entry ORDER BY seq";
        (long Sequence, string Body) found = (0, "");
        using (var reader = find.ExecuteReader())
        {
            while (reader.Read())
                if (Encoding.UTF8.GetString((byte[])reader[1]) is { } body && body.Contains(word, StringComparison.Ordinal)) found = (reader.GetInt64(0), body);
        }

        using var change = connection.CreateCommand();
        change.CommandText = "UPDATE entry SET body = $body WHERE seq = $seq; PRAGMA wal_checkpoint(TRUNCATE)";
        change.Parameters.AddWithValue("$body", Encoding.UTF8.GetBytes(found.Body.Replace(word, other, StringComparison.Ordinal)));
        change.Parameters.AddWithValue("$seq", found.Sequence);
        change.ExecuteNonQuery();
        return found.Sequence;
    }

    private static bool Mounted(string folder, string options)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return false;
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", options, "none", folder);
    }

    private static bool Run(string program, params string[] args)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
